package ui

import (
	"testing"

	"vestibule/ui/wizard"
)

func TestNothingIsOfferedTwice(t *testing.T) {
	act := func(labels ...string) (out []wizard.Action) {
		for _, l := range labels {
			out = append(out, wizard.Action{Label: l})
		}
		return out
	}
	fix := act("Use another way")[0]
	next := act("Check again")[0]
	p := wizard.Page{Next: &next, Others: act("Use another way", "Sign out"),
		Notice: &wizard.Notice{Fix: &fix, More: act("Sign out", "Check again", "Talk to a person")}}
	once(&p)
	if p.Notice.Fix == nil || len(p.Others) != 1 || p.Others[0].Label != "Sign out" {
		t.Error("the way in the panel should be the only one:", p.Others)
	}
	if len(p.Notice.More) != 1 || p.Notice.More[0].Label != "Talk to a person" {
		t.Error(p.Notice.More)
	}
	p = wizard.Page{Next: &next, Notice: &wizard.Notice{Fix: &next}}
	once(&p)
	if p.Notice.Fix != nil || p.Next == nil {
		t.Error("the filled button does it")
	}
}
