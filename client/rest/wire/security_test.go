package wire_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func fullOverview() plan.Overview {
	return plan.Overview{
		Contacts: []plan.ContactOnFile{{ID: "c1", Kind: plan.ContactEmail, Hint: "d•••@example.org", Confirmed: noon, Bouncing: true},
			{ID: "c2", Kind: plan.ContactPhone, Hint: "•••• 0123"}},
		Authenticators:  []plan.Authenticator{{ID: "a1", Kind: plan.TOTP, Hint: "Phone", Added: noon}},
		Sessions:        []plan.OpenSession{{ID: "s1", Device: "A Mac", Place: "Here", Began: noon, Used: noon, This: true}},
		Devices:         []plan.TrustedDevice{{ID: "d1", Name: "A Mac", Added: noon, LastUsed: noon, Until: noon.Add(time.Hour), This: true}},
		PasswordChanged: noon, MustChange: true,
	}
}

func TestAnAccountAndItsLogTravelUnchanged(t *testing.T) {
	if got, err := over(t, wire.FromOverview(fullOverview(), noon)).Overview(); err != nil || !reflect.DeepEqual(got, fullOverview()) {
		t.Errorf("%v %+v", err, got)
	}
	var log []plan.Event
	for _, what := range append(plan.Events(), "abducted") {
		log = append(log, plan.Event{ID: plan.EventID("e-" + what), What: what, At: noon, Device: "A Mac", Place: "Here", Hint: "d•••"})
	}
	if got, err := over(t, wire.FromActivity(log, noon)).List(); err != nil || !reflect.DeepEqual(got, log) {
		t.Errorf("%v %+v", err, got)
	}
}

func TestKindsWithoutAWordAreLeftOut(t *testing.T) {
	w := wire.FromOverview(fullOverview(), noon)
	w.Contacts[1].Kind, w.Authenticators[0].Kind = "fax", "palm-reader"
	got, err := w.Overview()
	if err != nil || len(got.Contacts) != 1 || len(got.Authenticators) != 0 {
		t.Errorf("%v %+v", err, got)
	}
}

func TestAnAccountBeyondMeasureIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*wire.Security){
		"contacts":       func(w *wire.Security) { w.Contacts = make([]wire.OnFile, 51) },
		"authenticators": func(w *wire.Security) { w.Authenticators = make([]wire.Authenticator, 1001) },
		"sessions":       func(w *wire.Security) { w.Sessions = make([]wire.OpenSession, 1001) },
		"devices":        func(w *wire.Security) { w.Devices = make([]wire.TrustedDevice, 1001) },
	} {
		w := wire.FromOverview(fullOverview(), noon)
		spoil(&w)
		if _, err := w.Overview(); !problem.Is(err, problem.Malformed) || !strings.Contains(err.Error(), "security."+name+" is") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (wire.Activity{Events: make([]wire.Event, 1001)}).List(); !problem.Is(err, problem.Malformed) || !strings.Contains(err.Error(), "activity.events is") {
		t.Error(err)
	}
	long := wire.FromOverview(fullOverview(), noon)
	long.Devices[0].Name = strings.Repeat("é", 500)
	if got, err := long.Overview(); err != nil || len(got.Devices[0].Name) > 200 {
		t.Errorf("%v, a name of %d bytes", err, len(got.Devices[0].Name))
	}
}

func TestAPacketTravelsUnchanged(t *testing.T) {
	lines := []plan.PacketLine{{Label: `La"bel`, Text: "two\nlines\x01"}, {Label: "Left empty"}}
	got, err := wire.ReadPacket(wire.PacketBody(lines))
	if err != nil || !reflect.DeepEqual(got, lines) {
		t.Errorf("%v %+v", err, got)
	}
	worst := []plan.PacketLine{{Label: strings.Repeat("\x01", 99), Text: strings.Repeat("\x01", 999)}, {Label: "a"}}
	if n := testing.AllocsPerRun(20, func() { _ = wire.PacketBody(worst) }); n > 1 {
		t.Errorf("%v allocations: the buffer grew and left a copy", n)
	}
}

func TestAPacketIsHeldToItsBounds(t *testing.T) {
	for body, want := range map[string]string{
		`[]`: "field.refused ", `{}`: "field.missing lines", `{"lines":[{"text":"x"}]}`: "field.missing label",
		`{"lines":[{"label":"` + strings.Repeat("x", 201) + `","text":"x"}]}`:    "field.refused label",
		`{"lines":[{"label":"x","text":"` + strings.Repeat("x", 4001) + `"}]}`:   "field.refused text",
		`{"lines":[` + strings.Repeat(`{"label":"x","text":"x"},`, 200) + `{}]}`: "field.refused lines",
	} {
		lines, err := wire.ReadPacket([]byte(body))
		if p := problem.Of(err); p == nil || lines != nil || string(p.Code)+" "+p.Field != want {
			t.Errorf("%.60s: %v %v, want %s", body, lines, err, want)
		}
	}
	for _, ref := range []string{"", strings.Repeat("R", 201)} {
		if _, err := (wire.PacketTaken{Reference: ref}).Taken(); !problem.Is(err, problem.Malformed) {
			t.Errorf("a reference of %d: %v", len(ref), err)
		}
	}
}
