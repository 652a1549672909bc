package rest_test

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func TestWhatIsNoAnswerIsNotBelieved(t *testing.T) {
	portal, err := os.ReadFile("../../../shared/data/http/captive-portal.html")
	if err != nil {
		portal = []byte("<html><h1>Guest network</h1>")
	}
	huge := strings.Repeat("A", 10<<20)
	good := jsonOf(t, wire.FromStep(credentials(), noon))
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   problem.Code
	}{
		"not JSON":           {says(200, "application/json", "hello"), problem.Malformed},
		"another type":       {says(200, "text/plain", good), problem.Malformed},
		"10 MB":              {says(200, "application/json", `{"a":"`+huge+`"}`), problem.TooLarge},
		"10 MB of refusal":   {says(422, wire.ProblemType, `{"detail":"`+huge+`"}`), problem.TooLarge},
		"cut in the middle":  {says(200, "application/json", good[:60]), problem.NetDropped},
		"a guest network":    {says(200, "text/html", string(portal)), problem.NetCaptive},
		"HTML untyped":       {says(200, "", string(portal)), problem.NetCaptive},
		"HTML with 500":      {says(500, "text/html", string(portal)), problem.ServerError},
		"nothing":            {says(200, "application/json", ""), problem.NetDropped},
		"an unknown step":    {says(200, "application/json", `{"flow":"f","number":1,"purpose":"sign-in","kind":"hologram"}`), problem.UnknownStep},
		"half a step":        {says(200, "application/json", `{"flow":"f","number":1,"purpose":"sign-in","kind":"code"}`), problem.Malformed},
		"an unknown code":    {says(422, wire.ProblemType, `{"code":"retina.blurred"}`), "retina.blurred"},
		"no code":            {says(403, "", ""), problem.NotForMember},
		"a redirect nowhere": {says(304, "", ""), problem.Malformed},
		"circles":            {func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, q.URL.Path, http.StatusSeeOther) }, problem.NetRedirectLoop},
	} {

		answers := []http.HandlerFunc{c.answer}
		if name == "circles" {
			answers = []http.HandlerFunc{c.answer, c.answer, c.answer, c.answer, c.answer, c.answer}
		}
		p, s := open(t, clock.At(noon), answers...)
		got, err := submit(t, p)
		if !problem.Is(err, c.want) || got != nil {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if name != "circles" && len(s.seen) != 1 {
			t.Errorf("%s: asked %d times", name, len(s.seen))
		}
	}
}

func TestNothingIsSentToAnotherHost(t *testing.T) { // AT-118
	for _, to := range []string{"https://evil.example.org/", "http://plan.example.org/", "https://plan.example.org:444/"} {
		p, s := open(t, clock.At(noon), func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, to, http.StatusTemporaryRedirect) })
		if _, err := submit(t, p); !problem.Is(err, problem.NetRedirectLoop) || len(s.seen) != 1 {
			t.Error(to, err, s.seen)
		}
	}
}

func TestARedirectOnTheSameHostKeepsTheBody(t *testing.T) {
	p, s := open(t, clock.At(noon),
		func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, "/v1/flows/x", http.StatusTemporaryRedirect)
		}, step(t, done()))
	if _, err := submit(t, p); err != nil || s.seen[1].Path != "/v1/flows/x" || s.seen[1].Body != s.seen[0].Body || s.seen[1].Body == "" {
		t.Fatal(err, s.seen)
	}
}

func TestAnAnswerThatNeverComesIsGivenUp(t *testing.T) {
	device, asked := clock.At(noon), make(chan struct{})
	p, s := open(t, device, hang(asked))
	go func() {
		<-asked
		device.Advance(30 * time.Second)
	}()
	if _, err := submit(t, p); !problem.Is(err, problem.NetTimeout) || len(s.seen) != 1 {
		t.Fatal(err)
	}
}

