package scenario_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/client/qr"
	"vestibule/ui"
	"vestibule/ui/look"
	"vestibule/ui/uitest"
	"vestibule/ui/uitest/scenario"
)

// inprocess is the stage in this process: the mock plan behind a handler, Fyne's test driver, and a clock moved by hand.
type inprocess struct {
	t    *testing.T
	time *clock.Manual // true time
	plan *traffic      // goes by true time
	// second is another plan on the network; nil: there is none, and the app opens the bundled one.
	second http.Handler
	*gadget
	gadgets   map[string]*gadget        // every device, by its name
	made      func(*ui.UI, fyne.Window) // told of every app before it starts; nil: nobody is
	backstage *scenario.Backstage
}

func newInprocess(t *testing.T) *inprocess {
	s := &inprocess{t: t, time: clock.At(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))}
	mock, err := mockplan.New(mockplan.Config{Clock: s.time, Chance: rand.Reader, Pages: "https://tallowmere.example.org", KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	s.plan = &traffic{to: mock}
	s.backstage = &scenario.Backstage{Client: &http.Client{Transport: client.InProcess{Handler: mock}}, Base: "http://localhost"}
	return s
}

func (s *inprocess) Driver() string                 { return scenario.InProcess }
func (s *inprocess) Backstage() *scenario.Backstage { return s.backstage }

// Wipe makes the device as new.
func (s *inprocess) Wipe() error {
	s.gadgets = map[string]*gadget{}
	return s.Device("")
}

// Settle runs the app until nothing is on its way to it.
func (s *inprocess) Settle() { s.plan.settle(s.queue, time.Second) }

// Open starts the app as main does, on the test driver.
func (s *inprocess) Open(form uitest.FormFactor) (uitest.Driver, error) {
	words, _ := assets.Load("en")
	window := uitest.Window(s.t, form, look.New(look.Light, 1), nil)
	s.queue = &uitest.Queue{}
	s.plan.wakes(s.queue)
	app := ui.New(ui.Config{
		Window: window, Words: words, Device: s.device, Post: s.queue.Post, Memory: s.shelf,
		Finder: s.finder(), Plans: s.plans(),
		Open: s.surf, Arrivals: s.arrivals.Listen,
		Files: &s.files, Pictures: qr.Reader{}, KDF: client.Deriver(), Chance: client.Chance(),
		Version: "0.1.0", Platform: s.platform, Zone: time.UTC,
	})
	if s.made != nil {
		s.made(app, window)
	}
	app.Start()
	s.toolkit, s.close = fyne.CurrentApp(), app.Close
	return &hands{Inprocess: &uitest.Inprocess{Window: window, Queue: s.queue, Stop: app.Close}, maps: s.keyboard}, nil
}

// Advance lets time pass for device and plan alike. What is on its way comes first, and what the leap sets going comes
// before anything else is done: an answer must not take the length of a leap.
func (s *inprocess) Advance(by time.Duration) error {
	s.calm()
	s.time.Advance(by)
	s.calm()
	return nil
}

// calm is settled, and longer about it where a conversation has asked something that has not come to the line yet, or has its
// answer and has not told of it: on a busy machine that takes its time. What the plan keeps waiting is left waiting.
func (s *inprocess) calm() {
	s.plan.settle(s.queue, 5*time.Second)
	if s.queue == nil {
		return
	}
	looks, deadline := time.NewTicker(time.Millisecond), time.Now().Add(time.Minute)
	defer looks.Stop()
	for s.plan.count(0) == 0 && uitest.AtWork("vestibule/app/flow.") && time.Now().Before(deadline) {
		<-looks.C
		s.queue.Run()
	}
	s.queue.Run()
}

// Skew sets the device's clock wrong.
func (s *inprocess) Skew(ahead time.Duration) error {
	s.device.Reset()
	s.device.Advance(ahead)
	return nil
}

// Kept lists what the device holds.
func (s *inprocess) Kept() ([]string, error) {
	v, err := s.shelf.Open(s.t.Context(), "")
	if err != nil {
		return nil, err
	}
	return held(v), nil
}

// Break gives the keyboard a layout or a phone's habit of curling quotes, or the device an old password, or spoils what it keeps.
func (s *inprocess) Break(knob string, detail json.RawMessage) error {
	var of struct{ Layout, Name, Password string }
	if detail == nil {
		s.keyboard = nil
		return nil
	}
	if err := json.Unmarshal(detail, &of); err != nil {
		return err
	}
	switch {
	case knob == "env.smart_punct":
		s.keyboard = append(s.keyboard, curly)
	case knob == "env.layout" && layouts[of.Layout] != nil:
		s.keyboard = append(s.keyboard, layouts[of.Layout])
	case knob == "store.corrupt":
		return s.spoil(s.t)
	case knob == "env.stale_autofill":
		old := vault.Entry{Name: of.Name, Password: secret.Of([]byte(of.Password))}
		v, err := s.shelf.Open(s.t.Context(), "")
		if err != nil {
			return err
		}
		return errors.Join(v.Remember(client.Bundled, plan.Session{}, old), v.Save(s.t.Context()))
	default:
		return fmt.Errorf("%s %s: %w", knob, detail, scenario.ErrCannot)
	}
	return nil
}

// traffic counts the requests that are on their way.
type traffic struct {
	to    http.Handler
	mu    sync.Mutex
	n     int
	queue *uitest.Queue // woken when one is over
}

func (w *traffic) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.count(1)
	defer w.count(-1)
	w.to.ServeHTTP(rw, r)
}

func (w *traffic) count(by int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n += by
	if by < 0 && w.queue != nil {
		w.queue.Post(func() {})
	}
	return w.n
}

func (w *traffic) wakes(q *uitest.Queue) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queue = q
}

// settle runs the queue until no answer is on its way, for so long at most: the plan may keep one.
func (w *traffic) settle(q *uitest.Queue, most time.Duration) {
	if q == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), most)
	defer stop()
	yield(q)
	_ = q.RunUntil(ctx, func() bool { return w.count(0) == 0 })
	yield(q)
}

// yield lets goroutines that were just started get to where they are counted, and those that have an answer post it.
func yield(q *uitest.Queue) {
	for range 100 {
		runtime.Gosched()
		q.Run()
	}
}

// held lists what a vault holds.
func held(v *vault.Vault) []string {
	var out []string
	if e, ok := v.Lookup(client.Bundled); ok {
		out = append(out, fmt.Sprintf("the name %q, trust %v, a password %v", e.Name, !e.Trust.Empty(), !e.Password.Empty()))
		e.Clear()
	}
	for _, c := range v.Codes() {
		out = append(out, "a code of "+c.Issuer)
	}
	return out
}
