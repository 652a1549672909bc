package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page before a vault that is shut: at the start, and after a lock.

// gate keeps what lies behind it off the screen until its vault is open, or the member goes on without it. Escape does not
// lead past it.
type gate struct {
	ui    *UI
	vault *vault.Vault
	// said is why it stands there; locked: something was open, so whoever goes on without it leaves that behind.
	said   string
	locked bool
	way    vault.Way
	fields map[vault.Way]*control.SecretField
	busy   string
	stop   func()
	// trouble is what came of the last try, lost that the keychain had no key any more.
	trouble *problem.Problem
	lost    bool
	// rebuild: it is open, and whether the keychain is to open it again is asked.
	rebuild bool
	// then goes on once it is open, without if it stays shut.
	then, without func()
}

// raise puts a gate before everything.
func (u *UI) raise(g *gate) {
	rest := g.vault.Rest()
	g.ui, g.fields = u, map[vault.Way]*control.SecretField{}
	if rest.Why != nil && rest.Why.Code != problem.VaultLocked {
		g.trouble, g.lost = rest.Why, rest.Why.Code == problem.VaultKeyLost
	}
	g.way = firstWay(rest.Ways, g.lost)
	u.gate = g
	u.drawBanner()
	u.redraw()
}

// lower takes it away.
func (u *UI) lower(then func()) {
	u.gate.forget()
	u.gate = nil
	u.drawBanner()
	then()
}

// firstWay is the way that is offered first: the keychain asks nobody, unless it has lost the key.
func firstWay(ways []vault.Way, lost bool) vault.Way {
	for _, w := range ways {
		if w != vault.Keychain || !lost {
			return w
		}
	}
	return vault.Keychain
}

// forget erases what was typed.
func (g *gate) forget() {
	for _, f := range g.fields {
		f.Clear()
	}
}

func (g *gate) page() wizard.Page {
	if g.rebuild {
		return g.rebuildPage()
	}
	say := g.ui.say
	p := wizard.Page{Key: "gate " + string(g.way), Title: g.title(), Lead: say.Say("vault.gate." + g.said),
		Body: g.body, Focus: g.focus, Notice: g.notice(), Busy: g.busy, Stop: g.stop, Foot: g.ui.gateFoot,
		Next: &wizard.Action{Label: say.Say("vault.unlock"), Do: g.try}}
	for _, w := range g.otherWays() {
		p.Others = append(p.Others, wizard.Action{Label: say.Say("vault.other." + string(w)), Do: func() { g.take(w) }})
	}
	p.Others = append(p.Others, wizard.Action{Label: say.Say("vault.none"), Do: g.ui.showNoWay}, g.onWithout())
	return p
}

// title says whose it is, so that each of those who use this device finds their own.
func (g *gate) title() string {
	if name := g.vault.Rest().Holder; name != "" {
		return g.ui.say.Say("vault.gate.of", assets.Facts{"name": name})
	}
	return g.ui.say.Say("vault.gate.title")
}

// onWithout leaves it shut. Where it was locked, what was open behind it ends.
func (g *gate) onWithout() wizard.Action {
	if g.locked {
		return wizard.Action{Label: g.ui.say.Say("vault.without.leave"), Do: func() { g.ui.lower(g.without) }}
	}
	return wizard.Action{Label: g.ui.say.Say("vault.without"), Do: func() { g.ui.lower(g.without) }}
}

// otherWays are those beside the one on screen. The keychain can always be asked again where it once opened the vault.
func (g *gate) otherWays() []vault.Way {
	return slices.DeleteFunc(slices.Clone(g.vault.Rest().Ways), func(w vault.Way) bool { return w == g.way })
}

// take puts another way on the page. What was typed for this one stays.
func (g *gate) take(w vault.Way) {
	g.way, g.trouble = w, nil
	g.ui.redraw()
}

