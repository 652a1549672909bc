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

// This file reads an invitation, or a hand-off, from a picture of its QR code: one that is picked, dropped, or pasted.

// ticketPicture is for the page where such a code is typed.
type ticketPicture struct {
	ui *UI
	// title is what the page is called while a picture is read.
	title string
	// put shows another page in that one's place, back shows that one again, with a notice or nil. left: it is gone for good.
	put  func(page func() wizard.Page)
	back func(*wizard.Notice)
	left func() bool
	// holds: something is on its way there that must not be let go.
	holds func() bool
	// round counts what was read: of a picture that was stopped nothing comes any more.
	round int
	// take goes on with what a picture held, as if it had been typed.
	take func(text string)
}

// beside is the field, with the ways of a picture that this device has below it.
func (t *ticketPicture) beside(typed fyne.CanvasObject) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	say := t.ui.say
	if t.ui.cfg.Files != nil {
		rows = append(rows, control.NewRow(say.Say("ticket.picture"), say.Say("ticket.picture.detail"), t.pick).WithIcon("open"))
	}
	if t.ui.cfg.Paste != nil {
		rows = append(rows, control.NewRow(say.Say("ticket.paste"), "", func() { t.pasted(t.ui.cfg.Paste) }).WithIcon("paste"))
	}
	if len(rows) == 0 {
		return typed
	}
	return control.Column(24, typed, control.NewGroup(say.Say("ticket.ways"), rows...))
}

// files is how a picture is picked.
func (t *ticketPicture) files() *fileFor {
	stay := func() { t.back(nil) }
	return &fileFor{u: t.ui, title: "ticket.picture", lead: "ticket.picture.lead", put: t.put, stay: stay, back: stay, left: t.left,
		paste: func(_ *filePick, from copying) { t.pasted(from) },
		got: func(_ string, data []byte) {
			t.read(func(context.Context) ([]byte, error) { return data, nil }, t.pick)
		},
		no: func(p *problem.Problem) { t.unread(p, t.pick) }}
}

func (t *ticketPicture) pick() {
	if !t.holds() {
		t.files().pick()
	}
}

func (t *ticketPicture) dropped(path string) {
	t.read(func(ctx context.Context) ([]byte, error) { return t.ui.cfg.Files.Read(ctx, path) }, func() { t.dropped(path) })
}

func (t *ticketPicture) pasted(from copying) { t.read(from, func() { t.pasted(from) }) }

// read looks for a code in a picture, and goes on with it.
func (t *ticketPicture) read(picture func(context.Context) ([]byte, error), again func()) {
	if t.holds() {
		return
	}
	t.round++
	round := t.round
	t.put(func() wizard.Page {
		return wizard.Page{Key: "ticket picture", Title: t.title, Busy: t.ui.say.Say("codes.picture.busy"), Stop: func() { t.back(nil) }}
	})
	background(t.ui, func(ctx context.Context) (string, error) {
		data, err := picture(ctx)
		defer clear(data)
		if err != nil {
			return "", err
		}
		codes, err := t.ui.cfg.Pictures.Codes(ctx, data)
		return ticketAmong(codes), err
	}, func(text string, p *problem.Problem) {
		switch {
		case t.left(), t.round != round:
		case p != nil:
			t.unread(p, again)
		case text == "":
			t.unread(problem.New(problem.PictureNone), again)
		default:
			t.back(nil)
			t.take(text)
		}
	})
}

// unread comes back to the page with what was in the way; what was typed stands there.
func (t *ticketPicture) unread(p *problem.Problem, again func()) {
	t.back(t.ui.say.notice(p, ways{problem.TryAgain: again, problem.AnotherWay: again}, t.ui.plan.Clock.Now()))
}

// longestCode bounds a code that somebody could also have typed, in bytes.
const longestCode = 64

// ticketAmong is the first thing in what QR codes hold that can be a code or a link of the plan's, which is erased; empty: none.
// What cannot be one spends no try at the plan.
func ticketAmong(codes []secret.Bytes) (text string) {
	for _, c := range codes {
		if text == "" && canBeTicket(c.Reveal()) {
			text = string(c.Reveal())
		}
		c.Clear()
	}
	return text
}

// canBeTicket reports a link, or a code as people type one.
func canBeTicket(held []byte) bool {
	if _, link := plan.LinkHost(held); link {
		return true
	}
	return len(held) > 0 && len(held) <= longestCode && bytes.IndexFunc(held, notInCode) < 0
}

func notInCode(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != ' '
}
