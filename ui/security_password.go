package ui

import (
	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/ui/wizard"
)

// This file is the password: since when, and a new one.

func (s *security) passwordAge() string {
	if s.all.PasswordChanged.IsZero() {
		return s.say("security.password.unknown")
	}
	return s.say("security.password.on", s.ui.say.on(s.all.PasswordChanged))
}

func (s *security) showPassword() { s.turn(s.passwordPage) }

func (s *security) passwordPage() wizard.Page {
	p := wizard.Page{Key: s.key("password"), Title: s.say("security.password"), Lead: s.passwordAge() + " " + s.say("security.password.lead"), Back: s.home}
	if s.all.MustChange {
		p.Notice = &wizard.Notice{Tone: wizard.Warning, Title: s.say("security.password.must.title"), Detail: s.say("security.password.must.detail")}
	}
	p.Next = &wizard.Action{Label: s.say("security.password.change"), Do: s.changePassword}
	if s.ui.review != nil {
		p.Back = s.showReview
	}
	return p
}

// changePassword begins the conversation that takes a new one, and ends where it was begun from.
func (s *security) changePassword() {
	back := s.showPassword
	if s.ui.review != nil {
		back = s.showReview
	}
	s.converse(plan.ChangePassword, back, s.passwordChanged)
}

func (s *security) passwordChanged() *wizard.Notice {
	if s.ui.review != nil {
		s.ui.review.Look(account.Password)
	}
	return s.good("security.password.changed")
}
