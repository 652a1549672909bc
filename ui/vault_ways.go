package ui

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the ways to open the vault: each is set, changed and taken off on a page of its own.

const (
	// passphraseLeast is how many characters a passphrase has at least (NIST SP 800-63B-4, 3.1.1.2, where another factor
	// guards it: whoever wants to guess needs the file first). The page asks for more.
	passphraseLeast = 8
	// pinLeast is what the same standard recommends for a PIN that unlocks a key on the device (3.2.10).
	pinLeast = 6
)

// showWay opens the page of a way.
func (u *UI) showWay(w vault.Way) {
	s := &sheet{ui: u, key: "way " + string(w), title: "vault.way." + string(w), lead: "vault.way." + string(w) + ".lead", back: u.showKeeps}
	on := slices.Contains(u.rest().Ways, w)
	s.next = "vault.way." + string(w) + ".set"
	if on {
		s.next = "vault.way." + string(w) + ".change"
	}
	switch w {
	case vault.Keychain:
		s.do = func() { s.run("vault.saving", u.vaultDo((*vault.Vault).UseKeychain), u.waySet) }
		if on {
			s.next = ""
		}
	case vault.Passphrase:
		u.asksTwice(s, w, passphraseLeast, (*vault.Vault).SetPassphrase)
	case vault.PIN:
		if !typedWay(u.rest().Ways, "") { // the only way in must not be one that five slips shut
			s.lead, s.next = "vault.way.pin.first", ""
			break
		}
		u.asksTwice(s, w, pinLeast, (*vault.Vault).SetPIN)
	case vault.RecoveryCode:
		s.do = func() { u.newRecoveryCode(s) }
	}
	if on {
		s.others = []wizard.Action{u.removal(s, w)}
	}
	s.show()
}

// waySet goes back to where the ways are listed; what could not be kept so far can be now.
func (u *UI) waySet() {
	u.takeVault()
	u.goOn()
	u.showKeeps()
}

// vaultDo gives what does something with the vault at hand.
func (u *UI) vaultDo(do func(*vault.Vault, context.Context) error) func(context.Context) error {
	v, why := u.vault, u.vaultWhy
	return func(ctx context.Context) error {
		if v == nil {
			return why
		}
		return do(v, ctx)
	}
}

// asksTwice has a sheet ask for a new passphrase or PIN, and set it.
func (u *UI) asksTwice(s *sheet, w vault.Way, least int, set func(*vault.Vault, context.Context, secret.Bytes) error) {
	s.body = s.twice("vault.new."+string(w), "vault.again."+string(w))
	s.do = func() {
		typed, ok := s.typed(least, u.say.Say("vault.short", assets.Facts{"n": fmt.Sprint(least)}))
		if !ok {
			return
		}
		s.run("vault.saving", u.vaultDo(func(v *vault.Vault, ctx context.Context) error {
			defer typed.Clear()
			return set(v, ctx, typed)
		}), u.waySet)
	}
}

// removal takes a way off, unless it is the last.
func (u *UI) removal(s *sheet, w vault.Way) wizard.Action {
	a := wizard.Action{Label: u.say.Say("vault.way.remove"), Danger: true}
	if ways := u.rest().Ways; len(ways) < 2 || slices.Contains(ways, vault.PIN) && w != vault.PIN && !typedWay(ways, w) {
		a.Off, a.Why = true, u.say.Say("vault.way.last")
		return a
	}
	a.Do = func() {
		s.run("vault.saving", u.vaultDo(func(v *vault.Vault, ctx context.Context) error { return v.RemoveWay(ctx, w) }), u.waySet)
	}
	return a
}

// typedWay reports whether a passphrase or a recovery code is among the ways, one left aside.
func typedWay(ways []vault.Way, but vault.Way) bool {
	return slices.ContainsFunc(ways, func(w vault.Way) bool { return w != but && (w == vault.Passphrase || w == vault.RecoveryCode) })
}

