package mockplan

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/client/rest/wire"
)

func TestJournalCountsRequestsAndTries(t *testing.T) {
	d := open(t)
	d.begin().name("anna", "wrong").name("nobody", "wrong")
	d.known("anna").typed("000000")
	j := d.ask("GET", "/mock/journal", "")
	attempts := j.body["attempts"].(map[string]any)
	anna, nobody := attempts["anna"].(map[string]any), attempts[unknownMember].(map[string]any)
	if anna["password"] != 1.0 || anna["mfa"] != 1.0 || anna["sends"] != 1.0 || nobody["password"] != 1.0 {
		t.Errorf("the tries are %v", attempts)
	}
	if list := j.list("requests"); len(list) != 6 || list[1]["path"] != "/v1/flows/{id}" || list[1]["status"] != 422.0 || list[1]["request_id"] == "" {
		t.Errorf("the requests are %v", list)
	}
	d.ask("POST", "/mock/reset", "{}")
	if j = d.ask("GET", "/mock/journal", ""); len(j.list("requests")) != 0 || len(j.body["attempts"].(map[string]any)) != 0 {
		t.Errorf("after the reset: %v", j.body)
	}
}

func TestPasswordAndAppCodeTakeThreeRequests(t *testing.T) {
	d := open(t)
	d.known("tomas").typed(d.totp("tomas", 0)).is("done")
	if list := d.ask("GET", "/mock/journal", "").list("requests"); len(list) != 3 {
		t.Errorf("%d requests: %v", len(list), list)
	}
}

func TestClockIsMoved(t *testing.T) {
	d := open(t)
	if r := d.ask("POST", "/mock/clock", `{"advance":"15m"}`); r.body["server_time"] != opening.Add(15*time.Minute).Format(time.RFC3339) {
		t.Errorf("answered %v", r.body)
	}
	if date := d.begin().header.Get("Date"); date != "Mon, 02 Mar 2026 09:15:00 GMT" {
		t.Errorf("the Date is %s", date)
	}
	for _, body := range []string{`{"advance":"soon"}`, `{"back":"1h"}`, ``} {
		if r := d.ask("POST", "/mock/clock", body); r.status != 422 {
			t.Errorf("%s answered %d", body, r.status)
		}
	}
}

func TestPushIsRefusedWhereNothingWaits(t *testing.T) {
	d := open(t)
	for _, body := range []string{`{"member":"priya","number":"12"}`, `{"member":"priya","deny":true}`, `{"member":"nobody"}`, `{"x":1}`} {
		if r := d.ask("POST", "/mock/push", body); r.status != 422 {
			t.Errorf("%s answered %d", body, r.status)
		}
	}
}

func TestBrowserOnThisDeviceMayAsk(t *testing.T) {
	d := open(t)
	for origin, allowed := range map[string]bool{"http://localhost:8080": true, "http://127.0.0.1:9": true, "http://[::1]:80": true,
		"https://example.org": false, "http://localhost.example.org": false, "null": false, "": false} {
		r := d.ask("OPTIONS", "/v1/flows", "", "Origin", origin, "Access-Control-Request-Method", "POST")
		if got := r.header.Get("Access-Control-Allow-Origin") == origin && origin != ""; got != allowed || r.status != 204 {
			t.Errorf("%q: allowed %v, status %d", origin, got, r.status)
		}
		exposed := d.ask("GET", "/v1/status", "", "Origin", origin).header.Get("Access-Control-Expose-Headers")
		if (exposed == "Date, Retry-After, Request-Id") != allowed {
			t.Errorf("%q: exposes %q", origin, exposed)
		}
	}
}

func TestPageShowsWhatAPersonNeeds(t *testing.T) {
	d := open(t)
	d.known("anna")
	d.known("priya").pick("push")
	d.turn(`{"code.wrong":{"member":"grace"}}`)
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, httptest.NewRequest("GET", "/mock/", nil))
	text := w.Body.String()
	for _, want := range []string{d.sent("anna"), "Harbor-Light-7", "Approve as priya", "svc.too_large", `lang="en"`, "<h1>", `role="status"`,
		"The plain case", "田中 幸子", "VEST-"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || strings.Count(text, "<td>on</td>") != 1 {
		t.Errorf("the page: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
}

func TestDescriptionIsServed(t *testing.T) {
	d := open(t)
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, httptest.NewRequest("GET", "/openapi.yaml", nil))
	if w.Code != 200 || !strings.HasPrefix(w.Body.String(), "openapi: 3.1") {
		t.Errorf("answered %d", w.Code)
	}
}

func TestDocumentIsOneThatTheAppBelieves(t *testing.T) {
	for _, policy := range Policies() {
		d := open(t)
		d.rules(`"` + policy + `"`)
		d.document()
		w := wire.FromDocument(d.plan.document())
		w.Base = "/v1"
		if _, err := w.Document(); err != nil {
			t.Errorf("%s: %v", policy, err)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	d := open(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				s := d.begin().name("anna", "wrong")
				s.poll()
				d.ask("GET", "/mock/outbox", "")
				d.ask("GET", "/mock/journal", "")
				d.ask("PUT", "/mock/faults", `{"clock.skew":{"seconds":5}}`)
			}
		})
	}
	all.Wait()
	if spent := d.spent("anna").Password; spent != 3 {
		t.Errorf("%d tries were counted before the lock, want 3", spent)
	}
}

func TestUnknownPolicyIsAnError(t *testing.T) {
	d := open(t)
	if _, err := New(Config{Clock: d.clock, Chance: nil, Policy: "harsh"}); err == nil {
		t.Error("an unknown policy was taken")
	}
}

// TestNobodyElsesPageReachesTheBackstage, not even with a request that a form could send and a browser does not ask about.
func TestNobodyElsesPageReachesTheBackstage(t *testing.T) {
	d := open(t)
	for origin, status := range map[string]int{
		"https://news.example.com": 403, "null": 403, "http://localhost.example.com": 403, "": 200,
		"http://tallowmere.example.org": 200, "http://localhost:8080": 200,
	} {
		d.begin()
		r := d.ask("POST", "/mock/reset", "{}", "Origin", origin)
		if left := len(d.plan.flows); r.status != status || (left == 0) != (status == 200) {
			t.Errorf("%q answered %d, %d conversations left", origin, r.status, left)
		}
		d.ask("POST", "/mock/reset", "{}")
	}
}
