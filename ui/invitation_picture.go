package ui

import (
	"bytes"
	"context"
	"unicode"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file reads an invitation from a picture of its QR code: one that is picked, dropped, or pasted.

// layout is the field, and the ways of a picture that this device has.
func (i *invitation) layout() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if i.ui.cfg.Files != nil {
		rows = append(rows, control.NewRow(i.say("invitation.picture"), i.say("invitation.picture.detail"), i.pick).WithIcon("open"))
	}
	if i.ui.cfg.Paste != nil {
		rows = append(rows, control.NewRow(i.say("invitation.paste"), "", func() { i.pasted(i.ui.cfg.Paste) }).WithIcon("paste"))
	}
	if len(rows) == 0 {
		return i.typed
	}
	return control.Column(24, i.typed, control.NewGroup(i.say("invitation.ways"), rows...))
}

// files is how a picture is picked for it.
func (i *invitation) files() *fileFor {
	return &fileFor{u: i.ui, title: "invitation.picture", lead: "invitation.picture.lead", put: i.turn, stay: func() { i.turn(i.typing) }, back: func() { i.turn(i.typing) },
		left: func() bool { return false }, paste: func(_ *filePick, from copying) { i.pasted(from) },
		got: func(_ string, data []byte) {
			i.read(func(context.Context) ([]byte, error) { return data, nil }, i.pick)
		},
		no: func(p *problem.Problem) { i.unread(p, i.pick) }}
}

func (i *invitation) pick() { i.files().pick() }

func (i *invitation) dropped(path string) {
	i.read(func(ctx context.Context) ([]byte, error) { return i.ui.cfg.Files.Read(ctx, path) }, func() { i.dropped(path) })
}

func (i *invitation) pasted(from copying) { i.read(from, func() { i.pasted(from) }) }

// read looks for an invitation in a picture, and goes on with it as if it had been typed.
func (i *invitation) read(picture func(context.Context) ([]byte, error), again func()) {
	i.turn(func() wizard.Page {
		return wizard.Page{Key: "invitation picture", Title: i.say("invitation.title"), Busy: i.say("codes.picture.busy"), Stop: func() { i.turn(i.typing) }}
	})
	background(i.ui, func(ctx context.Context) (string, error) {
		data, err := picture(ctx)
		defer clear(data)
		if err != nil {
			return "", err
		}
		codes, err := i.ui.cfg.Pictures.Codes(ctx, data)
		return invitationAmong(codes), err
	}, func(text string, p *problem.Problem) {
		switch {
		case p != nil:
			i.unread(p, again)
		case text == "":
			i.unread(problem.New(problem.PictureNone), again)
		default:
			i.turn(i.typing)
			i.typed.SetText(text)
			i.ask()
		}
	})
}

// unread comes back to the page with what was in the way; what was typed stands there.
func (i *invitation) unread(p *problem.Problem, again func()) {
	i.turn(i.typing)
	i.said = i.ui.say.notice(p, ways{problem.TryAgain: again, problem.AnotherWay: again}, i.ui.plan.Clock.Now())
	i.ui.redraw()
}

// longestCode bounds a code that somebody could also have typed, in bytes.
const longestCode = 64

// invitationAmong is the first thing in what QR codes hold that can be an invitation, which is erased; empty: none. What cannot be
// one spends no try at the plan.
func invitationAmong(codes []secret.Bytes) (text string) {
	for _, c := range codes {
		if text == "" && canInvite(c.Reveal()) {
			text = string(c.Reveal())
		}
		c.Clear()
	}
	return text
}

// canInvite reports a link, or a code as people type one.
func canInvite(held []byte) bool {
	if _, link := plan.LinkHost(held); link {
		return true
	}
	return len(held) > 0 && len(held) <= longestCode && bytes.IndexFunc(held, notInCode) < 0
}

func notInCode(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != ' '
}
