package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
	"vestibule/client/rest"
	"vestibule/client/rest/wire"
)

// porch is a door on no device: how often it was opened, and which are open.
type porch struct {
	opened int
	open   map[string]bool
	why    error
}

func (p *porch) Open(context.Context, ...int) (string, func(), error) {
	if p.why != nil {
		return "", nil, p.why
	}
	p.opened++
	at := fmt.Sprintf("http://127.0.0.1:%d/callback", 49151+p.opened)
	p.open[at] = true
	return at, func() { delete(p.open, at) }, nil
}

// behind opens a plan with a door.
func behind(t *testing.T, door *porch, answers ...http.HandlerFunc) (*plan.Plan, *server) {
	t.Helper()
	s := &server{t: t, answers: answers}
	origin, _ := url.Parse("https://plan.example.org")
	c := rest.Config{Origin: origin, Transport: client.InProcess{Handler: s}, Clock: clock.At(noon)}
	if door != nil {
		c.Door = door
	}
	p, err := rest.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return p, s
}

func providing() plan.Step {
	return plan.Credentials{Head: head(1), Identifiers: []plan.Identifier{plan.Username}, Providers: []plan.Provider{{ID: "b", Name: "B"}}}
}

func gone() plan.Step {
	return plan.OpenBrowser{Head: head(2), URL: "https://id.example.org/authorize", State: text("s"), Redirect: "http://127.0.0.1:49152/callback"}
}

// TestADoorIsOpenWhileTheMemberIsAway: no longer, and no earlier one beside it.
func TestADoorIsOpenWhileTheMemberIsAway(t *testing.T) {
	refused := func(at plan.Step) http.HandlerFunc {
		w := wire.FromStep(at, noon)
		return says(422, wire.ProblemType, jsonOf(t, wire.FromProblem(problem.New(problem.ProviderCancelled), &w, noon)))
	}
	for name, over := range map[string]func(*plan.Plan) error{
		"answered": func(p *plan.Plan) error {
			_, err := p.Identity.Submit(t.Context(), gone(), plan.Arrived{Address: text("x")})
			return err
		},
		"polled":    func(p *plan.Plan) error { _, err := p.Identity.Poll(t.Context(), gone()); return err },
		"abandoned": func(p *plan.Plan) error { return p.Identity.Abandon(t.Context(), gone()) },
	} {
		door := &porch{open: map[string]bool{}}
		last := refused(providing())
		if name == "abandoned" {
			last = says(204, "", "")
		}
		p, s := behind(t, door, step(t, gone()), step(t, gone()), last)
		for range 2 {
			if _, err := p.Identity.Submit(t.Context(), providing(), plan.ByProvider{ID: "b", Shared: true}); err != nil {
				t.Fatal(name, err)
			}
		}
		if len(door.open) != 1 || !door.open["http://127.0.0.1:49153/callback"] {
			t.Error(name, "open are", door.open)
		}
		if want := `{"step":1,"type":"credentials.provider","provider":"b","redirect":"http://127.0.0.1:49153/callback","shared":true}`; s.seen[1].Body != want {
			t.Error(name, s.seen[1].Body)
		}
		if err := over(p); err != nil && !problem.Is(err, problem.ProviderCancelled) {
			t.Error(name, err)
		}
		if len(door.open) != 0 {
			t.Error(name, "still open:", door.open)
		}
	}
}

// TestWithoutADoorNobodyIsOffered: and where none can be opened, it is said.
func TestWithoutADoorNobodyIsOffered(t *testing.T) {
	p, _ := behind(t, nil, step(t, providing()))
	got, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	if c, ok := got.(plan.Credentials); !ok || err != nil || c.Providers != nil {
		t.Error(got, err)
	}
	if _, err := p.Identity.Submit(t.Context(), providing(), plan.ByProvider{ID: "b"}); !problem.Is(err, problem.Unexpected) {
		t.Error(err)
	}
	p, _ = behind(t, &porch{why: errors.New("no port")}, step(t, providing()))
	got, err = p.Identity.Begin(t.Context(), plan.SignIn, nil)
	if c, ok := got.(plan.Credentials); !ok || err != nil || len(c.Providers) != 1 {
		t.Error(got, err)
	}
	if _, err := p.Identity.Submit(t.Context(), providing(), plan.ByProvider{ID: "b"}); !problem.Is(err, problem.BrowserNotOpened) || !strings.Contains(err.Error(), "no port") {
		t.Error(err)
	}
}
