package kratos_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos"
	"vestibule/client/kratos/kratostest"
)

// What is peculiar to Kratos, each by a test of its own. The numbers of those that are tested with the conversation they belong to:
// a code that was sent comes with 400 (TestPasswordThenACodeByMail), a wrong one with 200
// (TestSixWrongCodesWantANewOne), three faces of too many tries (there, TestAConfirmationTriedTooOften, here), flows that ran
// out (TestARecoveryThatRanOutGoesOn, TestAConfirmationThatRanOut, TestAFlowThatRanOutIsRenewedWithoutAWord), addresses that
// come bare (rig.hides), a proof that is wanted in the middle (TestAProofThatKratosWantsIsAskedForInTheMiddle).

// TestTooManyCodesAtASignIn: the second face, a message that has no number of its own.
func TestTooManyCodesAtASignIn(t *testing.T) {
	r := over(t, "login-password-right")
	const flow = "e98f7e9a-257c-41b0-9084-00851afb96ce"
	r.replay.Then(kratostest.Get("second-begun").With("2be5948b-60c4-46d3-8473-fd022d6df1ff", flow).With("ana.lee@", "cyd.lee@"), kratostest.Get("spent-sent"),
		kratostest.Get("spent-wrong"), kratostest.Get("spent"))
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	asked := leads[plan.Code](r, choose, way(r, choose, plan.EmailCode))
	refused[plan.Code](r, asked, code("000000"), problem.CodeWrong)
	_, p := refused[plan.Code](r, asked, code("000005"), problem.CodeSpent)
	if !p.Offers(problem.Resend) || !p.Offers(problem.AnotherWay) {
		t.Errorf("%+v", p)
	}
}

// TestALockOfTheGateway: Kratos locks nothing; what stands before it does, in Kratos' shape.
func TestALockOfTheGateway(t *testing.T) {
	r := open(t, kratostest.Play().OpenedWith(kratostest.Get("gateway-begun")))
	r.replay.Then(kratostest.Get("gateway-wrong"), kratostest.Get("gateway-locked"))
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	typed := func() plan.Answer { return plan.NameAndPassword{Name: "dee.lee", Password: text("bad")} }
	refused[plan.Credentials](r, step, typed(), problem.BadCredentials)
	_, p := refused[plan.Credentials](r, step, typed(), problem.AccountLocked)
	if wait := p.Until.Sub(r.plan.Clock.Now()); wait < 3*time.Second || wait > 4*time.Second {
		t.Errorf("locked for %v", wait)
	}
	still := kratostest.Get("gateway-begun") // Poll asks how things stand
	still.Request.Path = "/self-service/login/flows?id=6ecbe5ed-d61e-4ee6-a68c-7c7e78b4a365"
	r.replay.Then(still)
	if again, err := r.plan.Identity.Poll(t.Context(), step); err != nil || !plan.Same(again, step) {
		t.Errorf("%v, %v", again, err)
	}
}

// TestALockByItsTimeAlone: a hook of Kratos itself tells the end and not how long.
func TestALockByItsTimeAlone(t *testing.T) {
	r := over(t)
	locked := kratostest.Get("login-interrupted")
	locked.Request = kratostest.Get("login-password-right").Request
	r.replay.Then(locked)
	_, p := refused[plan.Credentials](r, begins[plan.Credentials](r, plan.SignIn, nil), password(), problem.AccountLocked)
	if p.Until.IsZero() {
		t.Error("nobody knows until when")
	}
}

// TestWhatLooksLikeABrowserNeedsAGateway: quirk 4.
func TestWhatLooksLikeABrowserNeedsAGateway(t *testing.T) {
	for _, name := range []string{"login-cookie", "login-origin"} {
		r := over(t)
		e := kratostest.Get(name)
		e.Request = kratostest.Get("login-password-right").Request
		r.replay.Then(e)
		refused[plan.Credentials](r, begins[plan.Credentials](r, plan.SignIn, nil), password(), problem.NeedsGateway)
	}
}

// TestASecondProofThatIsNotWantedIsDone: quirk 5, for a session that is proved far enough already. That no token goes with a plain
// sign-in the recorded requests hold it to.
func TestASecondProofThatIsNotWantedIsDone(t *testing.T) {
	for _, id := range []string{"session_already_available", "session_aal_already_fulfilled"} {
		r := over(t, "login-password-right")
		proved := kratostest.Get("login-in-already").With("session_already_available", id)
		proved.Request = kratostest.Get("second-begun").Request
		r.replay.Then(proved, kratostest.Get("whoami"))
		leads[plan.Done](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	}
}

// TestTheConfiguredAddressCounts: quirk 6. What Kratos calls itself may not be reached from here.
func TestTheConfiguredAddressCounts(t *testing.T) {
	r := over(t)
	r.replay = kratostest.Of().OpenedWith(kratostest.Get("login-begun").With("127.0.0.1:4433", "inside.example.org"))
	c := r.config()
	c.Base, _ = url.Parse("https://plan.example.org/kratos")
	c.Transport = under{"plan.example.org", "/kratos", r.replay}
	p, err := kratos.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if p.Server.Identity != "https://plan.example.org/kratos" || p.Document.Host != "plan.example.org" {
		t.Errorf("%+v", p.Server)
	}
	if a := p.Document.Can(plan.CanRegister); a.URL != "https://plan.example.org/kratos/self-service/registration/browser" {
		t.Errorf("%+v", a)
	}
}

// under is a transport that takes a path off.
type under struct {
	host, prefix string
	next         http.RoundTripper
}

func (u under) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.URL.Host != u.host || !strings.HasPrefix(q.URL.Path, u.prefix) {
		return nil, http.ErrNotSupported
	}
	q = q.Clone(q.Context())
	q.URL.Path = strings.TrimPrefix(q.URL.Path, u.prefix)
	return u.next.RoundTrip(q)
}

