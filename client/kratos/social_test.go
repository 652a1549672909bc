package kratos_test

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos"
	"vestibule/client/kratos/kratostest"
)

// door counts who waits at it.
type door struct {
	open  int
	ports []int
}

const doorstep = "http://127.0.0.1:41001/arrive"

func (d *door) Open(_ context.Context, ports ...int) (string, func(), error) {
	d.open++
	d.ports = ports
	return doorstep, func() { d.open-- }, nil
}

// outside is a sign-in by a provider alone.
func outside(t *testing.T) (*rig, *door) {
	t.Helper()
	alone := kratostest.Get("social-begun").WithoutNodes(`"password"`)
	alone.Request.Path = "/self-service/login/api"
	return beside(t, alone)
}

// beside opens a plan with a door and a flow of signing in.
func beside(t *testing.T, alone kratostest.Exchange) (*rig, *door) {
	t.Helper()
	at := &door{}
	r := &rig{T: t, device: clock.At(began)}
	back := kratostest.Get("social-begun")
	back.Request.Path = "/self-service/login/api?return_session_token_exchange_code=true&return_to=" + url.QueryEscape(doorstep)
	r.replay = kratostest.Play().OpenedWith(alone).Always(back).At(r.device.Now)
	c := r.config()
	c.Door, c.Ports, c.Chance = at, []int{41001, 41002}, bytes.NewReader(bytes.Repeat([]byte{7}, 64))
	p, err := kratos.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	r.plan = p
	return r, at
}

// leaves goes as far as the browser.
func leaves(t *testing.T) (*rig, *door, plan.OpenBrowser) {
	t.Helper()
	r, at := outside(t)
	begun := kratostest.Get("social-begun")
	begun.Request.Path = "/self-service/login/api?return_session_token_exchange_code=true&return_to=" +
		url.QueryEscape(doorstep+"?state=BwcHBwcHBwcHBwcHBwcHBw")
	page := kratostest.Get("social-page")
	r.replay.Then(begun, page)
	return r, at, begins[plan.OpenBrowser](r, plan.SignIn, nil)
}

func TestASignInInTheBrowser(t *testing.T) {
	r, at, step := leaves(t)
	if at.open != 1 || len(at.ports) != 2 || step.Redirect != doorstep || !strings.HasPrefix(step.URL, "http://127.0.0.1:4500/auth?") ||
		string(step.State.Reveal()) != "BwcHBwcHBwcHBwcHBwcHBw" {
		t.Errorf("%+v at %+v", step, at)
	}
	// Who comes with another state is not let in.
	refused[plan.OpenBrowser](r, step, plan.Arrived{Address: text(doorstep + "?state=other&code=x")}, problem.ProviderRefused)
	refused[plan.OpenBrowser](r, step, plan.Arrived{Address: text(doorstep + "?code=x")}, problem.ProviderRefused)
	refused[plan.OpenBrowser](r, step, plan.Arrived{Address: text(doorstep + "?state=BwcHBwcHBwcHBwcHBwcHBw&error=access_denied")}, problem.ProviderCancelled)
	r.replay.Then(kratostest.Get("social-right"))
	done := leads[plan.Done](r, step, plan.Arrived{Address: text(doorstep + "?code=Vl8lMAUVyOuGqpjRLkRGw1YINPeVbl6WtaqimaEM0eBGpHpBdFXMNB6EHi0ls0Q4&state=BwcHBwcHBwcHBwcHBwcHBw")})
	if at.open != 0 || done.Session.AAL != plan.AAL1 || done.Account.Identifier != "soc.lee" {
		t.Errorf("%+v, %d doors open", done, at.open)
	}
	if err := r.replay.Err(); err != nil {
		t.Error(err)
	}
}

func TestABrowserThatIsLeftClosesTheDoor(t *testing.T) {
	r, at, step := leaves(t)
	r.abandoned(step)
	if at.open != 0 {
		t.Error("the door is open")
	}
}

// TestAPortThatKratosDoesNotKnow: quirk 13.
func TestAPortThatKratosDoesNotKnow(t *testing.T) {
	r, at := outside(t)
	port := kratostest.Get("social-port")
	port.Request.Path = "/self-service/login/api?return_session_token_exchange_code=true&return_to=" +
		url.QueryEscape(doorstep+"?state=BwcHBwcHBwcHBwcHBwcHBw")
	r.replay.Then(port)
	if _, err := r.plan.Identity.Begin(t.Context(), plan.SignIn, nil); !problem.Is(err, problem.ProviderUnavailable) || at.open != 0 {
		t.Errorf("%v, %d doors open", err, at.open)
	}
}