func TestABodyThatNeverEndsIsGivenUp(t *testing.T) {
	device := clock.At(noon)
	p, _ := open(t, device, func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{")
		device.Advance(30 * time.Second)
		<-q.Context().Done()
	})
	if _, err := submit(t, p); !problem.Is(err, problem.NetTimeout) {
		t.Fatal(err)
	}
}

func TestEveryAnswerSetsThePlansClock(t *testing.T) { // AT-124
	at := func(body string, header ...string) http.HandlerFunc {
		return says(200, "application/json", body, header...)
	}
	later := noon.Add(10 * time.Minute)
	for name, answer := range map[string]http.HandlerFunc{
		"in the body":         at(`{"server_time":"2026-03-02T12:10:00Z"}`),
		"the body counts":     at(`{"server_time":"2026-03-02T12:10:00Z"}`, "Date", "Mon, 02 Mar 2026 09:00:00 GMT"),
		"in a refusal":        says(422, wire.ProblemType, `{"code":"code.wrong","server_time":"2026-03-02T12:10:00Z"}`),
		"in the header alone": says(204, "", "", "Date", "Mon, 02 Mar 2026 12:10:00 GMT"),
	} {
		p, _ := open(t, clock.At(noon), answer)
		_ = p.Identity.Abandon(t.Context(), credentials())
		if got := p.Clock.Now(); !got.Equal(later) {
			t.Errorf("%s: %v", name, got)
		}
	}
	p, _ := open(t, clock.At(noon), says(200, "text/html", "<html>", "Date", "Mon, 02 Mar 2026 12:10:00 GMT"))
	_ = p.Identity.Abandon(t.Context(), credentials())
	if _, known := p.Clock.Skew(); known {
		t.Error("a guest network's clock is believed")
	}
}

func TestWhenToComeBack(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   time.Duration
	}{
		"seconds":      {says(429, "", "", "Retry-After", "120"), 2 * time.Minute},
		"a date":       {says(429, "", "", "Retry-After", "Mon, 02 Mar 2026 12:05:00 GMT"), 5 * time.Minute},
		"nothing":      {says(429, "", ""), 30 * time.Second},
		"body first":   {says(429, wire.ProblemType, `{"code":"code.too-soon","until":"2026-03-02T12:01:00Z"}`, "Retry-After", "9"), time.Minute},
		"plan's clock": {says(429, wire.ProblemType, `{"code":"code.too-soon","server_time":"2026-03-02T13:00:00Z"}`, "Retry-After", "60"), time.Hour + time.Minute},
	} {
		p, _ := open(t, clock.At(noon), c.answer)
		if _, err := submit(t, p); problem.Of(err).Until.Sub(noon) != c.want {
			t.Errorf("%s: %v", name, problem.Of(err).Until.Sub(noon))
		}
	}
}

func TestOnlyThePlansAddressesAreGoneTo(t *testing.T) {
	for address, kept := range map[string]bool{
		"https://plan.example.org/help": true, "https://help.example.org/": true, "https://evil.example.org/": false,
		"http://plan.example.org/": false, "javascript:alert(1)": false, "https://plan.example.org@evil.example.org/": false,
	} {
		p, _ := open(t, clock.At(noon), says(403, wire.ProblemType, `{"code":"portal.other-login","url":"`+address+`"}`))
		if _, err := submit(t, p); (problem.Of(err).Facts.URL != "") != kept {
			t.Errorf("%s: %q", address, problem.Of(err).Facts.URL)
		}
	}
}

func TestAReferenceIsPrintable(t *testing.T) {
	for _, id := range []string{strings.Repeat("x", 65), "a b", "ü"} {
		p, _ := open(t, clock.At(noon), says(500, "", "", "Request-Id", id))
		if _, err := submit(t, p); problem.Of(err).Reference != "" {
			t.Errorf("%q is read out", id)
		}
	}
}

func TestAnAnswerThisAPIHasNoWordsForIsOurFault(t *testing.T) {
	p, _ := open(t, clock.At(noon))
	if _, err := p.Identity.Submit(t.Context(), credentials(), nil); !problem.Is(err, problem.Unexpected) {
		t.Fatal(err)
	}
}
