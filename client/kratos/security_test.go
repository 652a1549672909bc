package kratos_test

import (
	"errors"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos"
	"vestibule/client/kratos/kratostest"
)

func TestTheSecurityPage(t *testing.T) {
	r := over(t, "codes-held", "whoami", "sessions")
	o, err := r.plan.Security.Overview(t.Context(), *r.session())
	if err != nil {
		t.Fatal(err)
	}
	r.hides(o, "ana.lee@", "25550124")
	kinds := map[plan.AuthenticatorKind]int{}
	for _, a := range o.Authenticators {
		kinds[a.Kind]++
	}
	if len(o.Authenticators) != 4 || kinds[plan.TOTP] != 1 || kinds[plan.RecoveryCodes] != 1 || kinds[plan.SMS] != 1 || kinds[plan.EmailCode] != 1 {
		t.Errorf("%+v", o.Authenticators)
	}
	if len(o.Contacts) != 2 || o.Contacts[0].Confirmed.IsZero() || o.Contacts[0].Kind != plan.ContactEmail || o.Contacts[1].Kind != plan.ContactPhone {
		t.Errorf("%+v", o.Contacts)
	}
	if o.Has(plan.CanBind) || !o.Has(plan.CanRecoveryCodes) || !o.Has(plan.CanChangePassword) || !o.Has(plan.CanContacts) {
		t.Errorf("lacks %q: one app is bound, and Kratos takes one", o.Lacks)
	}
	here := 0
	for _, s := range o.Sessions {
		if s.This {
			here++
		}
		if s.Device != agent || s.Place != "127.0.0.1" || s.Began.IsZero() || s.ID == "" {
			t.Errorf("%+v", s)
		}
	}
	if here != 1 || len(o.Sessions) < 3 {
		t.Errorf("%d here of %d", here, len(o.Sessions))
	}
}

func TestWhatAnAccountCannotHave(t *testing.T) {
	r := over(t)
	bare := kratostest.Get("app-begun").WithoutNodes(`"totp"`).WithoutNodes(`"lookup_secret"`).WithoutNodes(`"password"`).WithoutNodes(`"traits.`)
	r.replay.Then(bare, kratostest.Get("whoami"), kratostest.Get("sessions"))
	o, err := r.plan.Security.Overview(t.Context(), *r.session())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []plan.Capability{plan.CanBind, plan.CanRecoveryCodes, plan.CanChangePassword, plan.CanContacts} {
		if o.Has(c) {
			t.Errorf("has %s", c)
		}
	}
}

func TestSessionsAreEnded(t *testing.T) {
	r := over(t, "session-ended", "sessions-ended")
	if err := r.plan.Security.EndSession(t.Context(), *r.session(), "855c954e-f0af-4838-b054-fd05caa79c82"); err != nil {
		t.Error(err)
	}
	if err := r.plan.Security.EndOthers(t.Context(), *r.session()); err != nil {
		t.Error(err)
	}
	own := kratostest.Get("session-own")
	r.replay.Then(own)
	if err := r.plan.Security.EndSession(t.Context(), *r.session(), "7a9c7fce-1dc7-42e4-875c-27640911d753"); err == nil {
		t.Error("the session that asks was ended, and Kratos has refused")
	}
}

func TestWaysAreTakenAway(t *testing.T) {
	r := over(t)
	ids := map[plan.AuthenticatorKind]plan.AuthenticatorID{plan.TOTP: "totp", plan.RecoveryCodes: "recovery-code"}
	unlinked := kratostest.Get("app-bound").Asked(`"totp_code": "560479"`, `"totp_unlink": true`).Asked("c29928d6-6022-4c9f-8835-9fadcc5bd617", "a78db9dc-b8c3-495d-bf76-80f69efce4c0")
	r.replay.Then(kratostest.Get("codes-begun"), unlinked)
	if err := r.plan.Security.RemoveAuthenticator(t.Context(), *r.session(), ids[plan.TOTP]); err != nil {
		t.Error(err)
	}
	dropped := kratostest.Get("codes-kept").Asked("lookup_secret_confirm", "lookup_secret_disable")
	r.replay.Then(kratostest.Get("codes-begun"), dropped)
	if err := r.plan.Security.RemoveAuthenticator(t.Context(), *r.session(), ids[plan.RecoveryCodes]); err != nil {
		t.Error(err)
	}
	r.replay.Then(kratostest.Get("codes-begun"))
	if err := r.plan.Security.RemoveAuthenticator(t.Context(), *r.session(), "sms-1"); !problem.Is(err, problem.AuthenticatorOff) {
		t.Errorf("codes by text are taken away with their number: %v", err)
	}
}

// TestTheLastWayStays: no codes are sent here, so that the app is the one way.
func TestTheLastWayStays(t *testing.T) {
	none := kratostest.Get("schemas").With(`"code"`, `"nothing"`)
	r := open(t, kratostest.Of("login-begun").Always(kratostest.Get("recovery-begun"), kratostest.Get("verification-begun"), kratostest.Get("registration-begun"), none))
	r.replay.Then(kratostest.Get("codes-begun"))
	if err := r.plan.Security.RemoveAuthenticator(t.Context(), *r.session(), "totp"); !problem.Is(err, problem.LastAuthenticator) {
		t.Error(err)
	}
}