// TestAPageThatIsNoneIsNotOpened: only a page of the web is, as safe as the plan itself.
func TestAPageThatIsNoneIsNotOpened(t *testing.T) {
	for _, page := range []string{"file:///etc/passwd", "javascript:1", "http://accounts.example.org/auth", "https://a@accounts.example.org/"} {
		r, at := outside(t)
		begun := kratostest.Get("social-begun")
		begun.Request.Path = "/self-service/login/api?return_session_token_exchange_code=true&return_to=" +
			url.QueryEscape(doorstep+"?state=BwcHBwcHBwcHBwcHBwcHBw")
		r.replay.Then(begun, kratostest.Get("social-page").With("http://127.0.0.1:4500/auth", page+"#"))
		if _, err := r.plan.Identity.Begin(t.Context(), plan.SignIn, nil); !problem.Is(err, problem.ProviderRefused) || at.open != 0 {
			t.Errorf("%s: %v, %d doors open", page, err, at.open)
		}
	}
}

// TestAnAddressThatKratosWasNotToldOf: nobody is sent where nobody comes back from.
func TestAnAddressThatKratosWasNotToldOf(t *testing.T) {
	with := kratostest.Get("social-begun")
	with.Request.Path = "/self-service/login/api"
	port := kratostest.Get("social-port")
	port.Request.Path = "/self-service/login/api?return_session_token_exchange_code=true&return_to=" + url.QueryEscape(doorstep)
	r := &rig{T: t, device: clock.At(began)}
	r.replay = kratostest.Play().OpenedWith(with).Always(port).At(r.device.Now)
	c, at := r.config(), &door{}
	c.Door, c.Chance = at, bytes.NewReader(make([]byte, 64))
	p, err := kratos.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	r.plan = p
	if step := begins[plan.Credentials](r, plan.SignIn, nil); len(step.Providers) > 0 || at.open != 0 {
		t.Errorf("%+v, %d doors open", step.Providers, at.open)
	}
}

// TestWithoutADoorNobodyIsSentAway.
func TestWithoutADoorNobodyIsSentAway(t *testing.T) {
	alone := kratostest.Get("social-begun").WithoutNodes(`"password"`)
	alone.Request.Path = "/self-service/login/api"
	r := open(t, kratostest.Play().OpenedWith(alone))
	if _, err := r.plan.Identity.Begin(t.Context(), plan.SignIn, nil); !problem.Is(err, problem.UnknownStep) {
		t.Error(err)
	}
	with := kratostest.Get("social-begun")
	with.Request.Path = "/self-service/login/api"
	r = open(t, kratostest.Play().OpenedWith(with))
	if step := begins[plan.Credentials](r, plan.SignIn, nil); len(step.Providers) > 0 {
		t.Errorf("%+v", step.Providers)
	}
}

// TestAProviderBesideThePassword is offered on the same page, and none that the flow does not have is gone to.
func TestAProviderBesideThePassword(t *testing.T) {
	with := kratostest.Get("social-begun")
	with.Request.Path = "/self-service/login/api"
	r, at := beside(t, with)
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	if len(step.Providers) != 1 || step.Providers[0] != (plan.Provider{ID: "localop", Name: "localop"}) {
		t.Errorf("%+v", step.Providers)
	}
	refused[plan.Credentials](r, step, plan.ByProvider{ID: "other"}, problem.AuthenticatorOff)
	begun := kratostest.Get("social-begun")
	begun.Request.Path = "/self-service/login/api?return_session_token_exchange_code=true&return_to=" +
		url.QueryEscape(doorstep+"?state=BwcHBwcHBwcHBwcHBwcHBw")
	r.replay.Then(begun, kratostest.Get("social-page"), kratostest.Get("social-right"))
	page := leads[plan.OpenBrowser](r, step, plan.ByProvider{ID: "localop", Shared: true})
	done := leads[plan.Done](r, page, plan.Arrived{Address: text(doorstep + "?code=Vl8lMAUVyOuGqpjRLkRGw1YINPeVbl6WtaqimaEM0eBGpHpBdFXMNB6EHi0ls0Q4&state=BwcHBwcHBwcHBwcHBwcHBw")})
	if at.open != 0 || !done.Session.Shared {
		t.Errorf("%+v, %d doors open", done.Session, at.open)
	}
	if err := r.replay.Err(); err != nil {
		t.Error(err)
	}
}
