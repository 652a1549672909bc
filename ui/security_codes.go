package ui

import (
	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/ui/wizard"
)

// This file is the recovery codes: how many are left, and a new set.

// fewRecoveryCodes is when a new set is worth making: a lost phone costs one, and the way back may cost another.
const fewRecoveryCodes = 3

func (s *security) codesLeft() string {
	left, made := account.RecoveryCodes(s.all)
	if !made {
		return s.say("security.codes.none")
	}
	return s.ui.say.Count("security.codes.left", left)
}

func (s *security) showRecoveryCodes() { s.turn(s.codesPage) }

func (s *security) codesPage() wizard.Page {
	left, made := account.RecoveryCodes(s.all)
	p := wizard.Page{Key: s.key("codes"), Title: s.say("security.codes"), Lead: s.codesLeft() + " " + s.say("security.codes.lead"), Back: s.home}
	make := wizard.Action{Label: s.say("security.codes.make.first"), Do: s.newCodes}
	if made {
		p.Lead += " " + s.say("security.codes.old")
		make.Label = s.say("security.codes.make")
	}
	if made && left < fewRecoveryCodes {
		p.Notice = &wizard.Notice{Tone: wizard.Warning, Title: s.say("security.codes.few.title"), Detail: s.say("security.codes.few.detail")}
	}
	s.reviewed(&p, account.Codes, make)
	return p
}

// newCodes begins the conversation that makes and shows them, once.
func (s *security) newCodes() {
	s.converse(plan.NewRecoveryCodes, s.showRecoveryCodes, func() *wizard.Notice { return s.good("security.codes.made") })
}