// newRecoveryCode makes one and shows it, once. Until a group was read back it opens nothing, and the one on an older paper
// still does: whoever goes away, or is locked out meanwhile, has what they had.
func (u *UI) newRecoveryCode(s *sheet) {
	if u.vault == nil {
		s.trouble = u.vaultWhy
		u.redraw()
		return
	}
	code, err := u.vault.RecoveryCode()
	if err != nil {
		s.trouble = problem.Of(err)
		u.redraw()
		return
	}
	u.showRecovery(&recovery{ui: u, code: code})
}

// recovery is a new recovery code on its way to paper.
type recovery struct {
	ui   *UI
	code secret.Bytes
	// turning: from one of its pages to the other.
	turning bool
}

// groups are the parts it is written in; they share its memory.
func (r *recovery) groups() [][]byte { return bytes.Split(r.code.Reveal(), []byte("-")) }

// showRecovery shows the code in large groups, to be written down, copied or saved.
func (u *UI) showRecovery(r *recovery) {
	s := &sheet{ui: u, key: "recovery shown", title: "vault.recovery.title", lead: "vault.recovery.lead", body: r.body,
		next: "vault.recovery.next", do: r.turn(r.ask), back: u.showKeeps, clear: r.left}
	s.others = []wizard.Action{{Label: u.say.Say("vault.recovery.copy"), Do: func() { r.copied(s) }}}
	if u.cfg.Files != nil {
		s.others = append(s.others, wizard.Action{Label: u.say.Say("vault.recovery.save"), Do: func() { r.saved(s) }})
	}
	s.show()
}

// body draws the groups. They are strings while they stand on screen, since Fyne draws no other.
func (r *recovery) body() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for i, g := range r.groups() {
		parts = append(parts, control.NewFact(r.ui.say.Say("vault.recovery.group", r.ui.count(i+1)), string(g)).Large())
	}
	return control.NewGroup(r.ui.say.Say("vault.recovery.title"), parts...)
}

func (r *recovery) copied(s *sheet) {
	said := r.ui.copiedWords(r.ui.copySecret(r.code.Reveal()), "vault.recovery.copied", "vault.recovery.copied.stays")
	s.notice = &wizard.Notice{Tone: wizard.Good, Title: said}
	r.ui.redraw()
}

// saved writes it into a file of the member's.
func (r *recovery) saved(s *sheet) {
	text := append(bytes.Clone(r.code.Reveal()), '\n')
	var where string
	s.run("vault.saving", func(ctx context.Context) (err error) {
		defer clear(text)
		where, err = r.ui.cfg.Files.Save(ctx, "vestibule-recovery-code.txt", text)
		return err
	}, func() {
		s.notice = &wizard.Notice{Tone: wizard.Good, Title: r.ui.say.Say("vault.recovery.saved", assets.Facts{"where": where})}
		r.ui.redraw()
	})
}

// asked is the group that is read back: one from the middle, which nobody has still on their mind.
const asked = 4

// ask wants one group typed, so that the code counts only once it is on paper.
func (r *recovery) ask() {
	u := r.ui
	f := control.NewSecretField(secretWords(u.say, "vault.recovery.asked"))
	s := &sheet{ui: u, key: "recovery asked", title: "vault.recovery.check", said: u.say.Say("vault.recovery.check.lead", u.count(asked)),
		secrets: []*control.SecretField{f}, body: func() fyne.CanvasObject { return f },
		next: "vault.recovery.done", back: r.turn(func() { u.showRecovery(r) }), clear: r.left}
	s.do = func() {
		typed := f.Take()
		defer typed.Clear()
		if !bytes.EqualFold(bytes.TrimSpace(typed.Reveal()), r.groups()[asked-1]) {
			f.SetError(u.say.Say("vault.recovery.differs"))
			u.redraw()
			return
		}
		code := r.code.Clone() // the page's own goes with the page
		s.run("vault.saving", u.vaultDo(func(v *vault.Vault, ctx context.Context) error {
			defer code.Clear()
			return v.SetRecoveryCode(ctx, code)
		}), u.waySet)
	}
	s.show()
}

// turn goes from one page of the code to the other.
func (r *recovery) turn(to func()) func() {
	return func() {
		r.turning = true
		to()
		r.turning = false
	}
}

// left erases the code when its pages are gone.
func (r *recovery) left() {
	if !r.turning {
		r.code.Clear()
	}
}
