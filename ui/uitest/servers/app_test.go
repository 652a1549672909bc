package servers_test

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/assets"
	"vestibule/client"
	"vestibule/client/plantest"
	"vestibule/client/qr"
	"vestibule/client/redirect"
	"vestibule/ui"
	"vestibule/ui/a11y"
	"vestibule/ui/look"
	"vestibule/ui/uitest"
)

// patience is how long a page may take on a busy machine.
const patience = 60 * time.Second

// device is what a member's device keeps when the app is closed.
type device struct{ memory *client.Memory }

func newDevice(t *testing.T) device {
	m := &client.Memory{Dir: t.TempDir(), Clock: client.Device{}, KDF: client.Deriver(), Keys: new(uitest.Keychain).At}
	t.Cleanup(m.Close)
	return device{m}
}

// app is the whole program on Fyne's test driver, with real time, real connections and a real door for the browser.
type app struct {
	*uitest.Inprocess
	t *testing.T
	// browse is the member at the system's browser; nil: it opens nothing.
	browse func(ctx context.Context, address string)

	mu     sync.Mutex
	opened []string
}

// newApp starts it as main does.
func newApp(t *testing.T, at string, d device, browse func(context.Context, string)) *app {
	t.Helper()
	words, _ := assets.Load("en")
	window := uitest.Window(t, uitest.Desktop, look.New(look.Light, 1), nil)
	a := &app{t: t, browse: browse, Inprocess: &uitest.Inprocess{Window: window, Queue: &uitest.Queue{}}}
	arrivals := new(client.Arrivals)
	door := redirect.New(arrivals.Deliver, redirect.Page{Lang: "en", Title: "Back", Text: "Close this page."})
	u := ui.New(ui.Config{
		Window: window, Words: words, Address: at, Device: client.Device{}, Zone: time.UTC, Post: a.Queue.Post,
		Finder: client.Finder{Transport: client.Transport(), Clock: client.Device{}, Agent: "Vestibule/test", Door: door, Chance: client.Chance()},
		Memory: d.memory, Arrivals: arrivals.Listen, Open: a.open,
		Pictures: qr.Reader{}, KDF: client.Deriver(), Chance: client.Chance(), Version: "0.1.0", Platform: "linux",
	})
	a.Stop = u.Close
	u.Start()
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// open is the system's browser.
func (a *app) open(address string) error {
	a.mu.Lock()
	a.opened = append(a.opened, address)
	a.mu.Unlock()
	if a.browse != nil {
		go a.browse(a.t.Context(), address)
	}
	return nil
}

// visits is how often the browser was opened.
func (a *app) visits() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.opened)
}

// see waits until all texts are on screen.
func (a *app) see(texts ...string) string {
	a.t.Helper()
	ctx, stop := context.WithTimeout(a.t.Context(), patience)
	defer stop()
	outline, err := a.Wait(ctx, uitest.Shows(texts...))
	if err != nil {
		a.t.Fatalf("never saw %q: %v", texts, err)
	}
	return outline
}

// must ends the test where an act was not possible.
func (a *app) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// press presses a button or follows a link, once it is there and can be.
func (a *app) press(name string) {
	a.t.Helper()
	a.ready(name)
	a.must(a.Press(name))
}

// ready waits until a button or link can be pressed.
func (a *app) ready(name string) {
	a.t.Helper()
	ctx, stop := context.WithTimeout(a.t.Context(), patience)
	defer stop()
	_, err := a.Wait(ctx, func(string) bool {
		n, err := uitest.FindAny(a.tree(), name, a11y.Button, a11y.Link)
		return err == nil && !n.Disabled
	})
	if err != nil {
		a.t.Fatalf("never could press %q: %v", name, err)
	}
}

// choose takes one of several ways and goes on.
func (a *app) choose(name string) {
	a.t.Helper()
	a.see(`radio "` + name)
	a.must(a.Choose(name))
	a.press("Continue")
}

// fill types into a field, once it is there.
func (a *app) fill(field, text string) {
	a.t.Helper()
	a.see(`textbox "` + field + `"`)
	a.must(a.Type(field, text))
}

// tree is what is on screen.
func (a *app) tree() *a11y.Node {
	walker := a11y.Walker{}
	return walker.Walk(a.Window.Canvas())
}

// credentials types a name and a password and goes on.
func (a *app) credentials(name, password string) {
	a.t.Helper()
	a.fill("Username, e-mail, phone or member number", name)
	a.fill("Password", password)
	a.press("Sign in")
}

// at is a browser whose visitor ends at the app's own door, as a real one does.
func at(v func(context.Context) *plantest.Visitor) func(context.Context, string) {
	return func(ctx context.Context, address string) {
		_, _ = v(ctx).Browse(ctx, address, "") // what became of it stands on the app's page
	}
}

// named is the whole name of the first thing on screen whose line has this.
func (a *app) named(line string) string {
	a.t.Helper()
	outline := a.see(line)
	for text := range strings.Lines(outline) {
		if _, after, found := strings.Cut(text, line); found {
			_, begin, _ := strings.Cut(line, `"`)
			rest, _, _ := strings.Cut(after, `"`)
			return begin + rest
		}
	}
	a.t.Fatalf("no %s", line)
	return ""
}

// redirectOf is where a provider's page sends the browser back to.
func redirectOf(page string) string {
	u, err := url.Parse(page)
	if err != nil {
		return ""
	}
	return u.Query().Get("redirect_uri")
}

// either waits for one of two, and gives the one that came; the first where both did.
func (a *app) either(first, second string) string {
	a.t.Helper()
	ctx, stop := context.WithTimeout(a.t.Context(), patience)
	defer stop()
	outline, err := a.Wait(ctx, func(outline string) bool {
		return strings.Contains(outline, first) || strings.Contains(outline, second)
	})
	if err != nil {
		a.t.Fatalf("neither %q nor %q: %v", first, second, err)
	}
	if strings.Contains(outline, first) {
		return first
	}
	return second
}
