package scenario_test

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui/uitest"
	"vestibule/ui/uitest/browser"
	"vestibule/ui/uitest/desktop"
	"vestibule/ui/uitest/scenario"
)

// root is the program's own folder.
const root = "../../.."

// real is a stage for the program as it is built: it starts anew on every open, on a device that is as new, and meets the
// plan over HTTP. Time is real; only the plan's can be moved, and the app hears of that when it next asks.
type real struct {
	t      *testing.T
	driver string
	plan   *httptest.Server
	marks  *marks // the secrets that passed
	start  func(plan string, form uitest.FormFactor) (uitest.Driver, error)
}

// newReal serves the mock plan, and files where it has nothing; no files: nil.
func newReal(t *testing.T, driver string, files http.Handler) *real {
	mock, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	heard := &ear{to: mock, marks: newMarks()}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if files == nil || ofPlan(r.URL.Path) {
			heard.ServeHTTP(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return &real{t: t, driver: driver, plan: server, marks: heard.marks}
}

func ofPlan(path string) bool {
	for _, prefix := range []string{"/v1/", "/mock/", "/.well-known/", "/r/", "/cancel/", "/idp/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

func (s *real) Driver() string { return s.driver }
func (s *real) Wipe() error    { return nil }

func (s *real) Backstage() *scenario.Backstage {
	return &scenario.Backstage{Client: s.plan.Client(), Base: s.plan.URL}
}

func (s *real) Open(form uitest.FormFactor) (uitest.Driver, error) { return s.start(s.plan.URL, form) }

// patience is how long a real app is given: it asks for the plan's status, and so hears of its time, every 30 seconds.
const patience = 50 * time.Second

// TestBrowser plays scripts in the browser build, in Chromium, and looks through the page for secrets all the while.
func TestBrowser(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	stage := newReal(t, scenario.Browser, http.FileServer(http.Dir(site(t))))
	stage.start = func(plan string, form uitest.FormFactor) (uitest.Driver, error) {
		b, err := browser.Start(t.Context(), form.Size())
		if err != nil {
			return nil, err
		}
		fresh := func() error { return stage.marks.behind(stage.Backstage()) }
		return &looked{Browser: b, t: t, marks: stage.marks, fresh: fresh}, errors.Join(b.Open(plan+"/?plan="+plan), agree(t.Context(), b))
	}
	playReal(t, stage, "E21", "E27")
	for _, of := range []string{"a password", "a code's key", "a session's token", "a conversation's handle"} {
		if stage.marks.count(of) == 0 {
			t.Errorf("no secret was marked that is %s: this looks for nothing", of)
		}
	}
}

// TestDesktop plays scripts in the real window, on a screen of its own.
func TestDesktop(t *testing.T) {
	uitest.Lane(t, "desktop", desktop.Missing())
	binary := filepath.Join(t.TempDir(), "vestibule")
	build(t, binary, "release,migrated_fynedo", "CGO_ENABLED=1")
	stage := newReal(t, scenario.Desktop, nil)
	stage.start = func(plan string, form uitest.FormFactor) (uitest.Driver, error) {
		arguments := []string{"-plan", plan, "-data", t.TempDir()}
		if form == uitest.Phone {
			arguments = append(arguments, "-phone")
		}
		return desktop.Start(t.Context(), binary, arguments...)
	}
	playReal(t, stage)
}

// playReal plays the scripts that are asked of the real program, and those that are asked of one driver more.
func playReal(t *testing.T, stage scenario.Stage, more ...string) {
	var all []scenario.Tally
	for _, s := range chosen(t, append(more, "E01", "E03", "E06", "E09")...) {
		t.Run(s.Name, func(t *testing.T) {
			all = append(all, playScript(t, s, scenario.Run{Stage: stage, Form: uitest.Desktop, Within: patience, Clock: time.Now}))
		})
	}
	t.Log("\n" + scenario.Table(all))
}

// site gives a folder with the browser build and its own page.
func site(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	build(t, filepath.Join(dir, "app.wasm"), "release,migrated_fynedo,no_emoji", "GOOS=js", "GOARCH=wasm")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "assets/web"))); err != nil {
		t.Fatal(err)
	}
	glue, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "lib/wasm/wasm_exec.js"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "wasm_exec.js"), glue, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// build builds the program.
func build(t *testing.T, to, tags string, env ...string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", "build", "-tags", tags, "-trimpath", "-ldflags", "-s -w", "-o", to, ".")
	c.Dir, c.Env = root, append(os.Environ(), env...)
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
}
