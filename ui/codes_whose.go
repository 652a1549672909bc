package ui

import (
	"slices"

	"vestibule/app/vault"
	"vestibule/assets"
)

// This file keeps the codes of one person's account from those of another: each is in a section of the vault with a key of its
// own, is shown while that person's record is on screen, and goes when the leave for it goes (forgetTheirs).

// codePlace is where a code belongs that is added now: to the person on screen, or to the member and no plan in particular.
func (u *UI) codePlace() vault.Place {
	if p, acting := u.acting(); acting {
		return vault.Place{Plan: p.Plan, Subject: p.Subject}
	}
	return vault.Place{}
}

// codesOnScreen are those of whose record is on screen. While nobody is signed in all are the device's.
func (u *UI) codesOnScreen() []vault.Code {
	all := u.vault.Codes()
	if !u.signedIn() {
		return all
	}
	place, own := u.codePlace(), u.account.Member
	_, acting := u.acting()
	return slices.DeleteFunc(all, func(c vault.Code) bool {
		if acting {
			return c.Place != place
		}
		return c.Place.Plan == u.plan.Key && c.Place.Subject != "" && c.Place.Subject != own
	})
}

// codesTitle says whose codes they are.
func (u *UI) codesTitle() string {
	if p, acting := u.acting(); acting {
		return u.say.Say("whose.codes.title", assets.Facts{"who": u.named(p)})
	}
	return u.say.Say("codes.title")
}
