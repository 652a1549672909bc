package fhir_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/fhir"
	"vestibule/client/reach"
)

var update = flag.Bool("update", false, "write what is read as what should be")

const base = "https://fhir.example.org/r4"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// server answers paths, with their queries, with bodies; each is a status and what follows it.
type server struct {
	answers map[string]string
	asked   []string
}

func (s *server) RoundTrip(q *http.Request) (*http.Response, error) {
	s.asked = append(s.asked, q.URL.String()+" "+q.Header.Get("Authorization"))
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/fhir+json")
	answer, known := s.answers[q.URL.RequestURI()]
	if !known {
		answer, known = s.answers[q.URL.Path]
	}
	status, body, ok := strings.Cut(answer, " ")
	switch {
	case !known:
		w.WriteHeader(http.StatusNotFound)
	case !ok:
		return nil, errors.New("reset")
	default:
		var code int
		if _, err := fmt.Sscan(status, &code); err != nil {
			return nil, err
		}
		w.WriteHeader(code)
		_, _ = w.WriteString(body)
	}
	res := w.Result()
	res.Request = q
	return res, nil
}

func open(s *server) *fhir.Records {
	device := clock.At(noon)
	at, _ := url.Parse(base)
	return fhir.New(fhir.Config{
		Base: at, HTTP: reach.Line{Transport: s, Clock: device, Plan: clock.ForPlan(device), Agent: "test"}.Client(),
		Access: func(_ context.Context, as plan.As) (fhir.Access, error) {
			if as.Subject != "anna" {
				return fhir.Access{}, problem.New(problem.NotForMember)
			}
			return fhir.Access{Token: secret.Of([]byte("at-1")), Patient: "p1"}, nil
		},
	})
}

func anna() plan.As { return plan.For(plan.Session{}, "anna") }

func bundle(resources ...string) string {
	return `200 {"resourceType":"Bundle","type":"searchset","entry":[{"resource":` + strings.Join(resources, `},{"resource":`) + `}]}`
}

