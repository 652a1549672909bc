package flow_test

import (
	"testing"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

func TestASecretIsErasedWithItsStep(t *testing.T) {
	for name, leave := range map[string]func(*rig){
		"left":         func(r *rig) { r.does(flow.Leave{}) },
		"back":         func(r *rig) { r.does(flow.Back{}) },
		"started over": func(r *rig) { r.does(flow.StartOver{}) },
		"closed":       func(r *rig) { r.Close(); r.rest() },
		"done":         func(r *rig) { r.does(confirms(r, "123456")) },
	} {
		conversation(t, func(t *testing.T, r *rig) {
			r.begins()
			r.does(r.as("new app"))
			shown := flow.StepOf(r.State()).(plan.ShowSecret)
			r.does(confirms(r, "000000")) // the same step again, with a problem
			r.wants(t, "asking show-secret (credentials.wrong) after credentials")
			if shown.Secret.Empty() {
				t.Errorf("%s: erased while it is on the page", name)
			}
			if leave(r); !shown.Secret.Empty() {
				t.Errorf("%s: still there", name)
			}
		})
	}
}

func TestRecoveryCodesAreErasedWithTheirStep(t *testing.T) {
	for name, leave := range map[string]func(*rig){
		"left": func(r *rig) { r.does(flow.Leave{}) },
		"back": func(r *rig) { r.does(flow.Back{}) },
		"kept": func(r *rig) {
			r.does(flow.Answer{Number: number(r.State()), Answer: plan.RecoveryCodesKept{}})
			r.wants(t, "asking show-recovery-codes (credentials.wrong) after credentials") // as this plan says of what it does not know
			r.does(flow.Leave{})
		},
	} {
		conversation(t, func(t *testing.T, r *rig) {
			r.begins()
			r.does(r.as("new codes"))
			codes := flow.StepOf(r.State()).(plan.ShowRecoveryCodes).Codes
			for _, c := range codes {
				if c.Empty() {
					t.Errorf("%s: erased while it is on the page", name)
				}
			}
			leave(r)
			for i, c := range codes {
				if !c.Empty() {
					t.Errorf("%s: code %d is still there", name, i+1)
				}
			}
		})
	}
}

func TestASecretThatComesLateIsErased(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		let := r.holds("new app")
		r.does(r.as("new app"), flow.Back{})
		let()
		for _, given := range r.plan.results {
			if !given.step.(plan.ShowSecret).Secret.Empty() {
				t.Error("still there")
			}
		}
		if len(r.plan.results) != 1 {
			t.Error(len(r.plan.results))
		}
	})
}

func confirms(r *rig, code string) flow.Answer {
	return flow.Answer{Number: number(r.State()), Answer: plan.ShowSecretConfirmed{Code: secret.Of([]byte(code))}}
}
