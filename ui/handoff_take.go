package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file takes up what was left on another device: what stood in the way there is shown, and the same thing begins here. A
// sign-in that then works tells that the trouble is over there (S056, S129).

// takeOver is the page where a code is typed.
type takeOver struct {
	ui    *UI
	typed *control.Field
	sheet *sheet
	got   plan.Handoff
	// picture is where the code may come from, too; reads: it is on screen in place of the sheet.
	picture *ticketPicture
	reads   bool
}

// showTakeOver asks for the code or the link that the other device shows.
func (u *UI) showTakeOver() {
	u.use()
	t := &takeOver{ui: u, typed: control.NewField(u.say.Say("handoff.typed"))}
	t.typed.SetHint(u.say.Say("handoff.typed.hint"))
	t.typed.OnSubmitted = func(string) { t.take() }
	t.picture = t.pictures()
	t.open(nil)
}

// open puts the page up, with what was typed.
func (t *takeOver) open(said *wizard.Notice) {
	body := t.picture.beside(t.typed)
	t.sheet = &sheet{ui: t.ui, key: "take over", title: "handoff.take.title", lead: "handoff.take.lead", back: t.ui.showSupport,
		body: func() fyne.CanvasObject { return body }, next: "handoff.take.next", do: t.take, notice: said}
	t.ui.lay(func() wizard.Page {
		t.ui.pasteInto, t.ui.dropInto = t.picture.pasted, t.picture.dropped
		return t.sheet.page()
	}, t.sheet.forget)
}

// pictures reads the code from a picture, over the screen as the page itself is.
func (t *takeOver) pictures() *ticketPicture {
	return &ticketPicture{ui: t.ui, title: t.ui.say.Say("handoff.take.title"), back: t.open, left: func() bool { return !t.reads }, holds: func() bool { return t.sheet.busy != "" },
		put: func(page func() wizard.Page) {
			t.ui.lay(page, func() { t.reads = false })
			t.reads = true
		},
		take: func(text string) {
			t.typed.SetText(text)
			t.take()
		}}
}

// take asks the plan for it. A link of somebody else's is not sent to this plan (S137).
func (t *takeOver) take() {
	u, text := t.ui, t.typed.Text()
	t.sheet.notice = nil
	t.typed.SetError("")
	if text == "" {
		t.typed.SetError(u.say.Say("field.required"))
		u.redraw()
		return
	}
	if p := u.plan.Document.Policy.Hosts.Foreign([]byte(text)); p != nil {
		t.sheet.trouble = p
		u.redraw()
		return
	}
	port := u.plan.Handoffs
	t.sheet.run("handoff.taking", func(ctx context.Context) (err error) {
		t.got, err = port.Take(ctx, text)
		return err
	}, t.show)
}

// show is what was carried here.
func (t *takeOver) show() {
	if t.got.Asks == plan.AskCode {
		t.asked()
		return
	}
	u := t.ui
	s := &sheet{ui: u, key: "taken over", title: "handoff.taken.title", back: u.endAside, body: t.carried,
		said: u.say.Say("handoff.taken.lead", assets.Facts{"device": u.deviceOf(t.got)})}
	if do := t.goOn(); do != nil {
		s.next, s.do = "handoff.taken.next", do
	}
	t.sheet = s
	s.show()
}

// carried is what stood in the way there, in this app's words, then the lines as they were left.
func (t *takeOver) carried() fyne.CanvasObject {
	u := t.ui
	var parts []fyne.CanvasObject
	if t.got.Verdict != "" {
		title, _ := u.say.problem(problem.New(t.got.Verdict), u.plan.Clock.Now())
		parts = append(parts, control.NewFact(u.say.Say("handoff.was"), title))
	}
	if len(t.got.Lines) > 0 {
		parts = append(parts, u.linesOf("handoff.found", t.got.Lines))
	}
	return control.Column(16, parts...)
}

// goOn begins here what was begun there; nil: who is signed in has nothing to begin, or the plan has no such way here.
func (t *takeOver) goOn() func() {
	u, to := t.ui, t.got.Purpose
	if u.signedIn() || to == "" || to.NeedsSession() || u.plan.Document.Can(ability(to)).How != plan.InApp {
		return nil
	}
	return func() {
		there := t.got
		u.lift()
		u.help.there = &there
		if u.talk != nil && u.talk.purpose == to {
			u.redraw() // it stands here already, with what was typed
			return
		}
		u.beginWith(to, nil, carried{})
	}
}

// asked is the page of who was sent a code that somebody else asks for.
func (t *takeOver) asked() {
	u := t.ui
	facts := assets.Facts{"who": t.got.Asker}
	u.lay(func() wizard.Page {
		return wizard.Page{Key: "asked for a code", Title: u.say.Say("handoff.asked.title", facts), Lead: u.say.Say("handoff.asked.lead", facts), Back: u.endAside,
			Body:   func() fyne.CanvasObject { return control.NewText(u.say.Say("handoff.asked.care", facts)) },
			Others: []wizard.Action{{Label: u.say.Say("remedy.call"), Do: u.showSupport}}}
	}, nil)
}

// tellItWorks says once, after a sign-in, that the same did not work on another device: the account is fine (S056).
func (u *UI) tellItWorks() {
	there := u.help.there
	if there == nil {
		return
	}
	u.help.there = nil
	u.said = &wizard.Notice{Tone: wizard.Good, Title: u.say.Say("handoff.works.title"),
		Detail: u.say.Say("handoff.works.detail", assets.Facts{"device": u.deviceOf(*there)})}
	u.redraw()
}

// deviceOf is what a device is called where something was left.
func (u *UI) deviceOf(h plan.Handoff) string {
	if h.Device == "" {
		return u.say.Say("handoff.device")
	}
	return h.Device
}
