package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file forgets a plan: what of it is on this device goes, what is at the plan stays.

// pickForgotten asks which.
func (v *plans) pickForgotten() {
	u := v.u
	all := u.myPlans()
	v.put(func() wizard.Page {
		return wizard.Page{Key: "plans forget", Title: u.say.Say("plans.forget"), Lead: u.say.Say("plans.forget.which"), Back: v.list,
			Body: func() fyne.CanvasObject {
				var rows []fyne.CanvasObject
				for _, k := range all {
					rows = append(rows, control.NewRow(v.name(k), k.Host, func() { v.askForget(k) }))
				}
				return control.NewGroup(u.say.Say("plans.forget"), rows...)
			}}
	})
}

// askForget says what goes and what stays, before anything does.
func (v *plans) askForget(k KnownPlan) {
	u := v.u
	do := wizard.Action{Label: u.say.Say("plans.forget.do"), Danger: true, Do: func() { v.forget(k) }}
	if u.vault != nil && u.vault.Rest().Phase == vault.Shut {
		do.Off, do.Why = true, u.say.Say("plans.forget.shut")
	}
	v.put(func() wizard.Page {
		p := wizard.Page{Key: "plans forget " + string(k.Key), Title: u.say.Say("plans.forget.sure", assets.Facts{"name": v.name(k)}), Lead: u.say.Say("plans.forget.lead"),
			Back: v.pickForgotten, Notice: v.notice, Others: []wizard.Action{do}, Body: func() fyne.CanvasObject { return v.forgotten(k.Key) }}
		if v.busy != "" {
			p.Busy, p.Others = v.busy, nil
		}
		return p
	})
}

func (v *plans) forgotten(key plan.Key) fyne.CanvasObject {
	say := v.u.say
	goes := say.Say("plans.forget.goes")
	if v.u.isIn(key) {
		goes = sentences(goes, say.Say("plans.forget.signsout"))
	}
	stays := say.Say("plans.forget.stays")
	if n := v.u.codesOf(key); n > 0 {
		stays = sentences(stays, say.Count("plans.forget.codes", n))
	}
	return control.Column(16, control.NewFact(say.Say("vault.erase.goes"), goes), control.NewFact(say.Say("vault.erase.stays"), stays))
}

// codesOf counts the codes of this device that belong to a plan.
func (u *UI) codesOf(key plan.Key) (n int) {
	for _, c := range u.codesHere() {
		if c.Place.Plan == key {
			n++
		}
	}
	return n
}

// forget ends what is open at the plan, and takes what is kept of it off the device. Where that could not be saved it says
// so, and the plan stays on the list.
func (v *plans) forget(k KnownPlan) {
	u := v.u
	if s := u.seatOf(k.Key); s != nil {
		u.at(s, u.standUp)
	}
	v.askForget(k)
	v.busy = u.say.Say("plans.forget.busy")
	u.redraw()
	turn, in := v.turn, u.vault
	u.work(func(ctx context.Context) error { return forgetIn(ctx, in, k.Key) }, func(p *problem.Problem) {
		if p == nil {
			v.gone(k.Key)
		}
		switch {
		case turn != v.turn: // the member is somewhere else by now
		case p == nil:
			v.list()
		default:
			v.askForget(k)
			v.notice = u.say.notice(p, ways{problem.TryAgain: func() { v.forget(k) }}, u.cfg.Device.Now())
			u.redraw()
		}
	})
}

// gone takes a plan off the list, and off the screen.
func (v *plans) gone(key plan.Key) {
	u := v.u
	u.dropPlan(key)
	s := u.seatOf(key)
	if s == nil {
		return
	}
	here := s == u.seat
	u.leaveSeat(s)
	if here {
		u.dress()
	}
}

// forgetIn takes a plan out of a vault; nil: there is none.
func forgetIn(ctx context.Context, v *vault.Vault, key plan.Key) error {
	if v == nil {
		return nil
	}
	v.Forget(key)
	for _, t := range v.Talks(key) {
		v.DropTalk(key, t.Purpose)
		t.Handle.Clear()
	}
	if err := v.Save(ctx); err != nil && v.Rest().Phase != vault.Fresh { // of a fresh one nothing rests
		return err
	}
	return nil
}
