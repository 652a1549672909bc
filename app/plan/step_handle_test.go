package plan_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

func TestEveryStepCanHaveAnotherHandle(t *testing.T) {
	head := plan.Head{Purpose: plan.SignIn, Number: 3, Handle: plan.Handle{Bytes: secret.Of([]byte("a"))}}
	steps := []plan.Step{plan.Credentials{Head: head}, plan.Identify{Head: head}, plan.Choose{Head: head}, plan.Code{Head: head},
		plan.Push{Head: head}, plan.RecoveryCode{Head: head}, plan.ProveIdentity{Head: head}, plan.Activation{Head: head},
		plan.RegisterAccount{Head: head}, plan.Contact{Head: head}, plan.NewPassword{Head: head}, plan.ShowSecret{Head: head},
		plan.ShowRecoveryCodes{Head: head}, plan.OpenBrowser{Head: head}, plan.Wait{Head: head}, plan.Refer{Head: head},
		plan.Told{Head: head}, plan.Done{Head: head}}
	kinds := map[plan.Kind]bool{}
	for _, step := range steps {
		kinds[step.Kind()] = true
		other := plan.WithHandle(step, plan.Handle{Bytes: secret.Of([]byte("b"))})
		if other.Kind() != step.Kind() || other.At().Number != 3 || string(other.At().Handle.Reveal()) != "b" || string(step.At().Handle.Reveal()) != "a" {
			t.Errorf("%s: %+v", step.Kind(), other)
		}
	}
	for _, k := range plan.Kinds() {
		if !kinds[k] {
			t.Errorf("%s is not looked at", k)
		}
	}
	if code := plan.WithHandle(plan.Code{Digits: 6}, plan.Handle{}).(plan.Code); code.Digits != 6 {
		t.Error("the rest of the step is lost")
	}
}
