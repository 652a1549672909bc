package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file asks the person whose record it is: for what a grant does not allow, and for a way back in. Both go to them, by
// their own contacts, and never around them (S055, S242).

// showAsk asks for what of the record is wanted, and how far.
func (r *received) showAsk() {
	kinds := plan.RecordKinds()
	options := make([]control.Option, 0, len(kinds))
	for _, kind := range kinds {
		options = append(options, control.Option{Title: r.ui.say.recordKind(kind), Detail: r.ui.say.access(r.who.Grant.Scope[kind])})
	}
	what := control.NewChoice(r.say("ask.kind"), options, nil).ShowLabel()
	far := control.NewChoice(r.say("ask.far"), []control.Option{{Title: r.say("grant.access.look")}, {Title: r.say("grant.access.act")}}, nil).ShowLabel()
	far.Pick(0)
	for i, kind := range kinds {
		if kind == r.kind {
			what.Pick(i)
			far.Pick(min(int(r.who.Grant.Scope[kind]), 1))
		}
	}
	body := control.Column(24, what, far)
	to := assets.Facts{"who": r.who.Name}
	r.turn(func() wizard.Page {
		return wizard.Page{Key: r.key("ask"), Title: r.say("ask.title", to), Lead: r.say("ask.lead", to), Back: r.home,
			Body: func() fyne.CanvasObject { return body },
			Next: &wizard.Action{Label: r.say("ask.next"), Do: func() {
				if what.Picked() < 0 {
					r.wants("ask.kind.none")
					return
				}
				r.ask(plan.Ask{Kind: kinds[what.Picked()], Want: plan.MayLook + plan.Access(far.Picked())})
			}}}
	})
}

// wants says what is still to be chosen.
func (v *visit) wants(key string) {
	v.trouble, v.said = nil, &wizard.Notice{Tone: wizard.Warning, Title: v.say(key)}
	v.ui.redraw()
}

// ask has the plan ask them.
func (r *received) ask(ask plan.Ask) {
	var asked plan.Asked
	r.do("ask.busy", func(ctx context.Context, in plan.Session) (err error) {
		asked, err = r.port.AskMember(ctx, in, r.who.Grant.ID, ask)
		return err
	}, func() { r.asked("ask.done", asked) })
}

// asked goes back to the grant and says where the plan asked.
func (r *received) asked(key string, asked plan.Asked) {
	detail := r.say(key+".detail", assets.Facts{"who": r.who.Name})
	if len(asked.Hints) > 0 {
		detail = r.say(key+".where", assets.Facts{"who": r.who.Name, "where": strings.Join(asked.Hints, ", ")})
	}
	r.turn(r.homePage)
	r.said = &wizard.Notice{Tone: wizard.Good, Title: r.say(key, assets.Facts{"who": r.who.Name}), Detail: detail}
	r.ui.redraw()
}

// showHelpBackIn says, before it begins, to whom everything goes.
func (r *received) showHelpBackIn() {
	who := assets.Facts{"who": r.who.Name}
	r.turn(func() wizard.Page {
		return wizard.Page{Key: r.key("back in"), Title: r.say("backin.title", who), Lead: r.say("backin.lead", who), Back: r.home,
			Body: func() fyne.CanvasObject { return control.NewText(r.say("backin.never", who)) },
			Next: &wizard.Action{Label: r.say("backin.next"), Do: r.helpBackIn}}
	})
}

func (r *received) helpBackIn() {
	var asked plan.Asked
	r.do("backin.busy", func(ctx context.Context, in plan.Session) (err error) {
		asked, err = r.port.HelpBackIn(ctx, in, r.who.Grant.ID)
		return err
	}, func() { r.asked("backin.done", asked) })
}

// helpAnotherRow is for who cannot sign in for somebody else; nil: this plan lets nobody act for others.
func (u *UI) helpAnotherRow() fyne.CanvasObject {
	if u.gate != nil || u.signedIn() || !u.inApp(plan.CanActFor) {
		return nil
	}
	return control.NewRow(u.say.Say("backin.another"), u.say.Say("backin.another.detail"), u.showHelpAnother)
}

// showHelpAnother is the way for who helps somebody: by a sign-in of their own, never by the other's password.
func (u *UI) showHelpAnother() {
	u.aside("help another", u.say.Say("backin.another.title"), u.say.Say("backin.another.lead"), func() fyne.CanvasObject {
		return control.Column(12, control.NewText(u.say.Say("backin.another.how")), control.NewText(u.say.Say("backin.another.they")))
	})
}
