package mockplan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest"
)

// guarded is a door before the first proof: how to get to it, and what is done there under a name.
type guarded struct {
	name string
	// to brings a conversation before the door; the rest is what is looked at.
	to  func(d *door, name string) string
	ask func(d *door, name string) string
}

// guardedDoors are all that can be reached by who has proved nothing.
func guardedDoors() []guarded {
	doors := []guarded{{"sign-in", func(d *door, _ string) string { return d.rawFlow("sign-in") }, func(_ *door, name string) string {
		return fmt.Sprintf(`{"step":1,"type":"credentials.submit","name":%q,"password":"wrong"}`, name)
	}}}
	for _, purpose := range []string{"recover-password", "find-username", "unlock", "check-status", "replace-authenticator"} {
		doors = append(doors, guarded{purpose, func(d *door, _ string) string { return d.rawFlow(purpose) },
			func(_ *door, name string) string { return identifies(name) }})
	}
	for _, route := range []string{"email", "sms", "recovery-code", "totp", "push", "identity", "letter"} {
		doors = append(doors, guarded{"recovery asks by " + route, func(d *door, name string) string {
			return d.rawFlow("recover-password", identifies(name))
		}, func(*door, string) string { return picks(route) }})
	}
	for route, wrong := range map[string]string{"email": `"code.submit","code":"000000"`, "totp": `"code.submit","code":"000000"`,
		"sms": `"code.submit","code":"000000"`, "letter": `"code.submit","code":"00000000"`,
		"recovery-code": `"recovery-code.submit","code":"VEST-0000-0000-0000"`} {
		doors = append(doors, guarded{"wrong by " + route, func(d *door, name string) string {
			return d.rawFlow("recover-password", identifies(name), picks(route))
		}, func(*door, string) string { return `{"step":3,"type":` + wrong + `}` }})
	}
	doors = append(doors, guarded{"wrong by identity", func(d *door, name string) string {
		return d.rawFlow("recover-password", identifies(name), picks("identity"))
	}, func(d *door, name string) string { return d.wrongCard(3, name) }})
	for _, purpose := range []string{"register", "reactivate"} {
		doors = append(doors, guarded{purpose, func(d *door, _ string) string { return d.rawFlow(purpose) },
			func(d *door, name string) string { return d.wrongCard(1, name) }})
	}
	return doors
}

// wrongCard types a card's number with what is not on it: the member's, or one that nobody has.
func (d *door) wrongCard(step int, name string) string {
	number := "TM-4400-9" + fmt.Sprintf("%03d", 7*len(name)+int(name[0]))
	if m := d.plan.names[name]; m != nil {
		number = m.MemberNumber
	}
	return fmt.Sprintf(`{"step":%d,"type":"prove-identity.submit","values":[{"name":"member-number","value":%q},`+
		`{"name":"group","value":"TM-GROUP-40"},{"name":"family-name","value":"Wrong"},{"name":"birth-date","value":"1970-01-01"}]}`, step, number)
}

func identifies(name string) string {
	return fmt.Sprintf(`{"step":1,"type":"identify.submit","names":[%q]}`, name)
}
func picks(route string) string {
	return fmt.Sprintf(`{"step":2,"type":"choose.pick","authenticator":%q}`, route)
}

// rawFlow opens a conversation, gives answers, and tells its id; nothing is held to the contract, which costs more than
// what is measured.
func (d *door) rawFlow(purpose string, answers ...string) string {
	var begun struct{ Flow string }
	w, _ := d.raw("POST", "/v1/flows", `{"purpose":"`+purpose+`"}`)
	if json.Unmarshal(w.Body.Bytes(), &begun) != nil || begun.Flow == "" {
		d.t.Fatalf("%s answered %d %s", purpose, w.Code, w.Body)
	}
	for _, a := range answers { // may be refused, where names are locked
		d.raw("POST", "/v1/flows/"+begun.Flow, a)
	}
	return begun.Flow
}

