package wire_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func full(code problem.Code) *problem.Problem {
	p, left := problem.New(code), 2
	p.Field, p.Until, p.From, p.Reference = "password", noon.Add(time.Hour), noon, "R-7"
	p.Facts = problem.Facts{Left: &left, Skew: -90 * time.Second, Feature: "sign-in", Reason: "Work on the roof.", Version: "2.0",
		URL: "https://plan.example.org/help", Rules: []string{"min_len"}, Sent: noon}
	p.Status = wire.HTTPStatus(p.Kind)
	return p
}

func TestEveryProblemTravelsUnchangedWithItsStep(t *testing.T) {
	for _, code := range problem.Codes() {
		step := wire.FromStep(steps()[0], noon)
		body, err := json.Marshal(wire.FromProblem(full(code), &step, noon))
		if err != nil {
			t.Fatal(err)
		}
		var w wire.Problem
		if err := json.Unmarshal(body, &w); err != nil {
			t.Fatal(err)
		}
		if got := w.Problem(w.Status, nil); !reflect.DeepEqual(got, full(code)) {
			t.Errorf("%s came as\n%+v", code, got)
		}
		if s, err := w.Step.Step(); err != nil || !plan.Same(s, steps()[0]) {
			t.Errorf("%s: the step came as %v, %v", code, s, err)
		}
	}
}

func TestAnUnknownCodeIsKeptWhole(t *testing.T) {
	w := wire.Problem{Type: "urn:member-plan:problem:retina.blurred", Reference: "R-9", Detail: "Look again."}
	p := w.Problem(423, nil)
	if p.Code != "retina.blurred" || p.Reference != "R-9" || p.Facts.Reason != "Look again." || p.Kind != problem.Locked {
		t.Fatalf("%+v", p)
	}
}

// line is one row of the corpus of problem details.
type line struct {
	Name, ContentType string
	Status            int
	Body              json.RawMessage
}

func corpus(t *testing.T) map[string]line {
	t.Helper()
	raw, err := os.ReadFile("../../../../shared/data/http/problem-details.jsonl")
	if err != nil {
		t.Skip("the corpus is not here")
	}
	out := map[string]line{}
	for row := range bytes.Lines(raw) {
		var l line
		if err := json.Unmarshal(row, &l); err != nil {
			t.Fatal(err)
		}
		out[l.Name] = l
	}
	return out
}

func TestProblemDetailsOfOthers(t *testing.T) {
	at, _ := url.Parse("https://plan.example.org/v1/flows")
	want := map[string]struct {
		code   problem.Code
		reason string
	}{
		"plain":              {"https://plan.example/problems/mfa-required", "Use your code."},
		"no type":            {problem.Malformed, ""},
		"status lies":        {problem.ServerError, ""},
		"wrong member types": {problem.Malformed, ""},
		"unknown extension":  {problem.TooBusy, ""},
		"markup in detail":   {problem.Malformed, ""},
		"relative type":      {"https://plan.example.org/problems/locked", ""},
	}
	lines := corpus(t)
	for name, w := range want {
		l, ok := lines[name]
		if !ok {
			t.Fatalf("no row %q", name)
		}
		var p wire.Problem
		if err := json.Unmarshal(l.Body, &p); err != nil {
			t.Fatal(name, err)
		}
		got := p.Problem(l.Status, at)
		if got.Code != w.code || got.Facts.Reason != w.reason || got.Status != l.Status {
			t.Errorf("%s: %s %q %d", name, got.Code, got.Facts.Reason, got.Status)
		}
	}
}

func TestASentenceOfThePlanIsCutBetweenCharacters(t *testing.T) {
	p := wire.Problem{Code: "new.one", Detail: strings.Repeat("ü", 1<<19)}.Problem(400, nil)
	if n := len(p.Facts.Reason); n != 200 || strings.Trim(p.Facts.Reason, "ü") != "" {
		t.Fatal(n)
	}
}

// FuzzReading feeds whole answers: nothing panics, and what is refused is refused with a problem.
func FuzzReading(f *testing.F) {
	for _, s := range steps() {
		body, _ := json.Marshal(wire.FromStep(s, noon))
		f.Add(body)
	}
	body, _ := json.Marshal(wire.FromProblem(full(problem.CodeWrong), nil, noon))
	f.Add(body)
	body, _ = json.Marshal(wire.FromApprovals([]plan.Approval{{ID: "a", Asked: noon, Expires: noon.Add(time.Minute), Digits: 2}}, noon))
	f.Add(body)
	body, _ = json.Marshal(onTheWire())
	f.Add(body)
	f.Fuzz(func(t *testing.T, body []byte) {
		var s wire.Step
		if json.Unmarshal(body, &s) == nil {
			if step, err := s.Step(); (step == nil) != (err != nil) || err != nil && problem.Of(err).Code == problem.Unexpected {
				t.Fatal(step, err)
			}
		}
		var p wire.Problem
		if json.Unmarshal(body, &p) == nil && p.Problem(400, nil).Code == "" {
			t.Fatal("a problem without a code")
		}
		var a wire.Approvals
		if json.Unmarshal(body, &a) == nil {
			if _, err := a.List(); err != nil && problem.Of(err).Code == problem.Unexpected {
				t.Fatal(err)
			}
		}
		var d wire.Document
		if json.Unmarshal(body, &d) == nil {
			if _, err := d.Document(); err != nil && problem.Of(err).Code == problem.Unexpected {
				t.Fatal(err)
			}
		}
	})
}
