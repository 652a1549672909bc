package plantest

import (
	"fmt"
	"reflect"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// recovery: who forgot the password gets a new one by what they have. The old password and the sessions of before are worth
// nothing then.
func recovery(h *hand) {
	h.can(plan.CanRecoverPassword)
	h.careful()
	before, old := h.signIn().Session, h.m.Password
	end := h.through(h.begin(plan.RecoverPassword, nil))
	if done, is := end.(plan.Done); is {
		h.sound(done)
	}
	h.over(before, "recovered since")
	h.oldPassword(old)
	h.signIn()
}

// oldPassword checks that a password of before is taken no more.
func (h *hand) oldPassword(old string) {
	h.t.Helper()
	step, native := h.begin(plan.SignIn, nil).(plan.Credentials)
	if !native {
		return
	}
	h.refused(step, h.credentials(step, h.m.Name, old), problem.BadCredentials)
}

// recoveryOfNobody: a name that nobody has is led the same way as one that somebody has.
func recoveryOfNobody(h *hand) {
	h.can(plan.CanRecoverPassword)
	h.careful()
	known := h.firstOfRecovery(h.m.Name, h.m.Email)
	unknown := h.firstOfRecovery("nobody-"+h.m.Name, "nobody-"+h.m.Email)
	if known != unknown {
		h.t.Errorf("somebody is asked for %s, nobody for %s", known, unknown)
	}
}

// firstOfRecovery tells what follows a name, without what differs by chance and by what was typed.
func (h *hand) firstOfRecovery(name, email string) string {
	h.t.Helper()
	h.m = &Member{ID: h.m.ID, Name: name, Email: email, Phone: h.m.Phone}
	step := h.begin(plan.RecoverPassword, nil)
	if identify, is := step.(plan.Identify); is {
		next, err := h.submit(step, plan.Identified{Names: []string{h.nameFor(identify)}})
		if err != nil {
			return problem.Of(err).Error()
		}
		step = next
	}
	switch s := step.(type) {
	case plan.Code:
		return fmt.Sprint(s.Kind(), s.Authenticator.Kind, s.Digits, s.Neutral, s.Tries, s.Sends, s.Others, s.Head.Number)
	case plan.Choose:
		var kinds []plan.AuthenticatorKind
		for _, o := range s.Options {
			kinds = append(kinds, o.Kind)
		}
		return fmt.Sprint(s.Kind(), kinds, s.Head.Number)
	}
	return fmt.Sprint(step.Kind(), reflect.TypeOf(step))
}