// TestEachKindIsRead: one file of resources a kind, and what becomes of them.
func TestEachKindIsRead(t *testing.T) {
	for kind, path := range map[plan.RecordKind]string{
		plan.Results: "Observation", plan.Appointments: "Appointment", plan.Messages: "Communication", plan.Prescriptions: "MedicationRequest",
	} {
		t.Run(path, func(t *testing.T) {
			raw, err := os.ReadFile("testdata/" + path + ".json")
			if err != nil {
				t.Fatal(err)
			}
			list, err := open(&server{answers: map[string]string{"/r4/" + path: "200 " + string(raw)}}).List(t.Context(), anna(), kind)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, r := range list {
				when := "-"
				if !r.When.IsZero() {
					when = r.When.UTC().Format("2006-01-02 15:04")
				}
				fmt.Fprintf(&got, "%s | %s | %s | %s | %s\n", r.ID, when, r.Title, r.From, r.Detail)
			}
			golden(t, "testdata/"+path+".golden", got.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || string(want) != got {
		t.Errorf("%v\n%s", err, got)
	}
}

func observation(id string) string {
	return `{"resourceType":"Observation","id":"` + id + `","status":"final","code":{"text":"Test ` + id + `"}}`
}

func TestPagesAreFollowed(t *testing.T) {
	s := &server{answers: map[string]string{"/r4/Observation?patient=p1&_count=100&_sort=-date": strings.Replace(bundle(observation("1")), `"entry"`, `"link":[{"relation":"self","url":"x"},{"relation":"next","url":"`+base+`?page=2"}],"entry"`, 1)}}
	for page := 2; page < 30; page++ {
		s.answers[fmt.Sprintf("/r4?page=%d", page)] = strings.Replace(bundle(observation(fmt.Sprint(page))), `"entry"`, fmt.Sprintf(`"link":[{"relation":"next","url":"?page=%d"}],"entry"`, page+1), 1)
		s.answers[fmt.Sprintf("/r4/?page=%d", page)] = s.answers[fmt.Sprintf("/r4?page=%d", page)]
	}
	list, err := open(s).List(t.Context(), anna(), plan.Results)
	if err != nil || len(list) != 10 {
		t.Fatal(len(list), err)
	}
	if !slices.Contains(s.asked, base+"?page=2 Bearer at-1") || s.asked[0] != base+"/metadata?_format=json " {
		t.Error(s.asked)
	}
}

func TestPagesInACircleEnd(t *testing.T) {
	s := &server{answers: map[string]string{"/r4/Observation": strings.Replace(bundle(observation("1")), `"entry"`, `"link":[{"relation":"next","url":"Observation?a"}],"entry"`, 1)}}
	if list, err := open(s).List(t.Context(), anna(), plan.Results); err != nil || len(list) != 2 || len(s.asked) != 3 {
		t.Error(list, err, s.asked)
	}
}

func TestAServerThatTakesNoOrder(t *testing.T) {
	s := &server{answers: map[string]string{
		"/r4/Observation?patient=p1&_count=100&_sort=-date":         `400 {"resourceType":"OperationOutcome","issue":[{"code":"invalid"}]}`,
		"/r4/Observation?patient=p1&_count=100":                     "400 {}",
		"/r4/Observation?patient=p1&_count=100&category=laboratory": bundle(observation("1")),
	}}
	if list, err := open(s).List(t.Context(), anna(), plan.Results); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}

func TestWhatAServerHas(t *testing.T) {
	s := &server{answers: map[string]string{
		"/r4/metadata":    `200 {"resourceType":"CapabilityStatement","rest":[{"mode":"server","resource":[{"type":"Observation"}]},{"mode":"client","resource":[{"type":"Appointment"}]}]}`,
		"/r4/Observation": bundle(observation("1")), "/r4/Appointment": bundle(observation("1")),
	}}
	r := open(s)
	for range 2 {
		if list, err := r.List(t.Context(), anna(), plan.Results); err != nil || len(list) != 1 {
			t.Error(list, err)
		}
	}
	if _, err := r.List(t.Context(), anna(), plan.Appointments); !problem.Is(err, problem.NotForMember) || len(s.asked) != 3 {
		t.Error(err, s.asked)
	}
	if _, err := r.List(t.Context(), plan.For(plan.Session{}, "oscar"), plan.Results); !problem.Is(err, problem.NotForMember) || len(s.asked) != 3 {
		t.Error("somebody else's:", err)
	}
	if _, err := r.List(t.Context(), anna(), "secrets"); !problem.Is(err, problem.NotForMember) {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	outcome := func(code string) string {
		return ` {"resourceType":"OperationOutcome","issue":[{"code":"` + code + `","diagnostics":"canary"}]}`
	}
	for answer, want := range map[string]problem.Code{
		"401 {}": problem.NotForMember, "403 {}": problem.NotForMember, "404 {}": problem.NotForMember, "410 {}": problem.NotForMember, "422 {}": problem.Malformed,
		"429 {}": problem.TooBusy, "500 {}": problem.ServerError, "503 {}": problem.ServerError, "302 x": problem.Malformed,
		"422" + outcome("throttled"): problem.TooBusy, "404" + outcome("transient"): problem.ServerError, "422" + outcome("forbidden"): problem.NotForMember,
		"200 oops": problem.Malformed, "200 {}": problem.Malformed, "200 " + `{"resourceType":"Patient"}`: problem.Malformed, "cut": problem.NetDropped,
		"200 " + strings.Repeat(" ", 2<<20): problem.TooLarge,
	} {
		_, err := open(&server{answers: map[string]string{"/r4/Observation": answer}}).List(t.Context(), anna(), plan.Results)
		if !problem.Is(err, want) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%.40s is %v, want %s", answer, err, want)
		}
	}
}

// FuzzBundle: whatever a server sends, a list is made of it or a problem, and nothing that was entered in error is in it.
func FuzzBundle(f *testing.F) {
	for _, path := range []string{"Observation", "Appointment", "Communication", "MedicationRequest"} {
		raw, err := os.ReadFile("testdata/" + path + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Fuzz(func(t *testing.T, body string) {
		s := &server{answers: map[string]string{}}
		for _, path := range []string{"Observation", "Appointment", "Communication", "MedicationRequest", "metadata"} {
			s.answers["/r4/"+path] = "200 " + body
		}
		r := open(s)
		for _, kind := range plan.RecordKinds() {
			list, err := r.List(t.Context(), anna(), kind)
			if err != nil && problem.Of(err).Code == problem.Unexpected {
				t.Fatal(err)
			}
			for _, record := range list {
				if record.Title == "" || strings.ContainsAny(record.Title+record.Detail+record.From, "\x00\u202e\n") {
					t.Fatalf("%+v", record)
				}
			}
		}
		for _, asked := range s.asked {
			if !strings.HasPrefix(asked, base+"/") && !strings.HasPrefix(asked, base+"?") && !strings.HasPrefix(asked, base+" ") {
				t.Fatal(asked)
			}
		}
	})
}
