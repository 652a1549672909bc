package plantest

import (
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// bind: an authenticator app is added; a wrong code binds nothing, the right one does, and its codes open the next sign-in.
func bind(h *hand) {
	h.can(plan.CanBind)
	h.anyMember()
	session := h.signIn().Session
	step := h.through(h.offered(h.beginFresh(plan.Bind, &session)), plan.KindShowSecret).(plan.ShowSecret)
	if step.Secret.Len() < 10 || step.Digits < 6 || step.Period <= 0 || step.Algorithm == "" {
		h.t.Errorf("a secret of %d bytes, %d digits, every %v by %q", step.Secret.Len(), step.Digits, step.Period, step.Algorithm)
	}
	if step.Issuer == "" {
		h.t.Error("an authenticator app would not say whose code it is")
	}
	next := h.refused(step, plan.ShowSecretConfirmed{Code: text(wrongDigits(h.appCode(step.Secret.Reveal())))}, problem.CodeWrong, problem.CodeClock)
	again, is := next.(plan.ShowSecret)
	if !is || !again.Secret.Equal(step.Secret) {
		h.t.Fatalf("after a typing mistake another secret is to be scanned: %s", next.Kind())
	}
	done := h.done(again)
	if !done.Session.Same(session) {
		h.t.Error("binding gave another session")
	}
	h.by = plan.TOTP
	if signed := h.signIn(); signed.Session.AAL < plan.AAL2 {
		h.t.Errorf("with the app that was bound, AAL %d", signed.Session.AAL)
	}
}

// bindGivenUp: a secret that was shown and never confirmed locks nobody out (NIST SP 800-63B, section 4.1).
func bindGivenUp(h *hand) {
	h.can(plan.CanBind)
	h.anyMember()
	session := h.signIn().Session
	step := h.through(h.offered(h.beginFresh(plan.Bind, &session)), plan.KindShowSecret)
	if err := h.plan.Identity.Abandon(h.t.Context(), step); err != nil {
		h.t.Error(err)
	}
	h.lives(session, "binding was given up")
	h.signIn()
}

// newRecoveryCodes: a new set opens a sign-in, each code once.
func newRecoveryCodes(h *hand) {
	h.can(plan.CanRecoveryCodes)
	h.native()
	h.member(plan.TOTP)
	session := h.signIn().Session
	h.done(h.offered(h.beginFresh(plan.NewRecoveryCodes, &session)))
	if len(h.m.Recovery) < 5 {
		h.t.Fatalf("a set of %d codes", len(h.m.Recovery))
	}
	spent := h.m.Recovery[0]
	h.secret([]byte(spent))
	h.by = plan.RecoveryCodes
	if done := h.done(h.chosen(plan.RecoveryCodes)); done.Session.AAL < plan.AAL2 {
		h.t.Errorf("with a recovery code, AAL %d", done.Session.AAL)
	}
	step := h.through(h.chosen(plan.RecoveryCodes), plan.KindRecoveryCode).(plan.RecoveryCode)
	h.refused(step, plan.RecoveryCodeTyped{Code: step.Clean(text(spent))}, problem.RecoveryUsed, problem.RecoveryWrong)
}

// chosen signs in as far as the page of a way other than the first.
func (h *hand) chosen(kind plan.AuthenticatorKind) plan.Step {
	h.t.Helper()
	h.by = kind
	step := h.through(h.begin(plan.SignIn, nil), plan.KindCode, plan.KindRecoveryCode, plan.KindChoose)
	if code, is := step.(plan.Code); is && code.Authenticator.Kind != kind {
		step = h.accepted(step, plan.CodeAnotherWay{})
	}
	if choose, is := step.(plan.Choose); is {
		step = h.accepted(step, h.choice(choose))
	}
	return step
}

// addContact: a new address is on file once the code that was sent there came back.
func addContact(h *hand) {
	h.can(plan.CanSecurity)
	h.can(plan.CanContacts)
	h.anyMember()
	session := h.signIn().Session
	h.newContact = plan.ContactTyped{ContactKind: plan.ContactEmail, Value: "new-" + h.m.Email}
	step := h.through(h.offered(h.beginFresh(plan.AddContact, &session)), plan.KindContact)
	if contact, is := step.(plan.Contact); !is || len(contact.Kinds) == 0 {
		h.t.Fatalf("a contact is added by %+v", step)
	}
	h.m.Email = h.newContact.Value
	h.done(step)
	for _, c := range h.overview(&session).Contacts {
		if strings.HasPrefix(c.Hint, "n") && c.Kind == plan.ContactEmail && !c.Confirmed.IsZero() {
			if c.Hint == h.newContact.Value {
				h.t.Errorf("%q is shown bare", c.Hint)
			}
			return
		}
	}
	h.t.Errorf("the new contact is not on file: %+v", h.overview(&session).Contacts)
}

// changePassword: a weak one is refused and says so; the new one signs in, the old one does not, other sessions are over.
func changePassword(h *hand) {
	h.can(plan.CanChangePassword)
	h.anyMember()
	other, session, old := h.signIn().Session, h.signIn().Session, h.m.Password
	step := h.through(h.beginFresh(plan.ChangePassword, &session), plan.KindNewPassword)
	step = h.refused(step, plan.NewPasswordTyped{Password: text("a")}, problem.PasswordRefused)
	done := h.done(step)
	h.lives(done.Session, "its password was changed")
	h.over(other, "the password was changed elsewhere, and the others were to end")
	h.oldPassword(old)
	h.signIn()
}

// offered skips the part where the plan says only to its member that it has nothing of the kind: what it can is told before
// anybody signs in, and not every server knows by then.
func (h *hand) offered(step plan.Step) plan.Step {
	h.t.Helper()
	if refer, is := step.(plan.Refer); is && refer.Why == problem.NotForMember {
		h.t.Skipf("this plan has nothing of the kind for this member")
	}
	return step
}
