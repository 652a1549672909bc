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

// This file is who uses this device: each has a vault of their own, and nobody opens another's.

// showNoWay is for who has none of the ways to open a vault. Nobody can open it without one; what can be done, is here.
func (u *UI) showNoWay() {
	name := u.rest().Holder
	if name == "" {
		name = u.say.Say("vault.whose.nobody")
	}
	s := &sheet{ui: u, key: "no way", title: "vault.none", said: u.say.Say("vault.none.lead", assets.Facts{"name": name}), back: u.endAside}
	s.body = func() fyne.CanvasObject {
		return control.NewGroup(u.say.Say("vault.none"),
			control.NewRow(u.say.Say("vault.import"), u.say.Say("vault.none.import"), func() { u.anew(s, u.importBackup) }),
			control.NewRow(u.say.Say("vault.anew"), u.say.Say("vault.anew.detail"), func() { u.anew(s, nil) }),
			control.NewRow(u.say.Say("vault.people"), u.say.Say("vault.people.detail"), u.showPeople))
	}
	s.show()
}

// anew makes a vault beside the others and goes on with it, as another person; then (nil: nothing) is done there first.
func (u *UI) anew(s *sheet, then func()) { u.toVault(s, u.cfg.Memory.New, then) }

// toVault goes on with another vault than the one at hand, and asks first where codes would be gone with that. Who was signed
// in is signed out.
func (u *UI) toVault(s *sheet, get func(context.Context) (*vault.Vault, error), then func()) {
	n := len(u.codesHere())
	if n == 0 || u.keepsAfter() {
		u.openOther(s, get, then)
		return
	}
	ask := &sheet{ui: u, key: "loses", title: "vault.loses", said: u.say.Count("vault.loses.lead", n), back: s.show,
		next: "bind.memory.fix", do: func() { u.showProtection(s.show) }}
	ask.danger = &wizard.Action{Label: u.say.Say("vault.loses.do"), Danger: true, Do: func() { u.openOther(ask, get, then) }}
	ask.show()
}

func (u *UI) openOther(s *sheet, get func(context.Context) (*vault.Vault, error), then func()) {
	var v *vault.Vault
	s.run("vault.gate.busy", func(ctx context.Context) (err error) {
		v, err = get(ctx)
		return err
	}, func() {
		u.leaveVault()
		u.openGate(reopened{vault: v}, func() {
			u.begin()
			if then != nil {
				then()
			}
		})
	})
}

// leaveVault locks the vault at hand and ends what was open with it.
func (u *UI) leaveVault() {
	if u.vault != nil {
		u.vault.Lock()
	}
	u.clip.drop()
	u.forgetCodes()
	u.lift()
	u.gate = nil
	u.leaveOthers()
	u.standUp()
	u.drawBanner()
}

// showPeople lists the vaults of this device.
func (u *UI) showPeople() {
	back := u.showKeeps
	if u.gate != nil {
		back = u.showNoWay
	}
	s := &sheet{ui: u, key: "people", title: "vault.people", lead: "vault.people.lead", back: back}
	var all []vault.Holder
	s.body = func() fyne.CanvasObject { return u.peopleRows(s, all) }
	s.show()
	s.run("vault.people.busy", func(ctx context.Context) (err error) {
		all, err = u.cfg.Memory.Vaults(ctx)
		return err
	}, func() {
		s.key = "people came"
		u.redraw()
	})
}

func (u *UI) peopleRows(s *sheet, all []vault.Holder) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, h := range all {
		name := h.Name
		if name == "" {
			name = u.say.Say("vault.people.nobody", u.count(i+1))
		}
		rows = append(rows, control.NewRow(name, u.say.Say("vault.people.open"), func() { u.openTheirs(s, h.ID) }))
	}
	rows = append(rows, control.NewRow(u.say.Say("vault.people.add"), u.say.Say("vault.people.add.detail"),
		func() { u.anew(s, nil) }))
	return control.NewGroup(u.say.Say("vault.people"), rows...)
}

// begin begins a sign-in, at the plan that is open or after opening one.
func (u *UI) begin() {
	if u.plan == nil {
		u.first()
		return
	}
	u.converse(plan.SignIn)
}

// openTheirs goes on with somebody's vault.
func (u *UI) openTheirs(s *sheet, id vault.HolderID) {
	u.toVault(s, func(ctx context.Context) (*vault.Vault, error) { return u.cfg.Memory.Open(ctx, id) }, nil)
}

// naming gives what writes down whose the vault is.
func (u *UI) naming(name string) func(context.Context) error {
	v := u.vault
	return func(ctx context.Context) error {
		if v == nil {
			return nil
		}
		if err := v.SetHolder(name); err != nil {
			return err
		}
		return v.Save(ctx)
	}
}

// showErase asks before everything goes, and says what does.
func (u *UI) showErase() {
	s := &sheet{ui: u, key: "erase", title: "vault.erase", lead: "vault.erase.lead", back: u.showKeeps}
	sure := control.NewCheck(u.say.Say("vault.erase.sure"), func(on bool) { s.danger.Off = !on; u.redraw() })
	s.body = func() fyne.CanvasObject {
		return control.Column(16,
			control.NewFact(u.say.Say("vault.erase.goes"), u.say.Say("vault.erase.goes.what")),
			control.NewFact(u.say.Say("vault.erase.stays"), u.say.Say("vault.erase.stays.what")), sure)
	}
	s.danger = &control.Action{Label: u.say.Say("vault.erase.do"), Danger: true, Off: true, Why: u.say.Say("vault.erase.why"),
		Do: func() { s.run("vault.erase.busy", u.cfg.Memory.EraseAll, u.erased) }}
	s.show()
}

// erased goes on as on the first day.
func (u *UI) erased() {
	u.leaveVault()
	u.vault, u.vaultWhy, u.offered = nil, nil, false
	if u.cfg.Plans != nil {
		u.known = nil
		u.savePlans()
	}
	s := &sheet{ui: u, key: "erased", title: "vault.erased", lead: "vault.erased.lead", next: "session.again"}
	s.do = func() {
		u.endAside()
		background(u, func(ctx context.Context) (reopened, error) {
			v, err := u.cfg.Memory.Open(ctx, "")
			return reopened{v, problem.Of(err)}, nil
		}, func(o reopened, _ *problem.Problem) { u.openGate(o, u.begin) })
	}
	s.show()
}
