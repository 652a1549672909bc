package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui/wizard"
)

// This file binds the app's own authenticator to sign-in: its code is added at the plan, and filled in where the plan asks
// for one.

// canBind reports whether the plan takes another authenticator app, and this device has none for it yet.
func (u *UI) canBind() bool {
	if u.plan.Document.Can(plan.CanBind).How != plan.InApp || !u.outlook.all.Has(plan.CanBind) || u.session().Shared {
		return false
	}
	bound := func(c vault.Code) bool { return c.Place.Plan == u.plan.Key && c.Authenticator != "" && !c.Pending }
	return !slices.ContainsFunc(u.codesHere(), bound)
}

// codesHere is what this device holds, empty while the vault is not open.
func (u *UI) codesHere() []vault.Code {
	if u.vault == nil || u.vault.Rest().Phase == vault.Shut {
		return nil
	}
	return u.vault.Codes()
}

// bind adds this app as a way to sign in.
func (u *UI) bind() {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in {
		return
	}
	u.converseIn(plan.Bind, &entry.Session)
}

// acted takes what a conversation in a session brought: the session as it now stands, and the code that is held for it.
func (c *conversation) acted(done plan.Done) {
	u, held := c.ui, c.holding
	c.forget()
	u.talk = nil
	u.keeper.Renew(u.plan.Key, done.Session)
	done.Session.Token.Clear() // Renew takes a copy
	u.settle(held)
	u.outlook.took(done.Account) // something is not as it was
	if c.after != nil {
		c.after.done()
		return
	}
	said := u.boundSaid(held)
	u.showHome()
	u.said = said
	u.redraw()
}

// boundSaid says that an app was bound, this one if a code of it was held for that.
func (u *UI) boundSaid(held vault.CodeID) *wizard.Notice {
	if held == "" {
		return &wizard.Notice{Tone: wizard.Good, Title: u.say.Say("bind.done.elsewhere")}
	}
	return &wizard.Notice{Tone: wizard.Good, Title: u.say.Say("bind.done.title"), Detail: u.say.Say("bind.done.detail")}
}

// settle marks a code as agreed to by the plan. It works while it is pending, too: a mark that cannot be saved is made anew
// when the plan takes the code again. With no id nothing is marked.
func (u *UI) settle(id vault.CodeID) {
	v, was := u.vault, true
	if id == "" || v == nil || v.Change(id, func(c *vault.Code) { was, c.Pending = c.Pending, false }) != nil || !was {
		return
	}
	go func() { _ = v.Save(context.Background()) }()
}

// hold keeps a step's secret in the vault before its code goes out: a code the plan has taken must not be lost with the app.
// It stays pending until the plan agrees. One that is held already (the code was refused, and is sent anew) is held once.
func hold(ctx context.Context, v *vault.Vault, place vault.Place, s plan.ShowSecret) (vault.CodeID, error) {
	promised := v.Rest().Kept // before: a keychain that takes no key after all is told first
	id, err := heldOrAdded(v, place, s)
	if err != nil {
		return "", err
	}
	if err := v.Save(ctx); err != nil && (promised || v.Rest().Kept) {
		return "", err
	}
	return id, nil // where nothing is kept the page has said so, and the code works until the app is closed
}

// heldOrAdded goes by the key: another secret under the same name is another code, and a key that was brought here by hand is
// held once.
func heldOrAdded(v *vault.Vault, place vault.Place, s plan.ShowSecret) (vault.CodeID, error) {
	key := keyOf(s)
	defer key.Clear()
	id, err := v.AddCode(vault.Code{Place: place, Issuer: s.Issuer, Account: s.Account, Authenticator: s.Authenticator, Pending: true}, key)
	if errors.Is(err, vault.ErrAlready) {
		err = v.Change(id, func(c *vault.Code) { c.Authenticator = s.Authenticator })
	}
	return id, err
}

// keyOf is the key of a step, the caller's to clear.
func keyOf(s plan.ShowSecret) otp.Key {
	return otp.Key{Type: otp.TOTP, Issuer: s.Issuer, Account: s.Account, Algorithm: otp.Algorithm(s.Algorithm), Digits: s.Digits,
		Period: s.Period, Secret: s.Secret.Clone()}
}

// codeFor finds the code of this device that a step asks for: the one the plan knows by this name, or else the only one that
// was brought here by hand and is of this plan.
func (u *UI) codeFor(a plan.Authenticator) (vault.Code, bool) {
	var brought []vault.Code
	for _, c := range u.codesHere() {
		switch {
		case c.Unusable != "" || c.Type == otp.HOTP: // a counter would have to move on, and no plan asks for one
		case c.Place.Plan == u.plan.Key && c.Authenticator == a.ID:
			return c, true
		case c.Authenticator == "" && u.ofThisPlan(c):
			brought = append(brought, c)
		}
	}
	if len(brought) != 1 {
		return vault.Code{}, false
	}
	return brought[0], true
}

// ofThisPlan goes by what was written down when the code was brought here, or by the name that the plan gave it.
func (u *UI) ofThisPlan(c vault.Code) bool {
	return c.Place.Plan == u.plan.Key || c.Place.Plan == "" && strings.EqualFold(c.Issuer, u.plan.Document.Name)
}

// deviceCode makes the code of this device for a step, by the plan's clock, and counts the use.
func (u *UI) deviceCode(c vault.Code) (otp.Code, *problem.Problem) {
	now := u.plan.Clock.ForCodes()
	code, err := u.vault.Show(c.ID, now)
	if err != nil {
		return otp.Code{}, problem.Of(err)
	}
	_ = u.vault.Change(c.ID, func(c *vault.Code) { c.Uses, c.LastUsed = c.Uses+1, now }) // the code is good all the same
	go func() { _ = u.vault.Save(context.Background()) }()
	return code, nil
}

// keepsAfter reports that what this device holds is there after the app was closed.
func (u *UI) keepsAfter() bool { return u.vault != nil && u.vault.Rest().Kept }

// unkeptCode warns that a code which is added now is gone with the app, and leads to a place for it; nil: it stays.
func (u *UI) unkeptCode() *wizard.Notice {
	if u.keepsAfter() {
		return nil
	}
	return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("bind.memory.title"), Detail: u.say.Say("bind.memory"),
		Fix: &wizard.Action{Label: u.say.Say("bind.memory.fix"), Do: func() { u.showProtection(u.endAside) }}}
}