func (g *gate) body() fyne.CanvasObject {
	if f := g.field(); f != nil {
		return f
	}
	return control.NewText(g.ui.say.Say("vault.ask.keychain"))
}

func (g *gate) focus() fyne.Focusable {
	if f := g.field(); f != nil {
		return f.Focus()
	}
	return nil
}

// field is where the secret of the way on screen is typed; nil: it takes none.
func (g *gate) field() *control.SecretField {
	if g.way == vault.Keychain {
		return nil
	}
	if g.fields[g.way] == nil {
		g.fields[g.way] = g.ui.wayField(g.way, "vault.ask.")
	}
	return g.fields[g.way]
}

// wayField makes a field for the secret of a way; its label is at a key that begins like this.
func (u *UI) wayField(w vault.Way, label string) *control.SecretField {
	words := secretWords(u.say, label+string(w))
	if w != vault.Passphrase {
		words.Hints = control.SecretHints{}
	}
	f := control.NewSecretField(words)
	if u.pastes() {
		f.WithPaste(u.say.Say("vault.paste"))
	}
	return f
}

// notice says what came of the last try, or why the vault is shut.
func (g *gate) notice() *wizard.Notice {
	if g.trouble == nil || g.busy != "" {
		return nil
	}
	w := ways{}
	if g.lost && g.way != vault.Keychain {
		w[problem.TryAgain] = func() { g.take(vault.Keychain); g.try() }
	}
	return g.ui.say.notice(g.trouble, w, g.ui.cfg.Device.Now())
}

// try opens the vault with what was typed. That stays, so that a slip can be mended.
func (g *gate) try() {
	proof := vault.Proof{Way: g.way}
	if f := g.field(); f != nil {
		f.SetError("")
		if f.Len() == 0 {
			f.SetError(g.ui.say.Say("field.required"))
			g.ui.redraw()
			return
		}
		proof.Secret = f.Take()
	}
	g.trouble, g.busy = nil, g.ui.say.Say("vault.gate.busy")
	stop := g.ui.work(func(ctx context.Context) error {
		defer proof.Secret.Clear()
		return g.vault.Unlock(ctx, proof)
	}, g.tried)
	g.stop = func() { stop(); g.rest() }
	g.ui.redraw()
}

// rest waits for nothing any more.
func (g *gate) rest() {
	g.busy, g.stop = "", nil
	g.ui.redraw()
}

func (g *gate) tried(p *problem.Problem) {
	g.trouble = p
	if f := g.field(); f != nil && p != nil && p.Kind != problem.Device {
		f.SetError(g.ui.say.Say("field.look"))
	}
	g.rest()
	if p != nil || g.ui.gate != g {
		return
	}
	g.forget()
	if g.lost && g.way != vault.Keychain {
		g.rebuild = true
		g.ui.redraw()
		return
	}
	g.ui.lower(g.then)
}

// rebuildPage asks whether the keychain, which had lost its key, is to be given a new one. Nothing is laid over anything:
// the vault is open.
func (g *gate) rebuildPage() wizard.Page {
	say := g.ui.say
	return wizard.Page{Key: "gate rebuild", Title: say.Say("vault.rebuild.title"), Lead: say.Say("vault.rebuild.lead"),
		Notice: g.notice(), Busy: g.busy, Stop: g.stop, Foot: g.ui.gateFoot,
		Next:   &wizard.Action{Label: say.Say("vault.rebuild.do"), Do: g.renew},
		Others: []wizard.Action{{Label: say.Say("vault.later"), Do: func() { g.ui.lower(g.then) }}}}
}

// renew gives the keychain a new key.
func (g *gate) renew() {
	g.trouble, g.busy = nil, g.ui.say.Say("vault.saving")
	stop := g.ui.work(g.vault.UseKeychain, func(p *problem.Problem) {
		g.trouble = p
		g.rest()
		if p == nil {
			g.ui.lower(g.then)
		}
	})
	g.stop = func() { stop(); g.rest() }
	g.ui.redraw()
}
