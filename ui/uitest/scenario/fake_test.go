package scenario_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/scenario"
)

// door is an app and a plan small enough to see through: a door that opens for "sesame", three tries.
type door struct {
	backstage *scenario.Backstage
	faults    map[string]json.RawMessage
	field     string
	open      bool
	misses    int
	notes     []string // what else is on the page, by the misses
	packets   string   // as the plan gives them
}

func newDoor(t *testing.T) *door {
	d := &door{packets: `{"packets":[{"reference":"TM-1","lines":[{"label":"Name","text":"Ali"},{"label":"Note","text":"Let me in."}]}]}`}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	d.backstage = &scenario.Backstage{Client: server.Client(), Base: server.URL}
	return d
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/mock/reset":
		d.open, d.misses, d.faults = false, 0, nil
	case "/mock/faults":
		d.faults = nil
		_ = json.NewDecoder(r.Body).Decode(&d.faults)
	case "/mock/journal":
		_ = json.NewEncoder(w).Encode(map[string]any{
			"requests": []any{map[string]string{"method": "POST", "path": "/v1/flows"}, map[string]string{"method": "GET", "path": "/.well-known/member-client"}},
			"attempts": map[string]any{"ali": map[string]int{"password": d.misses}},
		})
	case "/mock/outbox":
		_, _ = w.Write([]byte(`{"messages":[{"channel":"sms","code":"22","body":"Your code is 22."},{"channel":"email","code":"33","body":"Or stop it: https://plan.example.org/stop/7?a=1."},{"channel":"sms","code":"11"}]}`))
	case "/mock/packets":
		_, _ = w.Write([]byte(d.packets))
	case "/stop/7":
		d.stop(w, r)
	}
}

// stop is the page of a link: it asks first.
func (d *door) stop(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && r.FormValue("sure") == "yes" {
		_, _ = w.Write([]byte(`<h1>Stopped: ` + r.FormValue("sure") + `</h1>`))
		return
	}
	_, _ = w.Write([]byte(`<h1>Stop  it?</h1><form method="post" action="/stop/7"><input type="hidden" name="sure" value="yes"><button>Stop</button></form>`))
}

func (d *door) Driver() string                                { return scenario.InProcess }
func (d *door) Backstage() *scenario.Backstage                { return d.backstage }
func (d *door) Wipe() error                                   { return nil }
func (d *door) Open(uitest.FormFactor) (uitest.Driver, error) { return d, nil }

func (d *door) Outline() (string, error) {
	if d.open {
		return "heading 1 \"Come in\"\nbutton \"Sign out\"\n", nil
	}
	tries := ""
	if d.misses > 0 {
		tries = "alert \"Wrong\" (\\\"Two\\\" tries left.)\n"
	}
	if d.misses < len(d.notes) {
		tries += d.notes[d.misses]
	}
	return "heading 1 \"Door\"\n" + tries + "textbox \"Word\" [password 6 characters] [focused]\nbutton \"Knock\"\nbutton \"Ring\" [disabled]\nbutton \"Wait 14:30\" [disabled]\ntext \"It is 12:00\"\n", nil
}

func (d *door) Wait(_ context.Context, pleases func(string) bool) (string, error) {
	now, _ := d.Outline()
	if !pleases(now) {
		return now, errors.New("never")
	}
	return now, nil
}

func (d *door) Type(_, text string) error { d.field = text; return nil }

func (d *door) Press(string) error {
	d.open = slices.Contains([]string{"sesame", "22", "https://plan.example.org/stop/7?a=1"}, d.field)
	if !d.open {
		d.misses++
	}
	return nil
}

func (d *door) Check(string, bool) error    { return nil }
func (d *door) Choose(string) error         { return nil }
func (d *door) Key(uitest.Key) error        { return nil }
func (d *door) Screenshot() ([]byte, error) { return nil, nil }
func (d *door) Close() error                { return nil }

// playAt plays lines under a title at a door.
func playAt(t *testing.T, d *door, lines ...string) (scenario.Tally, error) {
	t.Helper()
	s, err := scenario.Parse("E99.txt", "E99 A door\n"+strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return scenario.Play(t.Context(), s, scenario.Run{Stage: d, Form: uitest.Desktop, Within: time.Second, Clock: func() time.Time { return time.Time{} }})
}
