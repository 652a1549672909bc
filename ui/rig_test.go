package ui_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui"
	"vestibule/ui/look"
	"vestibule/ui/uitest"
	"vestibule/ui/wizard"
)

// noon is when every test of the ui begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// rig is the whole program in process: the mock plan, the client, the ui, with time and the UI thread driven by hand.
type rig struct {
	*uitest.Inprocess
	t      *testing.T
	mock   *mockplan.Plan
	clock  *clock.Manual
	memory *memory
	opened []string
}

// memory keeps in a map.
type memory struct {
	kept map[plan.Key]vault.Remembered
	why  error
}

func (m *memory) Recall(_ context.Context, key plan.Key) (vault.Remembered, error) { return m.kept[key], m.why }

func (m *memory) Remember(_ context.Context, key plan.Key, what vault.Remembered) error {
	m.kept[key] = what
	return m.why
}

func newRig(t *testing.T, form uitest.FormFactor) *rig {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light, 1))
	r := &rig{t: t, clock: clock.At(noon), memory: &memory{kept: map[plan.Key]vault.Remembered{}}}
	mock, err := mockplan.New(mockplan.Config{Clock: r.clock, Chance: rand.NewChaCha8([32]byte{7})})
	if err != nil {
		t.Fatal(err)
	}
	r.mock = mock
	w := test.NewTempWindow(t, nil)
	w.Resize(form.Size())
	r.Inprocess = &uitest.Inprocess{Window: w, Queue: new(uitest.Queue)}
	u := ui.New(r.config(w, form))
	r.Stop = u.Close
	u.Start()
	return r
}

func (r *rig) config(w fyne.Window, form uitest.FormFactor) ui.Config {
	words, _ := assets.Load("en")
	c := ui.Config{
		Window: w, Words: words, Finder: client.Finder{Clock: r.clock, Bundled: r.mock}, Memory: r.memory, Device: r.clock,
		Post: r.Queue.Post, Version: "0.1.0", Platform: "linux", Form: wizard.Desktop,
		Open: func(address string) error { r.opened = append(r.opened, address); return nil },
	}
	if form == uitest.Phone {
		c.Form = wizard.Phone
	}
	return c
}

// see waits until all texts are on screen, and gives the outline.
func (r *rig) see(texts ...string) string {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	out, err := r.Wait(ctx, uitest.Shows(texts...))
	if err != nil {
		r.t.Fatal(texts, err)
	}
	return out
}

// must fails the test on an action that was missed.
func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// picture saves what is on screen, to be looked at.
func (r *rig) picture(name string) {
	r.t.Helper()
	shot, err := r.Screenshot()
	r.must(err)
	dir := filepath.Join("..", "build", "pictures")
	r.must(os.MkdirAll(dir, 0o755))
	r.must(os.WriteFile(filepath.Join(dir, name+".png"), bytes.Clone(shot), 0o644))
}