// TestAFlowThatNobodyKnows: 404 asked for, 400 answered.
func TestAFlowThatNobodyKnows(t *testing.T) {
	r := over(t)
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	const none, flow = "00000000-0000-0000-0000-000000000000", "ea5922c3-561b-4102-9cb8-5a69f9e4784f"
	r.replay.Then(kratostest.Get("flow-unknown").Asked(none, flow))
	if _, err := r.plan.Identity.Resume(t.Context(), step.At().Handle); !problem.Is(err, problem.FlowExpired) {
		t.Error(err)
	}
	gone := kratostest.Get("flow-unknown-answered").Asked(none, flow)
	gone.Request.Body = kratostest.Get("login-password-right").Request.Body
	r.replay.Then(gone, kratostest.Get("login-begun"), kratostest.Get("login-password-right"), kratostest.Get("second-begun"))
	leads[plan.Choose](r, step, password())
}

func TestASessionThatIsOver(t *testing.T) {
	r := over(t, "whoami-over")
	if _, err := r.plan.Identity.Account(t.Context(), *r.session()); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
	nobody := kratostest.Get("settings-nobody")
	nobody.Request.Token = true
	second := kratostest.Get("second-nobody")
	second.Request.Token = true
	r.replay.Then(nobody, second)
	if _, err := r.plan.Identity.Begin(t.Context(), plan.Bind, r.session()); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
	in := r.session()
	in.AAL = plan.AAL1
	if _, err := r.plan.Identity.Begin(t.Context(), plan.StepUp, in); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
	if _, err := r.plan.Identity.Begin(t.Context(), plan.Bind, nil); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
}

// TestARefreshWithoutASessionIsNone: Kratos begins a plain sign-in then.
func TestARefreshWithoutASessionIsNone(t *testing.T) {
	r := over(t)
	r.replay.Then(kratostest.Get("refresh-begun").With(`"refresh": true`, `"refresh": false`))
	if _, err := r.plan.Identity.Begin(t.Context(), plan.StepUp, r.session()); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
}

// TestAnIDThatNobodyKnowsIsNoSuccess: neither a message's nor an error's.
func TestAnIDThatNobodyKnowsIsNoSuccess(t *testing.T) {
	r := over(t)
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	strange := kratostest.Get("login-password-wrong").With("4000006", "4999999").With("invalid", "strange")
	strange.Request = kratostest.Get("login-password-right").Request
	strange.Status = http.StatusOK
	r.replay.Then(strange)
	_, p := refused[plan.Credentials](r, step, password(), "kratos.4999999")
	if !strings.Contains(p.Facts.Reason, "strange") || p.Reference != "4999999" {
		t.Errorf("%+v", p)
	}
	failed := kratostest.Get("settings-expired").With("self_service_flow_expired", "something_new")
	failed.Request = kratostest.Get("login-password-right").Request
	r.replay.Then(failed)
	_, p = refused[plan.Credentials](r, step, password(), "kratos.something_new")
	if p.Facts.Reason == "" || p.Status != http.StatusGone {
		t.Errorf("%+v", p)
	}
}

// TestNothingWrongIsNoSuccessYet: for that a token must be there.
func TestNothingWrongIsNoSuccessYet(t *testing.T) {
	r := over(t)
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	empty := kratostest.Get("login-begun")
	empty.Request = kratostest.Get("login-password-right").Request
	stands := kratostest.Get("login-begun")
	stands.Request.Path = "/self-service/login/flows?id=ea5922c3-561b-4102-9cb8-5a69f9e4784f"
	r.replay.Then(empty, stands)
	refused[plan.Credentials](r, step, password(), problem.Malformed)
}

// TestACodeThatWasNotSentIsNotAskedFor: 400 or 200, the state of the flow says whether it was.
func TestACodeThatWasNotSentIsNotAskedFor(t *testing.T) {
	r := over(t, "login-password-right", "second-begun")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	unsent := kratostest.Get("second-mail-sent").With("sent_email", "choose_method")
	stands := kratostest.Get("second-begun")
	stands.Request.Path = "/self-service/login/flows?id=2be5948b-60c4-46d3-8473-fd022d6df1ff"
	r.replay.Then(unsent, kratostest.Get("whoami-second-wanted"), stands)
	refused[plan.Choose](r, choose, way(r, choose, plan.EmailCode), problem.Malformed)
}

// TestTheDeviceNamesItself: quirk 14.
func TestTheDeviceNamesItself(t *testing.T) {
	var got string
	r := over(t)
	c := r.config()
	c.Transport = tripper(func(q *http.Request) (*http.Response, error) {
		got = q.UserAgent()
		return nil, http.ErrNotSupported
	})
	if _, err := kratos.Open(t.Context(), c); err == nil || got != agent {
		t.Errorf("%q, %v", got, err)
	}
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(q *http.Request) (*http.Response, error) { return f(q) }

// TestWhatAFormRefusesIsToldAtItsField: where it has one here.
func TestWhatAFormRefusesIsToldAtItsField(t *testing.T) {
	for name, want := range map[string]struct {
		code  problem.Code
		field string
	}{"login-no-name": {problem.MissingField, "name"}, "login-no-strategy": {problem.AuthenticatorOff, ""}, "registration-taken": {problem.UsernameTaken, ""}} {
		r := over(t)
		e := kratostest.Get(name)
		e.Request = kratostest.Get("login-password-right").Request
		r.replay.Then(e)
		_, p := refused[plan.Credentials](r, begins[plan.Credentials](r, plan.SignIn, nil), password(), want.code)
		if p.Field != want.field {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
