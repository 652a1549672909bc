package faults

import (
	"fmt"

	"vestibule/app/flow"
	"vestibule/app/problem"
)

// note keeps what the member was shown, and hears what was wrong with it.
func (p *play) note(s flow.State) {
	said := fmt.Sprintf("%T", s)[5:]
	if step := flow.StepOf(s); step != nil {
		said += " " + string(step.Kind())
	}
	if trouble := troubleOf(s); trouble != nil {
		p.complained(trouble)
		said += " (" + string(trouble.Code) + ")"
	}
	if n := len(p.told); n == 0 || p.told[n-1] != said {
		p.told = append(p.told, said)
	}
}

// complained counts what the member was told to have missed.
func (p *play) complained(of *problem.Problem) {
	if of == p.trouble {
		return
	}
	p.trouble = of
	switch of.Code {
	case problem.BadCredentials, problem.CodeWrong, problem.CodeSuperseded, problem.CodeExpired, problem.CodeReplayed, problem.RecoveryWrong, problem.RecoveryUsed:
		p.misses, p.untold = p.misses+1, false
	}
}

func troubleOf(s flow.State) *problem.Problem {
	switch s := s.(type) {
	case flow.Asking:
		return s.Problem
	case flow.Paused:
		return s.Problem
	case flow.Ended:
		return s.Problem
	}
	return nil
}
