package plantest

import (
	"bytes"
	"fmt"
	"net/url"
	"unicode/utf8"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// abilities names the capability that a purpose hangs on.
func abilities() map[plan.Purpose]plan.Capability {
	return map[plan.Purpose]plan.Capability{
		plan.SignIn: plan.CanSignIn, plan.FindUsername: plan.CanFindUsername, plan.RecoverPassword: plan.CanRecoverPassword,
		plan.Unlock: plan.CanUnlock, plan.CheckStatus: plan.CanCheckStatus, plan.ReplaceAuthenticator: plan.CanReplace,
		plan.Register: plan.CanRegister, plan.Activate: plan.CanActivate, plan.Reactivate: plan.CanReactivate,
		plan.Bind: plan.CanBind, plan.ChangePassword: plan.CanChangePassword, plan.AddContact: plan.CanContacts,
		plan.NewRecoveryCodes: plan.CanRecoveryCodes,
	}
}

// documentIsSane: a member is told what it is, and each way into the browser has an address.
func documentIsSane(h *hand) {
	d := h.plan.Document
	if d.Name == "" || d.Host == "" || utf8.RuneCountInString(d.Mark) < 1 || utf8.RuneCountInString(d.Mark) > 2 {
		h.t.Errorf("named %q at %q, marked %q", d.Name, d.Host, d.Mark)
	}
	if d.Can(plan.CanSignIn).How == plan.No {
		h.t.Error("nobody can sign in")
	}
	for what, ability := range d.Capabilities {
		if ability.How == plan.InBrowser && !address(ability.URL) {
			h.t.Errorf("%s is done in the browser, at %q", what, ability.URL)
		}
	}
	p := d.Policy
	for name, n := range map[string]int64{"password.min": int64(p.Password.MinLen), "password.max": int64(p.Password.MaxLen), "lockout": int64(p.Lockout.MaxFailures),
		"otp.digits": int64(p.OTP.Digits), "otp.life": int64(p.OTP.Life), "session.idle": int64(p.Session.Idle), "session.absolute": int64(p.Session.Absolute)} {
		if n < 0 {
			h.t.Errorf("the policy says %s: %d", name, n)
		}
	}
}

// address reports whether text is one that a browser can be sent to.
func address(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// portsAreAsSaid: a port is there exactly where the plan says that something of it can be done.
func portsAreAsSaid(h *hand) {
	p := h.plan
	if p.Key == "" || p.Clock == nil || p.Identity == nil {
		h.t.Fatalf("a plan without what every plan has: key %q, clock %v, identity %v", p.Key, p.Clock != nil, p.Identity != nil)
	}
	_, does := p.Records.(plan.Doer)
	for what, there := range map[plan.Capability]bool{plan.CanSecurity: p.Security != nil, plan.CanRecords: p.Records != nil,
		plan.CanApprove: p.Approvals != nil, plan.CanStatus: p.Services != nil, plan.CanActFor: p.Grants != nil, plan.CanDo: does,
		plan.CanHandOff: p.Handoffs != nil} {
		if can := p.Document.Can(what).How == plan.InApp; can && !there {
			h.t.Errorf("%s can be done, and nobody does it", what)
		}
	}
	if p.Document.Can(plan.CanDo).How != plan.InApp && does {
		h.t.Error("something is done in records, which it says it cannot")
	}
}

// purposesAreAsSaid: what a plan can begins; what it cannot is refused in so many words, and never by a fault of ours.
func purposesAreAsSaid(h *hand) {
	h.anyMember()
	session := h.signIn().Session
	for _, purpose := range plan.Purposes() {
		ability, listed := abilities()[purpose]
		if !listed { // a step-up is as native as the sign-in
			continue
		}
		var of *plan.Session
		if purpose.NeedsSession() {
			of = &session
		}
		h.begins(purpose, h.plan.Document.Can(ability).How, of)
	}
	h.lives(session, "all was begun that can be")
}

func (h *hand) begins(purpose plan.Purpose, how plan.How, session *plan.Session) {
	h.t.Helper()
	step, err := h.plan.Identity.Begin(h.t.Context(), purpose, session)
	h.saw(step, err)
	p := problem.Of(err)
	switch {
	case how != plan.InApp && p == nil && step.Kind() != plan.KindOpenBrowser && step.Kind() != plan.KindRefer:
		h.t.Errorf("it says it cannot %s, and begins with %s", purpose, step.Kind())
	case how != plan.InApp && p != nil && p.Kind != problem.Forbidden:
		h.t.Errorf("it cannot %s, and says %v", purpose, err)
	case how == plan.InApp && p != nil && p.Code != problem.NeedsReauth:
		h.t.Errorf("it says it can %s, and: %v", purpose, err)
	case p == nil && step.At().Purpose != purpose:
		h.t.Errorf("%s begins as %s", purpose, step.At().Purpose)
	}
	if step == nil {
		return
	}
	if err := h.plan.Identity.Abandon(h.t.Context(), step); err != nil {
		h.t.Errorf("%s cannot be given up: %v", purpose, err)
	}
}

// nothingPrinted: however what a plan gave is printed, no secret of it is read.
func (h *hand) nothingPrinted() {
	h.t.Helper()
	for _, thing := range h.seen {
		printed := fmt.Appendf(nil, "%v\n%+v\n%#v\n%s", thing, thing, thing, thing)
		for _, s := range h.secrets {
			if len(s) >= 6 && bytes.Contains(printed, s) {
				h.t.Errorf("a %T prints a secret of %d bytes", thing, len(s))
			}
		}
	}
}
