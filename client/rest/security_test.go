package rest_test

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
	"vestibule/client/rest"
	"vestibule/client/rest/wire"
)

func overview() plan.Overview {
	return plan.Overview{
		Contacts: []plan.ContactOnFile{{ID: "c1", Kind: plan.ContactEmail, Hint: "d•••@example.org", Confirmed: noon, Bouncing: true}},
		Sessions: []plan.OpenSession{{ID: "s1", Device: "A Mac", Place: "Here", Began: noon, Used: noon, This: true}},
	}
}

func TestTheAccountIsLookedAt(t *testing.T) {
	log := []plan.Event{{ID: "e1", What: plan.EventFrozen, At: noon, Device: "A Mac", Place: "Here", Hint: "d•••"}}
	p, s := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, wire.FromOverview(overview(), noon))),
		says(200, "application/json", jsonOf(t, wire.FromActivity(log, noon))))
	got, err := p.Security.Overview(t.Context(), session())
	if err != nil || !reflect.DeepEqual(got, overview()) {
		t.Errorf("%v %+v", err, got)
	}
	events, err := p.Security.Activity(t.Context(), session())
	if err != nil || !reflect.DeepEqual(events, log) {
		t.Errorf("%v %+v", err, events)
	}
	for i, path := range []string{"/v1/security", "/v1/activity"} {
		if q := s.seen[i]; q.Method != "GET" || q.Path != path || q.Auth != "Bearer tok-"+canary {
			t.Errorf("%+v", q)
		}
	}
}

// acts are what changes an account, and the request that each makes.
func acts(t *testing.T, p *plan.Plan) map[string]func() error {
	s, ctx := session(), t.Context()
	return map[string]func() error{
		"DELETE /v1/contacts/c 1":      func() error { return p.Security.RemoveContact(ctx, s, "c 1") },
		"DELETE /v1/authenticators/a1": func() error { return p.Security.RemoveAuthenticator(ctx, s, "a1") },
		"DELETE /v1/sessions/s?1":      func() error { return p.Security.EndSession(ctx, s, "s?1") },
		"DELETE /v1/sessions":          func() error { return p.Security.EndOthers(ctx, s) },
		"DELETE /v1/devices/d1":        func() error { return p.Security.ForgetDevice(ctx, s, "d1") },
		"POST /v1/activity/e/1/not-me": func() error { return p.Security.NotMe(ctx, s, "e/1") },
		"POST /v1/not-me":              func() error { return p.Security.NotMe(ctx, s, "") },
		"POST /v1/freeze":              func() error { return p.Security.Freeze(ctx, s) },
	}
}

