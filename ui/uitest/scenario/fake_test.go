package scenario_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
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
}

func newDoor(t *testing.T) *door {
	d := &door{}
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
		_, _ = w.Write([]byte(`{"messages":[{"channel":"sms","code":"22"},{"channel":"email","code":"33"},{"channel":"sms","code":"11"}]}`))
	}
}

func (d *door) Driver() string                                { return scenario.InProcess }
func (d *door) Backstage() *scenario.Backstage                { return d.backstage }
func (d *door) Wipe() error                                   { return nil }
func (d *door) Open(uitest.FormFactor) (uitest.Driver, error) { return d, nil }

func (d *door) Outline() (string, error) {
	if d.open {
		return "heading 1 \"Come in\"\n", nil
	}
	tries := ""
	if d.misses > 0 {
		tries = "alert \"Wrong\" (\\\"Two\\\" tries left.)\n"
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
	d.open = d.field == "sesame" || d.field == "22"
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
