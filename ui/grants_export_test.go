package ui

import (
	"vestibule/app/plan"
	"vestibule/app/profile"
)

// ShowGrantOf opens the page of the grant by which a person's record opens, as a press on their name would.
func (u *UI) ShowGrantOf(subject, name string) {
	u.showGrant(profile.Profile{Key: profile.Key{Plan: u.plan.Key, Actor: u.account.Member, Subject: plan.MemberID(subject)}, Name: name})
}

// AskAccess puts the form up that asks the plan for access.
func (u *UI) AskAccess() { u.askAccess("") }

// ShowInvitation asks for an invitation.
func (u *UI) ShowInvitation(typed string) { u.showInvitation(typed) }
