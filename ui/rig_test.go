package ui_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui"
	"vestibule/ui/look"
	"vestibule/ui/uitest"
	"vestibule/ui/wizard"
)

const second = time.Second

// noon is when every test of the ui begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// rig is the whole program in process: the mock plan, the client, the ui, with time and the UI thread driven by hand.
type rig struct {
	*uitest.Inprocess
	typed  bool // the address was, and no link gave it
	t      testing.TB
	mock   *mockplan.Plan
	clock  *clock.Manual
	memory *memory
	files  files
	// pictures is what QR codes are found in the next picture.
	pictures pictures
	// board is what the member has copied; nil: this device shows it to nobody.
	board    *board
	line     *line
	ui       *ui.UI
	keyboard *shortcuts
	// wall is the device's clock: the rig's, which a sleep moves on. sleep tells of one.
	wall  *clock.Shifted
	sleep func()
	// lockAfter is what the member chose.
	lockAfter time.Duration
	// platform is what the program takes this device for.
	platform string
	// found changes a plan once it was found; nil: it is as it is.
	found func(*plan.Plan)
	// recoveryCode opens the vault, where kept made one.
	recoveryCode string
	// stage is where a test has the plan ask what it says.
	stage stage
	// arrivals brings in what comes from a browser.
	arrivals client.Arrivals
	// leave and back stand for a program that is a page itself; nil: it is not.
	leave func(plan.Left, string) error
	back  func() (plan.Left, secret.Bytes)
	// plans is the member's list of plans; nil: the program opens one. suggested are those that came with it.
	plans     ui.Plans
	suggested []ui.KnownPlan
	// address is the plan's, refuse what opening a browser gives.
	address string
	// invitation is what the program was opened with.
	invitation string
	refuse     error
	opened     []string
}

func newRig(t testing.TB, form uitest.FormFactor, before ...func(*rig)) *rig {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light, 1))
	r := &rig{t: t, address: "https://tallowmere.example.org", platform: "linux", clock: clock.At(noon), memory: &memory{t: t}, files: files{}, board: &board{over: t.Context()}}
	light := mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}
	r.wall = clock.Shift(r.clock, 0)
	mock, err := mockplan.New(mockplan.Config{Clock: r.clock, Chance: rand.NewChaCha8([32]byte{7}), KDF: light})
	if err != nil {
		t.Fatal(err)
	}
	r.mock = mock
	r.line = &line{next: client.InProcess{Handler: mock}}
	for _, do := range before {
		do(r)
	}
	r.memory.restart()
	w := test.NewTempWindow(t, nil)
	w.Resize(form.Size())
	r.Inprocess = &uitest.Inprocess{Window: w, Queue: new(uitest.Queue)}
	r.keyboard = &shortcuts{Window: w}
	r.ui = ui.New(r.config(r.keyboard, form))
	r.Stop = r.ui.Close
	r.ui.Start()
	return r
}

func (r *rig) config(w fyne.Window, form uitest.FormFactor) ui.Config {
	words, _ := assets.Load("en")
	c := ui.Config{
		Window: w, Words: words, Address: r.address, Linked: !r.typed, Invitation: r.invitation, Finder: finding{staged{client.Finder{Clock: r.clock, Transport: r.line}, &r.stage}, r.found}, Memory: r.memory, Files: r.files, Pictures: &r.pictures, KDF: &r.memory.quick, Chance: rand.NewChaCha8([32]byte{9}), Device: r.wall, Zone: time.UTC,
		Display: ui.Display{Mode: look.Light, Scale: 1}, Appear: func(d ui.Display) { fyne.CurrentApp().Settings().SetTheme(look.New(d.Mode, d.Scale)) },
		Post: r.Queue.Post, Version: "0.1.0", Platform: r.platform, Form: wizard.Desktop,
		Sleep: func(slept func()) { r.sleep = slept }, LockIn: func(d time.Duration) { r.lockAfter = d },
		Arrivals: r.arrivals.Listen, Leave: r.leave, Back: r.back,
		Open: func(address string) error { r.opened = append(r.opened, address); return r.refuse },
	}
	if form == uitest.Phone {
		c.Form = wizard.Phone
	}
	c.Plans, c.Suggested = r.plans, r.suggested
	if r.board != nil {
		c.Paste, c.OnPaste = r.board.paste, func(heard func([]byte, error)) { r.board.brings = heard }
	}
	return c
}

// see waits until all texts are on screen, and gives the outline.
func (r *rig) see(texts ...string) string {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
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

// guide is the pictures that the README shows. They are made anew with VESTIBULE_PICTURES=guide.
var guide = []string{"credentials-desktop", "choose-phone", "home-desktop", "code-sms-phone"}

// picture saves what is on screen, to be looked at.
func (r *rig) picture(name string) {
	r.t.Helper()
	shot, err := r.Screenshot()
	r.must(err)
	dir := filepath.Join("..", "build", "pictures")
	r.must(os.MkdirAll(dir, 0o755))
	r.must(os.WriteFile(filepath.Join(dir, name+".png"), bytes.Clone(shot), 0o644))
	if os.Getenv("VESTIBULE_PICTURES") == "guide" && slices.Contains(guide, name) {
		r.must(os.WriteFile(filepath.Join("..", "assets", "guide", name+".png"), shot, 0o644))
	}
}

const (
	nameField = "Username, e-mail, phone or member number"
	passField = "Password"
)

// signIn types a name and a password and presses the button.
func (r *rig) signIn(name, password string) {
	r.t.Helper()
	r.see(`button "Sign in"`)
	r.must(r.Type(nameField, name))
	r.must(r.Type(passField, password))
	r.must(r.Press("Sign in"))
}

// backstage asks the mock plan behind its members' backs.
func (r *rig) backstage(method, path, body string) string {
	r.t.Helper()
	w := httptest.NewRecorder()
	r.mock.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	if w.Code >= 300 {
		r.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w.Body.String()
}

// knob turns faults on.
func (r *rig) knob(faults string) { r.t.Helper(); r.backstage("PUT", "/mock/faults", faults) }

// code gives the newest code that was sent.
func (r *rig) code() string {
	r.t.Helper()
	var box struct {
		Messages []struct{ Code string }
	}
	raw := r.backstage("GET", "/mock/outbox", "")
	if err := json.Unmarshal([]byte(raw), &box); err != nil || len(box.Messages) == 0 {
		r.t.Fatalf("no code in %s: %v", raw, err)
	}
	return box.Messages[0].Code
}

// reference is what a member reads out: it counts the plan's requests, those nobody waits for among them.
var reference = regexp.MustCompile(`read them this: [\w-]+`)

// page compares what is on screen, once it is at rest, with its golden outline.
func (r *rig) page(name string, form uitest.FormFactor) {
	r.t.Helper()
	uitest.Golden(r.t, name+"-"+string(form), reference.ReplaceAllString(r.settle(), "read them this: REF"))
}

// settle waits until the program is at rest, and gives the outline: nothing is on its way, nothing waits on the queue. Every
// goroutine of the program's ends with a Post.
func (r *rig) settle() string {
	r.t.Helper()
	r.must(r.Queue.Rest("vestibule/ui.", "vestibule/app/flow."))
	out, err := r.Outline()
	r.must(err)
	return out
}