// raw sends a request and tells how long the plan alone was at it.
func (d *door) raw(method, path, body string) (*httptest.ResponseRecorder, time.Duration) {
	r := httptest.NewRequest(method, "http://tallowmere.example.org"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	start := time.Now()
	d.plan.ServeHTTP(w, r)
	return w, time.Since(start)
}

// strangers are names that nobody has, each as long as the member's beside it.
var strangers = map[string]string{"anna": "anno", "lucas": "lukas", "mina": "nina", "ingrid": "astrid", "dmitri": "dimitr", "helen": "ellen",
	"nadia": "nadja", "grace": "tracy", "edith": "judit", "tomas": "jonas"}

// TestNamesAreToldApartByNothing holds words and shape at every door to those of a name that nobody has.
func TestNamesAreToldApartByNothing(t *testing.T) { // AT-001, AT-004
	for _, g := range guardedDoors() {
		for name, stranger := range strangers {
			if g.name == "sign-in" && name == "lucas" { // locked before: four rounds lock every name, the same way
				continue
			}
			if known, unknown := open(t).through(g, name), open(t).through(g, stranger); known != unknown {
				t.Fatalf("%s: %s and %s are told apart:\n%s\n%s", g.name, name, stranger, known, unknown)
			}
		}
	}
}

// through goes through a door three times and gives what is left of the answers without ids.
func (d *door) through(g guarded, name string) string {
	var said []string
	for range 4 { // one more than locks
		s := step{d, reply{t: d.t}}
		w, _ := d.raw("POST", "/v1/flows/"+g.to(d, name), g.ask(d, name))
		s.status, s.header = w.Code, w.Header()
		if err := json.Unmarshal(w.Body.Bytes(), &s.body); err != nil {
			d.t.Fatal(err)
		}
		if push, ok := s.now()["push"].(map[string]any); ok {
			push["number"] = "" // by chance
		}
		said = append(said, faceless(d.t, s))
		d.clock.Advance(31 * time.Second)
	}
	return strings.Join(said, "\n")
}

// samples is how often each side of a door is measured; tolerated is how far a threshold may tell them apart.
const (
	samples   = 2000
	tolerated = 0.05
)

// TestEnumeration measures how well the time of an answer tells names that somebody has from names that nobody has: the
// area under the curve of all thresholds is 0.5 where it does not at all. A door fails that is beyond the bound three times
// in a row: by chance alone that is five standard deviations, each time.
func TestEnumeration(t *testing.T) { // AT-001
	uitest.Lane(t, "doors", nil) // half a minute that wants the machine for itself
	for _, g := range guardedDoors() {
		t.Run(g.name, func(t *testing.T) {
			var got []float64
			for range 3 {
				auc := measured(open(t), g)
				if got = append(got, auc); math.Abs(auc-0.5) <= tolerated {
					t.Logf("AUC %.3f", got)
					return
				}
			}
			t.Errorf("a threshold tells known names from unknown ones: AUC %.3f", got)
		})
	}
}

// measured goes through a door in random order of known and unknown names. Sixteen minutes lie between, so that every
// sample finds the plan as the one before did: no lock, no conversation.
func measured(d *door, g guarded) float64 {
	known, unknown := []float64{}, []float64{}
	names := make([]string, 0, len(strangers))
	for name := range strangers {
		names = append(names, name)
	}
	slices.Sort(names)
	for len(known) < samples || len(unknown) < samples {
		name := names[rand.IntN(len(names))]
		into := &known
		if rand.IntN(2) == 0 {
			name, into = strangers[name], &unknown
		}
		flow := g.to(d, name)
		w, took := d.raw("POST", "/v1/flows/"+flow, g.ask(d, name))
		if w.Code == http.StatusConflict {
			d.t.Fatalf("%s is not where it should be: %d %s", g.name, w.Code, w.Body)
		}
		*into = append(*into, float64(took))
		d.clock.Advance(16 * time.Minute)
	}
	return areaUnderCurve(known, unknown)
}

// areaUnderCurve is the chance that one of a is greater than one of b, ties half (Mann and Whitney).
func areaUnderCurve(a, b []float64) float64 {
	type sample struct {
		took float64
		ofA  bool
	}
	var all []sample
	for _, v := range a {
		all = append(all, sample{v, true})
	}
	for _, v := range b {
		all = append(all, sample{v, false})
	}
	slices.SortFunc(all, func(x, y sample) int { return cmp.Compare(x.took, y.took) })
	ranks := 0.0
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].took == all[i].took {
			j++
		}
		for k := i; k < j; k++ {
			if all[k].ofA {
				ranks += float64(i+j+1) / 2
			}
		}
		i = j
	}
	n, m := float64(len(a)), float64(len(b))
	return (ranks - n*(n+1)/2) / (n * m)
}

func TestAreaUnderCurve(t *testing.T) {
	for _, c := range []struct {
		a, b []float64
		want float64
	}{{[]float64{1, 2, 3}, []float64{1, 2, 3}, 0.5}, {[]float64{4, 5}, []float64{1, 2}, 1}, {[]float64{1, 2}, []float64{4, 5}, 0},
		{[]float64{1, 3}, []float64{2, 2}, 0.5}, {[]float64{2, 3}, []float64{1, 3}, 0.625}} {
		if got := areaUnderCurve(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v over %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
