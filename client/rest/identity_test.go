package rest_test

import (
	"net/http"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func TestASignInTakesThreeRequests(t *testing.T) {
	code := plan.Code{Head: head(2), Authenticator: plan.Authenticator{ID: "a", Kind: plan.TOTP}, Digits: 6, Period: 30 * time.Second}
	p, s := open(t, clock.At(noon), step(t, credentials()), step(t, code), step(t, done()))
	first, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.Identity.Submit(t.Context(), first, typed())
	if err != nil {
		t.Fatal(err)
	}
	third, err := p.Identity.Submit(t.Context(), second, plan.CodeTyped{Code: text("123456")})
	if err != nil {
		t.Fatal(err)
	}
	if d, ok := third.(plan.Done); !ok || string(d.Session.Token.Reveal()) != "tok-"+canary {
		t.Fatalf("%T", third)
	}
	want := []seen{
		{"POST", "/v1/flows", "", "application/json", "Vestibule/1.2 (linux)", `{"purpose":"sign-in"}`},
		{"POST", "/v1/flows/flow-canary", "", "application/json", "Vestibule/1.2 (linux)", `{"step":1,"type":"credentials.submit","name":"dana","password":"pass-canary","shared":false}`},
		{"POST", "/v1/flows/flow-canary", "", "application/json", "Vestibule/1.2 (linux)", `{"step":2,"type":"code.submit","code":"123456","trust":false}`},
	}
	for i, w := range want {
		if s.seen[i] != w {
			t.Errorf("request %d was %+v", i+1, s.seen[i])
		}
	}
}

func TestNoCookieIsKept(t *testing.T) {
	p, _ := open(t, clock.At(noon), says(204, "", "", "Set-Cookie", "id=1; Path=/"), func(w http.ResponseWriter, q *http.Request) {
		if len(q.Cookies()) > 0 {
			t.Error("a cookie came back")
		}
		w.WriteHeader(http.StatusNoContent)
	})
	for range 2 {
		if err := p.Identity.Abandon(t.Context(), credentials()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARefusalKeepsItsStep(t *testing.T) {
	at := wire.FromStep(credentials(), noon)
	body := jsonOf(t, wire.FromProblem(problem.New(problem.BadCredentials), &at, noon))
	p, _ := open(t, clock.At(noon), says(422, wire.ProblemType, body, "Request-Id", "r-77"))
	s, err := submit(t, p)
	if !plan.Same(s, credentials()) || !problem.Is(err, problem.BadCredentials) || problem.Of(err).Reference != "r-77" {
		t.Fatal(s, err)
	}
}

func TestARefusalWithAStepOfANewKindAsksForANewerApp(t *testing.T) {
	p, _ := open(t, clock.At(noon), says(422, wire.ProblemType, `{"code":"code.wrong","step":{"kind":"hologram"}}`))
	if s, err := submit(t, p); s != nil || !problem.Is(err, problem.UnknownStep) {
		t.Fatal(s, err)
	}
}

func TestALostReplyIsAskedForOnceMore(t *testing.T) {
	p, s := open(t, clock.At(noon), cut, step(t, done()))
	if got, err := submit(t, p); err != nil || got.Kind() != plan.KindDone {
		t.Fatal(got, err)
	}
	if len(s.seen) != 2 || s.seen[0] != s.seen[1] {
		t.Fatalf("not the same request twice: %+v", s.seen)
	}
}

func TestNothingIsAskedAThirdTime(t *testing.T) {
	p, s := open(t, clock.At(noon), cut, cut)
	if got, err := submit(t, p); got != nil || !problem.Is(err, problem.NetDropped) || len(s.seen) != 2 {
		t.Fatal(got, err, len(s.seen))
	}
}

func TestOpeningIsNotRepeated(t *testing.T) {
	p, s := open(t, clock.At(noon), cut)
	if _, err := p.Identity.Begin(t.Context(), plan.SignIn, nil); !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
		t.Fatal(err, len(s.seen))
	}
}

func TestAnAnswerOfThePlanIsNeverRepeated(t *testing.T) {
	half := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"flow":`))
		panic(http.ErrAbortHandler)
	}
	for name, answer := range map[string]http.HandlerFunc{
		"500": says(500, "", ""), "503": says(503, "", "", "Retry-After", "0"), "429": says(429, "", ""), "cut": half,
	} {
		p, s := open(t, clock.At(noon), answer)
		if _, err := submit(t, p); err == nil || len(s.seen) != 1 {
			t.Error(name, err, len(s.seen))
		}
	}
}

func TestPollAndResumeAndAbandon(t *testing.T) {
	p, s := open(t, clock.At(noon), step(t, credentials()), cut, step(t, credentials()), says(204, "", ""),
		says(410, wire.ProblemType, `{"code":"flow.expired"}`), says(410, wire.ProblemType, `{"code":"flow.expired"}`), says(204, "", ""))
	if _, err := p.Identity.Poll(t.Context(), credentials()); err != nil {
		t.Error(err)
	}
	if _, err := p.Identity.Resume(t.Context(), head(1).Handle); err != nil {
		t.Error(err)
	}
	for _, of := range []plan.Step{credentials(), credentials(), done()} {
		if err := p.Identity.Abandon(t.Context(), of); err != nil {
			t.Error(err)
		}
	}
	if first, last := s.seen[5], s.seen[6]; first.Method != "DELETE" || first.Path != "/v1/flows/flow-canary" || last.Method != "DELETE" ||
		last.Path != "/v1/session" || last.Auth != "Bearer tok-"+canary {
		t.Errorf("%+v, %+v", first, last)
	}
}

func TestASessionIsGivenBackThoughItsConversationIsNot(t *testing.T) {
	p, s := open(t, clock.At(noon), says(500, "", ""), says(204, "", ""))
	if err := p.Identity.Abandon(t.Context(), done()); !problem.Is(err, problem.ServerError) || len(s.seen) != 2 {
		t.Fatal(err, s.seen)
	}
}

// What was begun in a session ends without it: the member is still in.
func TestAbandonLeavesTheSessionThatAConversationWasBegunIn(t *testing.T) {
	for _, purpose := range []plan.Purpose{plan.StepUp, plan.Bind} {
		p, s := open(t, clock.At(noon), says(204, "", ""))
		over := done().(plan.Done)
		over.Purpose = purpose
		if err := p.Identity.Abandon(t.Context(), over); err != nil || len(s.seen) != 1 || s.seen[0].Path != "/v1/flows/flow-canary" {
			t.Error(purpose, err, s.seen)
		}
	}
}

func TestAStepUpCarriesItsSession(t *testing.T) {
	p, s := open(t, clock.At(noon), step(t, credentials()))
	now := session()
	if _, err := p.Identity.Begin(t.Context(), plan.StepUp, &now); err != nil || s.seen[0].Auth != "Bearer tok-"+canary {
		t.Fatal(err, s.seen)
	}
}

func TestSessions(t *testing.T) {
	longer := session()
	longer.Ends, longer.Token = noon.Add(2*time.Hour), text("")
	p, _ := open(t, clock.At(noon),
		says(200, "application/json", `{"member":"m1","name":"Dana"}`), says(401, wire.ProblemType, `{"code":"session.idle"}`),
		says(200, "application/json", jsonOf(t, wire.FromSession(longer))),
		says(204, "", ""), says(401, wire.ProblemType, `{"code":"session.revoked"}`),
		says(200, "application/json", `{"browser":"https://idp.example.org/out"}`), says(200, "application/json", `{"browser":"file:///etc"}`))
	if a, err := p.Identity.Account(t.Context(), session()); err != nil || a.Name != "Dana" {
		t.Error(a, err)
	}
	if _, err := p.Identity.Account(t.Context(), session()); !problem.Is(err, problem.SessionIdle) {
		t.Error(err)
	}
	s, err := p.Identity.(plan.Extender).Extend(t.Context(), session())
	if err != nil || !s.Ends.Equal(longer.Ends) || string(s.Token.Reveal()) != "tok-"+canary {
		t.Error(s.Ends, err)
	}
	for _, want := range []string{"", "", "https://idp.example.org/out", ""} {
		if browser, err := p.Identity.SignOut(t.Context(), session()); err != nil || browser != want {
			t.Error(browser, err)
		}
	}
}

func TestRecordsStatusAndDemo(t *testing.T) {
	p, s := open(t, clock.At(noon),
		says(200, "application/json", `{"subject":"m/2","records":[{"id":"1","title":"Blood count"}]}`),
		says(200, "application/json", `{"outages":[{"feature":"messages"}],"maintenances":[]}`), says(500, "text/html", "<html>"), cut, cut,
		says(200, "application/json", `{"messages":[{"code":"123456"}]}`), says(200, "application/json", `{"members":[{"username":"dana"}]}`))
	if list, err := p.Records.List(t.Context(), plan.For(session(), "m/2"), plan.Results); err != nil || len(list) != 1 || s.seen[0].Path != "/v1/people/m/2/records/results" {
		t.Error(list, err, s.seen)
	}
	if st, err := p.Services.Status(t.Context()); err != nil || len(st.Outages) != 1 || !st.Checked.Equal(noon) {
		t.Error(st, err)
	}
	if _, err := p.Services.Status(t.Context()); !problem.Is(err, problem.StatusUnknown) {
		t.Error(err)
	}
	if _, err := p.Services.Status(t.Context()); !problem.Is(err, problem.NetDropped) {
		t.Error(err)
	}
	if list, err := p.Demo.Outbox(t.Context()); err != nil || list[0].Code != "123456" {
		t.Error(list, err)
	}
	if list, err := p.Demo.Members(t.Context()); err != nil || list[0].Username != "dana" {
		t.Error(list, err)
	}
}