// TestAChangeWantsAFreshProof: the caller steps up and repeats.
func TestAChangeWantsAFreshProof(t *testing.T) {
	r := over(t)
	stale := kratostest.Get("password-stale")
	stale.Request = kratostest.Get("codes-kept").Asked("lookup_secret_confirm", "lookup_secret_disable").Request
	r.replay.Then(kratostest.Get("codes-begun"), stale)
	if err := r.plan.Security.RemoveAuthenticator(t.Context(), *r.session(), "recovery-code"); !problem.Is(err, problem.NeedsReauth) {
		t.Error(err)
	}
	weak := kratostest.Get("whoami-second-wanted")
	weak.Request = kratostest.Get("codes-begun").Request
	r.replay.Then(weak)
	if _, err := r.plan.Security.Overview(t.Context(), *r.session()); !problem.Is(err, problem.NeedsReauth) {
		t.Error(err)
	}
}

func TestAContactIsTakenAway(t *testing.T) {
	r := over(t)
	gone := kratostest.Get("contact-changed").Asked(`"phone": "+12025550194",`, "")
	r.replay.Then(kratostest.Get("contact-begun"), gone)
	if err := r.plan.Security.RemoveContact(t.Context(), *r.session(), "942fcbab-623c-431f-b806-afaabc4f6162"); err != nil {
		t.Error(err)
	}
	wanted := kratostest.Get("login-no-name").With("identifier", "traits.email")
	wanted.Request = kratostest.Get("contact-changed").Asked(`"email": "ana.lee@example.org",`, "").Asked("+12025550194", "+12025550124").Request
	r.replay.Then(kratostest.Get("contact-begun"), wanted)
	if err := r.plan.Security.RemoveContact(t.Context(), *r.session(), "82847d3c-2cb8-47cc-bd6c-ec13fa67ed69"); !problem.Is(err, problem.LastContact) {
		t.Error(err)
	}
}

func TestWhatKratosDoesNotKnowIsRefused(t *testing.T) {
	r := over(t)
	s := r.plan.Security
	_, activity := s.Activity(t.Context(), *r.session())
	for _, err := range []error{activity, s.Freeze(t.Context(), *r.session()), s.NotMe(t.Context(), *r.session(), ""), s.ForgetDevice(t.Context(), *r.session(), "d")} {
		if !problem.Is(err, problem.NotForMember) {
			t.Error(err)
		}
	}
}

// TestASignOut, and one of a session that is over, which is signed out.
func TestASignOut(t *testing.T) {
	r := over(t, "logout")
	if page, err := r.plan.Identity.SignOut(t.Context(), *r.session()); page != "" || err != nil {
		t.Error(page, err)
	}
	over := kratostest.Get("whoami-over")
	over.Request = kratostest.Get("logout").Request
	r.replay.Then(over)
	if _, err := r.plan.Identity.SignOut(t.Context(), *r.session()); err != nil {
		t.Error(err)
	}
	r.replay.Then(kratostest.Get("logout"))
	r.replay.Lose = func(kratostest.Exchange) error { return errors.New("cut") }
	if _, err := r.plan.Identity.SignOut(t.Context(), *r.session()); !problem.Is(err, problem.NetDropped) {
		t.Errorf("a sign-out that nobody took is not owed: %v", err)
	}
}

// TestTheTokenIsWhatServicesAreShown.
func TestTheTokenIsWhatServicesAreShown(t *testing.T) {
	r := over(t)
	in := r.session()
	token, err := r.plan.Identity.(*kratos.Plan).Bearer(t.Context(), *in)
	if err != nil || !token.Equal(in.Token) {
		t.Error(err)
	}
	token.Clear()
	if in.Token.Empty() {
		t.Error("the session's own token was cleared")
	}
}

// TestAStepUp: the second proof where the session has one, else the first again, and the session is the same.
func TestAStepUp(t *testing.T) {
	r := over(t, "refresh-begun", "refresh-right")
	in := r.session()
	step := begins[plan.Credentials](r, plan.StepUp, in)
	done := leads[plan.Done](r, step, plan.NameAndPassword{Password: text("Another-Meadow-77")})
	if !done.Session.Same(*in) || done.Session.Proved.IsZero() {
		t.Errorf("%+v", done.Session)
	}
	r.replay.Then(kratostest.Get("all-begun"))
	in.AAL = plan.AAL1
	begins[plan.Choose](r, plan.StepUp, in)
	r.replay.Then(kratostest.Get("all-begun").WithoutNodes(`"code"`).WithoutNodes("lookup").WithoutNodes("totp"), kratostest.Get("refresh-begun"))
	begins[plan.Credentials](r, plan.StepUp, in)
}

// TestAStepUpThatIsLeftEndsNothing: the session was there before.
func TestAStepUpThatIsLeftEndsNothing(t *testing.T) {
	r := over(t, "refresh-begun")
	r.abandoned(begins[plan.Credentials](r, plan.StepUp, r.session()))
}