func TestTheAccountIsChanged(t *testing.T) {
	for want := range acts(t, &plan.Plan{}) {
		p, s := open(t, clock.At(noon), says(204, "", ""))
		if err := acts(t, p)[want](); err != nil {
			t.Errorf("%s: %v", want, err)
		}
		if q := s.seen[0]; q.Method+" "+q.Path != want || q.Auth != "Bearer tok-"+canary || q.Body != "" {
			t.Errorf("%s was %+v", want, q)
		}
		p, _ = open(t, clock.At(noon), says(401, wire.ProblemType, `{"code":"session.reauth"}`))
		if err := acts(t, p)[want](); !problem.Is(err, problem.NeedsReauth) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestOnlyWhatCanBeRepeatedIs(t *testing.T) {
	for want := range acts(t, &plan.Plan{}) {
		if want[:4] == "POST" {
			p, s := open(t, clock.At(noon), cut)
			if err := acts(t, p)[want](); !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
				t.Errorf("%s: %v, asked %d times", want, err, len(s.seen))
			}
			continue
		}
		p, s := open(t, clock.At(noon), cut, says(204, "", ""))
		if err := acts(t, p)[want](); err != nil || len(s.seen) != 2 {
			t.Errorf("%s: %v, asked %d times", want, err, len(s.seen))
		}
	}
}

func TestAnIDThatLeadsElsewhereIsNotAskedFor(t *testing.T) {
	p, s := open(t, clock.At(noon))
	for _, id := range []string{"", ".", ".."} {
		for _, err := range []error{p.Security.EndSession(t.Context(), session(), plan.SessionID(id)),
			p.Security.RemoveContact(t.Context(), session(), plan.ContactID(id)),
			p.Security.RemoveAuthenticator(t.Context(), session(), plan.AuthenticatorID(id)),
			p.Security.ForgetDevice(t.Context(), session(), plan.DeviceID(id))} {
			if !problem.Is(err, problem.Unexpected) {
				t.Errorf("%q: %v", id, err)
			}
		}
	}
	if len(s.seen) != 0 {
		t.Error(s.seen)
	}
}

func TestAnAccountThatMakesNoSenseIsRefused(t *testing.T) {
	twice := overview()
	twice.Contacts = append(twice.Contacts, twice.Contacts[0])
	for name, body := range map[string]string{
		"one contact twice": jsonOf(t, wire.FromOverview(twice, noon)), "never begun": `{"sessions":[{"id":"s"}]}`,
		"two are this one": `{"sessions":[{"id":"s","began":"2026-03-02T12:00:00Z","this":true},{"id":"r","began":"2026-03-02T12:00:00Z","this":true}]}`,
		"no id":            `{"devices":[{"name":"A Mac"}]}`, "no id of a way": `{"authenticators":[{"kind":"sms"}]}`,
	} {
		p, _ := open(t, clock.At(noon), says(200, "application/json", body))
		if got, err := p.Security.Overview(t.Context(), session()); !problem.Is(err, problem.Malformed) {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
	for name, body := range map[string]string{
		"nothing happened": `{"events":[{"id":"e","at":"2026-03-02T12:00:00Z"}]}`, "never": `{"events":[{"id":"e","what":"locked"}]}`,
		"no id": `{"events":[{"what":"locked","at":"2026-03-02T12:00:00Z"}]}`,
	} {
		p, _ := open(t, clock.At(noon), says(200, "application/json", body))
		if got, err := p.Security.Activity(t.Context(), session()); !problem.Is(err, problem.Malformed) {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
}

func TestAPacketIsHandedOver(t *testing.T) {
	lines := []plan.PacketLine{{Label: "Problem", Text: "locked.mfa"}, {Label: `"When"`, Text: "noon\n"}}
	p, s := open(t, clock.At(noon), says(200, "application/json", `{"reference":"R-7"}`), says(201, "application/json", `{"reference":"R-8"}`))
	desk, in := p.Services.(plan.Helpdesk), session()
	for i, who := range []*plan.Session{nil, &in} {
		if ref, err := desk.SendPacket(t.Context(), who, lines); err != nil || ref != []string{"R-7", "R-8"}[i] {
			t.Error(ref, err)
		}
		read, err := wire.ReadPacket([]byte(s.seen[i].Body))
		if err != nil || !reflect.DeepEqual(read, lines) || s.seen[i].Path != "/v1/support" || s.seen[i].Auth != []string{"", "Bearer tok-" + canary}[i] {
			t.Errorf("%v %+v", err, s.seen[i])
		}
	}
}

func TestAPacketThatWasNotTakenSaysSo(t *testing.T) {
	for body, want := range map[string]problem.Code{
		`{"reference":""}`: problem.PacketNotSent, `{"code":"service.error"}`: problem.PacketNotSent,
		`{"code":"session.idle"}`: problem.SessionIdle,
	} {
		answer := says(200, "application/json", body)
		if body[2] == 'c' {
			answer = says(500, wire.ProblemType, body, "Request-Id", "req-1")
		}
		p, s := open(t, clock.At(noon), answer)
		ref, err := p.Services.(plan.Helpdesk).SendPacket(t.Context(), nil, []plan.PacketLine{{Label: "a", Text: "b"}})
		if !problem.Is(err, want) || ref != "" || len(s.seen) != 1 {
			t.Errorf("%s: %q %v", body, ref, err)
		}
	}
	p, s := open(t, clock.At(noon), cut)
	if _, err := p.Services.(plan.Helpdesk).SendPacket(t.Context(), nil, nil); !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
		t.Errorf("%v, asked %d times", err, len(s.seen))
	}
}

func TestAPlanWithoutSecurityHasNone(t *testing.T) {
	for how, has := range map[string]bool{"app": true, "no": false, "browser": false} {
		body := strings.Replace(document(t), `"security":{"how":"app"`, `"security":{"how":"`+how+`"`, 1)
		origin, _ := url.Parse("https://plan.example.org")
		p, err := rest.Open(t.Context(), rest.Config{Origin: origin, Clock: clock.At(noon),
			Transport: client.InProcess{Handler: says(200, "application/json", body)}})
		if err != nil || (p.Security != nil) != has {
			t.Errorf("%s: %v", how, err)
		}
	}
}
