package plantest

import (
	"context"
	"slices"
	"time"

	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// mostSteps is how many steps any conversation of the contract may have.
const mostSteps = 20

// through answers everything until one of these kinds is asked, or the end.
func (h *hand) through(step plan.Step, until ...plan.Kind) plan.Step {
	h.t.Helper()
	for range mostSteps {
		if slices.Contains(until, step.Kind()) || step.Kind() == plan.KindDone || step.Kind() == plan.KindTold {
			return step
		}
		step = h.accepted(step, h.answer(step))
	}
	h.t.Fatalf("no end after %d steps: %s", mostSteps, step.Kind())
	return nil
}

// done answers everything until the end, which must be signed in.
func (h *hand) done(step plan.Step) plan.Done {
	h.t.Helper()
	end := h.through(step)
	d, is := end.(plan.Done)
	if !is {
		h.t.Fatalf("ended with %s: %+v", end.Kind(), end)
	}
	return d
}

// signIn signs the member in from the beginning.
func (h *hand) signIn() plan.Done {
	h.t.Helper()
	return h.done(h.begin(plan.SignIn, nil))
}

// answer is what the member says to a step.
func (h *hand) answer(step plan.Step) plan.Answer {
	h.t.Helper()
	switch s := step.(type) {
	case plan.Credentials:
		return h.credentials(s, h.m.Name, h.m.Password)
	case plan.Identify:
		return plan.Identified{Names: []string{h.nameFor(s)}}
	case plan.Choose:
		return h.choice(s)
	case plan.Code:
		return plan.CodeTyped{Code: text(h.code(s))}
	case plan.RecoveryCode:
		return plan.RecoveryCodeTyped{Code: s.Clean(text(h.recoveryCode()))}
	case plan.ShowSecret:
		return plan.ShowSecretConfirmed{Code: text(h.bindCode(s)), Label: "Test"}
	case plan.ShowRecoveryCodes:
		h.keep(s)
		return plan.RecoveryCodesKept{}
	case plan.NewPassword:
		h.m.Password = h.newPassword
		h.secret([]byte(h.newPassword))
		return plan.NewPasswordTyped{Password: text(h.newPassword), EndOthers: true}
	case plan.Contact:
		return h.newContact
	case plan.OpenBrowser:
		return h.visit(s)
	}
	h.t.Fatalf("nobody said how to answer %s", step.Kind())
	return nil
}

// credentials are a name, where one is asked for, and a password.
func (h *hand) credentials(step plan.Credentials, name, password string) plan.NameAndPassword {
	if step.For != "" {
		name = ""
	}
	return plan.NameAndPassword{Name: name, Password: text(password)}
}

// nameFor is a name of the member's that the step takes.
func (h *hand) nameFor(step plan.Identify) string {
	if len(step.Identifiers) > 0 && !slices.Contains(step.Identifiers, plan.Username) && slices.Contains(step.Identifiers, plan.Email) {
		return h.m.Email
	}
	return h.m.Name
}

// choice is the way the member has in mind, else the first that works.
func (h *hand) choice(step plan.Choose) plan.Chosen {
	h.t.Helper()
	for _, a := range step.Options {
		if a.Unusable == "" && (a.Kind == h.by || h.by == "") {
			return plan.Chosen{Authenticator: a.ID}
		}
	}
	for _, a := range step.Options {
		if a.Unusable == "" {
			return plan.Chosen{Authenticator: a.ID}
		}
	}
	h.t.Fatalf("nothing of this can be chosen: %+v", step.Options)
	return plan.Chosen{}
}

// code is the newest that was sent, or the one that the authenticator app shows.
func (h *hand) code(step plan.Code) string {
	h.t.Helper()
	if step.Authenticator.Kind == plan.TOTP {
		return h.appCode(h.m.App)
	}
	return h.newest()
}

// appCode waits for a code that was not used before: a plan need not take one twice (RFC 6238, section 5.2).
func (h *hand) appCode(key []byte) string {
	h.t.Helper()
	h.w.Pass(30 * time.Second)
	k := otp.Key{Type: otp.TOTP, Secret: secret.Copy(key), Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second}
	code, err := k.Code(h.plan.Clock.Now())
	if err != nil {
		h.t.Fatal(err)
	}
	return code.Text
}

// bindCode takes the secret over and gives the first code of it.
func (h *hand) bindCode(step plan.ShowSecret) string {
	h.m.App = slices.Clone(step.Secret.Reveal())
	h.m.Ways = append(h.m.Ways, plan.TOTP)
	return h.appCode(h.m.App)
}

// recoveryCode crosses the next one off the list.
func (h *hand) recoveryCode() string {
	h.t.Helper()
	if len(h.m.Recovery) == 0 {
		h.t.Fatal("no recovery code is left")
	}
	code := h.m.Recovery[0]
	h.m.Recovery = h.m.Recovery[1:]
	return code
}

// keep writes the recovery codes down.
func (h *hand) keep(step plan.ShowRecoveryCodes) {
	h.m.Recovery = nil
	for _, code := range step.Codes {
		h.m.Recovery = append(h.m.Recovery, string(code.Reveal()))
	}
}

// typed is one of the mock's recovery codes as a page hands it on.
func typed(code string) string { return string(plan.CleanRecoveryCode(text(code)).Reveal()) }

// visit is what comes back from the browser.
func (h *hand) visit(step plan.OpenBrowser) plan.Arrived {
	h.t.Helper()
	ctx, stop := context.WithTimeout(h.t.Context(), patience)
	defer stop()
	arrived, err := h.w.Visit(ctx, h.m, step)
	if err != nil {
		h.t.Fatalf("in the browser: %v", err)
	}
	h.secret(arrived.Address.Reveal())
	return arrived
}

// wait lets the time pass that a plan wants between two codes.
func (h *hand) wait(until time.Time) {
	if by := h.plan.Clock.Until(until); by > 0 && !h.w.Pass(by) {
		h.t.Skipf("a new code is to be had in %v only", by)
	}
}

// fresh does what needs a fresh proof, and proves it where the plan asks.
func (h *hand) fresh(session *plan.Session, do func(plan.Session) error) error {
	h.t.Helper()
	err := do(*session)
	if problem.Is(err, problem.NeedsReauth) {
		*session = h.done(h.begin(plan.StepUp, session)).Session
		err = do(*session)
	}
	return err
}

// beginFresh opens a conversation in a session, with a step-up first where the plan wants one.
func (h *hand) beginFresh(purpose plan.Purpose, session *plan.Session) plan.Step {
	h.t.Helper()
	var step plan.Step
	err := h.fresh(session, func(s plan.Session) (err error) {
		h.count()
		step, err = h.plan.Identity.Begin(h.t.Context(), purpose, &s)
		return err
	})
	if err != nil {
		h.t.Fatalf("%s cannot be begun: %v", purpose, err)
	}
	h.saw(step, nil)
	h.expectCode(step)
	return step
}
