package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/vault"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file leads: to a second way to open the vault, and from an old device to a new one.

// showMove asks which of the two devices this is.
func (u *UI) showMove() {
	s := &sheet{ui: u, key: "move", title: "vault.move", lead: "vault.move.lead", back: u.showKeeps}
	s.body = func() fyne.CanvasObject {
		return control.NewGroup(u.say.Say("vault.move"),
			control.NewRow(u.say.Say("vault.move.old"), u.say.Say("vault.move.old.detail"), u.showMoveOld),
			control.NewRow(u.say.Say("vault.move.new"), u.say.Say("vault.move.new.detail"), u.importBackup))
	}
	s.show()
}

// showMoveOld leads through what is done on the old device, in order. Clearing it comes last.
func (u *UI) showMoveOld() {
	s := &sheet{ui: u, key: "move old", title: "vault.move.old", lead: "vault.move.old.lead", back: u.showMove}
	s.body = func() fyne.CanvasObject {
		return control.Column(16,
			control.NewGroup(u.say.Say("vault.move.old"),
				control.NewRow(u.say.Say("vault.move.1"), u.say.Say("vault.move.1.detail"), u.showBackup),
				control.NewRow(u.say.Say("vault.move.or"), u.say.Say("vault.move.or.detail"), func() { u.withCodes((*codesPage).showExport) }),
				u.told("vault.move.2"), u.told("vault.move.3"),
				control.NewRow(u.say.Say("vault.move.4"), u.say.Say("vault.move.4.detail"), u.showErase)))
	}
	s.show()
}

// told is a step that is done elsewhere.
func (u *UI) told(key string) fyne.CanvasObject {
	return control.Column(2, control.NewText(u.say.Say(key)).Bold(), control.NewText(u.say.Say(key+".detail")))
}

// offerProtection shows once, when the first thing is kept, how else it can be opened, and goes on from there; it reports
// whether it did. Where there is no keychain, nothing is kept before that.
func (u *UI) offerProtection(then func()) (offered bool) {
	r := u.rest()
	if u.offered || u.vault == nil || r.Phase == vault.Shut || len(r.Ways) > 0 && !onlyKeychain(r) {
		return false
	}
	u.offered = true
	u.showProtection(then)
	return true
}

// showProtection lists the ways with a word on why one is not enough.
func (u *UI) showProtection(then func()) {
	s := &sheet{ui: u, key: "protect", title: "vault.protect", lead: "vault.protect.lead", next: "vault.protect.next", do: then, back: then}
	if r := u.rest(); len(r.Ways) == 0 && r.Why != nil {
		s.lead = "vault.protect.none"
	}
	s.body = func() fyne.CanvasObject { return control.NewGroup(u.say.Say("vault.ways"), u.wayRows(u.rest())...) }
	s.show()
}

// protectionNotice tells at home that something is kept now, and leads to what else could open it; nil: nothing to tell.
func (u *UI) protectionNotice() *wizard.Notice {
	if !u.firstKept || u.offered || !onlyKeychain(u.rest()) {
		return nil
	}
	return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("vault.kept.title"), Detail: u.say.Say("vault.kept.detail"),
		Fix: &wizard.Action{Label: u.say.Say("vault.protect"), Do: func() { u.offerProtection(u.endAside) }}}
}
