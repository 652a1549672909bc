package kratos_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos"
	"vestibule/client/kratos/kratostest"
)

func TestWhatAKratosCan(t *testing.T) {
	r := over(t)
	d := r.plan.Document
	for _, c := range []plan.Capability{plan.CanSignIn, plan.CanRecoverPassword, plan.CanChangePassword, plan.CanBind, plan.CanRecoveryCodes,
		plan.CanSecurity, plan.CanSessions, plan.CanContacts, plan.CanConfirmContact, plan.CanResume, plan.CanShareDevice} {
		if d.Can(c).How != plan.InApp {
			t.Errorf("cannot %s", c)
		}
	}
	for _, c := range []plan.Capability{plan.CanActivity, plan.CanNotMe, plan.CanFreeze, plan.CanTrustDevice, plan.CanUnlock, plan.CanFindUsername,
		plan.CanReplace, plan.CanApprove, plan.CanRecords, plan.CanStatus} {
		if d.Can(c).How != plan.No {
			t.Errorf("says it can %s", c)
		}
	}
	if a := d.Can(plan.CanRegister); a.How != plan.InBrowser || a.URL != "http://127.0.0.1:4433/self-service/registration/browser" {
		t.Errorf("%+v", a)
	}
	if d.Name == "" || d.Host != "127.0.0.1:4433" || d.Mark == "" || d.Policy.Password.MinLen != 0 {
		t.Errorf("%+v", d)
	}
	if got := begins[plan.Credentials](r, plan.SignIn, nil).Identifiers; !slices.Equal(got, []plan.Identifier{plan.Username, plan.Email}) {
		t.Errorf("signs in by %q", got)
	}
}

// off is a flow that the plan has turned off.
func off(name string) kratostest.Exchange {
	e := kratostest.Get(name)
	e.Status = http.StatusBadRequest
	e.Answer = []byte(`{"error":{"code":400,"status":"Bad Request","reason":"Recovery is not allowed because it was disabled.","message":"The request was malformed or contained invalid parameters"}}`)
	return e
}

// TestFlowsThatAreOffAreNotOffered, and are refused as such by whoever begins them all the same.
func TestFlowsThatAreOffAreNotOffered(t *testing.T) {
	bare := kratostest.Get("schemas")
	bare.Status, bare.Answer = http.StatusNotFound, nil
	r := open(t, kratostest.Of("login-begun").Always(off("recovery-begun"), off("verification-begun"), off("registration-begun"), bare))
	for _, c := range []plan.Capability{plan.CanRecoverPassword, plan.CanContacts, plan.CanConfirmContact, plan.CanRegister} {
		if r.plan.Document.Can(c).How != plan.No {
			t.Errorf("says it can %s", c)
		}
	}
	for _, purpose := range plan.Purposes() {
		if purpose == plan.SignIn || purpose.NeedsSession() && purpose != plan.AddContact {
			continue
		}
		if _, err := r.plan.Identity.Begin(t.Context(), purpose, r.session()); problem.Of(err).Kind != problem.Forbidden {
			t.Errorf("%s: %v", purpose, err)
		}
	}
}

// codeOnly is a sign-in without passwords.
func codeOnly() kratostest.Exchange {
	return kratostest.Get("login-begun").With(`"group": "password"`, `"group": "code"`).With(`"value": "password"`, `"value": "code"`).WithoutNodes("current-password")
}

// TestACodeInThePlaceOfThePassword.
func TestACodeInThePlaceOfThePassword(t *testing.T) {
	r := open(t, kratostest.Play().OpenedWith(codeOnly()))
	for _, c := range []plan.Capability{plan.CanChangePassword, plan.CanRecoverPassword} {
		if r.plan.Document.Can(c).How != plan.No {
			t.Errorf("says it can %s", c)
		}
	}
	const old, flow = "2be5948b-60c4-46d3-8473-fd022d6df1ff", "ea5922c3-561b-4102-9cb8-5a69f9e4784f"
	sent := kratostest.Get("second-mail-sent").Asked(old, flow).Asked(`"address"`, `"identifier"`)
	sent.Request.Token = false
	right := kratostest.Get("second-mail-right").Asked(old, flow)
	right.Request.Token = false
	r.replay.Then(sent, right)
	step := begins[plan.Identify](r, plan.SignIn, nil)
	asked := leads[plan.Code](r, step, plan.Identified{Names: []string{"ana.lee@example.org"}})
	if !asked.Neutral || asked.Authenticator.Hint != "ana.lee@example.org" {
		t.Errorf("%+v", asked)
	}
	leads[plan.Done](r, asked, code("938543"))
}

// TestASignInNobodyHereKnows is said to be new, not shown as a page without anything.
func TestASignInNobodyHereKnows(t *testing.T) {
	r := open(t, kratostest.Play().OpenedWith(kratostest.Get("login-begun").With(`"group": "password"`, `"group": "telepathy"`)))
	if _, err := r.plan.Identity.Begin(t.Context(), plan.SignIn, nil); !problem.Is(err, problem.UnknownStep) {
		t.Error(err)
	}
}

func TestOurServicesNameThePlan(t *testing.T) {
	r := over(t)
	c := r.config()
	c.Transport = kratostest.Play().Opened()
	c.Document = &plan.Document{Name: "Tallowmere Health Plan", Mark: "TM", Host: "tallowmere.example.org", Policy: plan.Policy{Password: plan.PasswordRules{MinLen: 12}},
		Capabilities: map[plan.Capability]plan.Ability{plan.CanFreeze: {How: plan.InApp}}}
	p, err := kratos.Open(t.Context(), c)
	if err != nil || p.Document.Name != "Tallowmere Health Plan" || p.Document.Mark != "TM" || p.Document.Can(plan.CanFreeze).How != plan.No {
		t.Fatalf("%+v, %v", p, err)
	}
	r2 := &rig{T: t, plan: p, replay: c.Transport.(*kratostest.Replay)}
	r2.replay.Then(kratostest.Get("password-begun"))
	if step := begins[plan.NewPassword](r2, plan.ChangePassword, r2.session()); step.Rules.MinLen != 12 {
		t.Errorf("%+v", step.Rules)
	}
}

// TestWhatIsNoKratos: each is told from a way that is broken.
func TestWhatIsNoKratos(t *testing.T) {
	answers := map[string]struct {
		status int
		kind   string
		body   string
		want   problem.Code
	}{
		"nothing there":      {404, "text/plain", "404 page not found", problem.NotAPlan},
		"a page":             {200, "text/html", "<html>", problem.NotAPlan},
		"another API":        {200, "application/json", `{"name":"x"}`, problem.NotAPlan},
		"an error like it":   {404, "application/json", `{"error":{"code":404}}`, problem.NotAPlan},
		"an error unlike it": {404, "application/json", `{"error":"not found"}`, problem.NotAPlan},
		"a list":             {200, "application/json", `[]`, problem.NotAPlan},
		"a redirect":         {302, "text/html", "", problem.NotAPlan},
		"out of order":       {503, "text/html", "<html>", problem.ServerError},
		"too busy":           {429, "application/json", `{}`, problem.TooBusy},
	}
	for name, a := range answers {
		base, _ := url.Parse("https://plan.example.org")
		_, err := kratos.Open(t.Context(), kratos.Config{Base: base, Clock: clock.At(began), Agent: agent, Transport: tripper(func(q *http.Request) (*http.Response, error) {
			return answering(q, a.status, a.kind, a.body), nil
		})})
		if !problem.Is(err, a.want) {
			t.Errorf("%s: %v, want %s", name, err, a.want)
		}
	}
}
