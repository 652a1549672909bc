package plantest

import (
	"reflect"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// signsIn: the right password, and what else is asked for, opens a session that works.
func signsIn(h *hand) {
	h.anyMember()
	done := h.signIn()
	h.sound(done)
	account, err := h.plan.Identity.Account(h.t.Context(), done.Session)
	if err != nil {
		h.t.Fatalf("signed in, and yet: %v", err)
	}
	if account.Member != done.Session.Actor {
		h.t.Errorf("the account is %q's, the session %q's", account.Member, done.Session.Actor)
	}
}

// sound checks what a session must tell. When it ends and what was proved only the provider may know.
func (h *hand) sound(done plan.Done) {
	h.t.Helper()
	s := done.Session
	if s.Token.Empty() || s.Actor == "" || s.AAL < plan.AAL1 {
		h.t.Errorf("a session with a token: %v, of %q, AAL %d", !s.Token.Empty(), s.Actor, s.AAL)
	}
	if !s.Ends.IsZero() && !s.Ends.After(h.plan.Clock.Now()) {
		h.t.Errorf("a session that ended at %v, and it is %v", s.Ends, h.plan.Clock.Now())
	}
}

// wrongPassword: a wrong one and an unknown name get the same answer, and the right one is taken after both (OWASP,
// Authentication Cheat Sheet, "Authentication and Error Messages").
func wrongPassword(h *hand) {
	h.native()
	h.anyMember()
	wrong := h.refusedCredentials(h.m.Name)
	unknown := h.refusedCredentials("nobody-" + h.m.Name)
	if !reflect.DeepEqual(wrong, unknown) {
		h.t.Errorf("a known name is told %+v, an unknown one %+v", wrong, unknown)
	}
	h.signIn()
}

// passwords begins a sign-in, or skips the part where that takes no password.
func (h *hand) passwords() plan.Credentials {
	h.t.Helper()
	first := h.begin(plan.SignIn, nil)
	step, is := first.(plan.Credentials)
	if !is {
		h.t.Skipf("members of this plan sign in without a password: %s", first.Kind())
	}
	return step
}

// told is what a refusal tells that may differ.
type told struct {
	Code     problem.Code
	Field    string
	Facts    problem.Facts
	Remedies []problem.Remedy
	Kind     plan.Kind
	Tries    plan.Tries
}

func (h *hand) refusedCredentials(name string) told {
	h.t.Helper()
	step := h.passwords()
	next, err := h.submit(step, h.credentials(step, name, "Not-The-Password-1"))
	if !problem.Is(err, problem.BadCredentials) || next == nil {
		h.t.Fatalf("%q with a wrong password: %v, %v", name, next, err)
	}
	p := problem.Of(err)
	again, is := next.(plan.Credentials)
	if !is {
		h.t.Fatalf("after a wrong password %s is asked for", next.Kind())
	}
	return told{p.Code, p.Field, p.Facts, p.Remedies, again.Kind(), again.Tries}
}

// wentBack: who gives up in the browser is told so, and can begin anew.
func wentBack(h *hand) {
	h.anyMember()
	step, elsewhere := h.begin(plan.SignIn, nil).(plan.OpenBrowser)
	if !elsewhere {
		h.t.Skip("members of this plan sign in here")
	}
	right := h.m.Password
	h.m.Password = "" // they have nothing to type, so they go back
	next, err := h.submit(step, h.visit(step))
	if !problem.Is(err, problem.ProviderCancelled) {
		h.t.Fatalf("who went back is told %v, %v", next, err)
	}
	h.m.Password = right
	h.signIn()
}

// second: this way of signing in raises the assurance; a wrong proof is refused, and the right one is then taken.
func second(h *hand, kind plan.AuthenticatorKind) {
	h.native()
	h.member(kind)
	step := h.chosen(kind)
	switch s := step.(type) {
	case plan.Code:
		step = h.refused(s, plan.CodeTyped{Code: text(wrongDigits(h.code(s)))}, problem.CodeWrong, problem.CodeClock)
	case plan.RecoveryCode:
		step = h.refused(s, plan.RecoveryCodeTyped{Code: text("NOTACODE0000")}, problem.RecoveryWrong)
	default:
		h.t.Fatalf("%s asks for no second proof, but for %s", kind, step.Kind())
	}
	done := h.done(step)
	h.sound(done)
	if done.Session.AAL < plan.AAL2 {
		h.t.Errorf("two proofs give AAL %d", done.Session.AAL)
	}
	if !slices.Contains(done.Session.Methods, string(kind)) {
		h.t.Errorf("proved by %s, told as %q", kind, done.Session.Methods)
	}
}

// wrongDigits is a code as long as the right one, and another.
func wrongDigits(right string) string {
	wrong := []byte(right)
	for i := range wrong {
		wrong[i] = '0' + (wrong[i]-'0'+5)%10
	}
	return string(wrong)
}

// resend: a new code can be asked for, and the one before it is worthless then (where the plan's rules say so).
func resend(h *hand) {
	h.native()
	h.member(plan.SMS)
	step := h.through(h.begin(plan.SignIn, nil), plan.KindCode).(plan.Code)
	first := h.code(step)
	h.wait(step.ResendAt)
	next := h.accepted(step, plan.CodeResend{})
	second := h.newest()
	if first != second {
		next = h.refused(next, plan.CodeTyped{Code: text(first)}, problem.CodeSuperseded, problem.CodeWrong, problem.CodeExpired)
	}
	h.sound(h.done(next))
}

// anotherWay: who has more ways than one can go back and choose.
func anotherWay(h *hand) {
	h.native()
	h.member(plan.SMS, plan.TOTP)
	step := h.through(h.begin(plan.SignIn, nil), plan.KindCode).(plan.Code)
	if !step.Others {
		h.t.Fatal("there are two ways, and the step knows of no other")
	}
	choose, is := h.accepted(step, plan.CodeAnotherWay{}).(plan.Choose)
	if !is || len(choose.Options) < 2 {
		h.t.Fatalf("asked for another way: %+v", choose)
	}
	h.by = plan.TOTP
	if done := h.done(choose); !slices.Contains(done.Session.Methods, string(plan.TOTP)) {
		h.t.Errorf("proved by %q", done.Session.Methods)
	}
}
