package ui

import (
	"context"

	"vestibule/app/diagnose"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
)

// This file is what a good sign-in was like, kept to be compared with when one does not work (S057).

// seenNow is what this sign-in is like.
func (u *UI) seenNow(a plan.Account) diagnose.Seen {
	return diagnose.Seen{At: u.plan.Clock.Now(), App: u.cfg.Version, System: u.cfg.Platform, Password: a.PasswordChanged, Expires: a.PasswordExpires}
}

// lastSeen is the last good sign-in that is known: of this run, or of what this device keeps.
func (u *UI) lastSeen() diagnose.Seen {
	if u.help.seen.At.Before(u.kept.seen.At) {
		return u.kept.seen
	}
	return u.help.seen
}

// passwordGone notes that the plan ended the session because the password was changed elsewhere: what was kept of it opens
// nothing any more.
func (u *UI) passwordGone() {
	u.help.seen.PasswordGone = !u.help.seen.At.IsZero()
	if u.kept.name == "" || u.vault == nil || u.kept.seen.At.IsZero() {
		return
	}
	u.kept.seen.PasswordGone = true
	keep := u.keep(vault.Entry{Name: u.kept.name, Trust: u.kept.trust.Clone(), Password: u.kept.password.Clone(), Seen: u.kept.seen.Encode()})
	u.work(func(ctx context.Context) error { return keep(ctx) }, func(*problem.Problem) {})
}
