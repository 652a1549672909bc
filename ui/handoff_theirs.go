package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page for a code that went to somebody else: said so, asked for, and typed here (S242).

// theirs is what waits for the word of the person whose record it is about.
type theirs struct {
	// who is that person, what the plan's or our words for what is to be done, to where the code went, masked.
	who, what, to string
	digits        int
	// back is the page that it lies over. begin is called before send, where that is the UI thread's still.
	back, begin func()
	// send does it with the code, which is the caller's to clear, and done shows what came of it.
	send func(context.Context, secret.Bytes) error
	done func()
}

// askTheirs puts the page over the present screen. What was typed stays where the plan does not take it.
func (u *UI) askTheirs(t theirs) {
	facts := assets.Facts{"who": t.who, "what": t.what, "to": t.to}
	field := control.NewCodeField(u.say.Say("handoff.theirs.code", facts), t.digits)
	s := &sheet{ui: u, key: "their code", said: u.say.Say("handoff.theirs.lead", facts), back: t.back, next: "code.next",
		body: func() fyne.CanvasObject { return field }, clear: field.Clear}
	s.title = "handoff.theirs.title"
	s.do = func() {
		if field.Len() < t.digits {
			field.SetError(u.say.Say("handoff.theirs.short"))
			u.redraw()
			return
		}
		field.SetError("")
		code := field.Take()
		t.begin()
		s.run("handoff.theirs.busy", func(ctx context.Context) error {
			defer code.Clear()
			return t.send(ctx, code)
		}, func() { u.endAside(); t.done() })
	}
	field.OnSubmitted = s.do
	if u.canHandOff() {
		s.others = []wizard.Action{{Label: u.say.Say("handoff.theirs.ask", facts), Do: func() {
			u.handOffFrom(plan.Handoff{Asks: plan.AskCode}, func() { u.askTheirs(t) }) // the code is still awaited there
		}}}
	}
	s.show()
}
