package browser_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/browser"
)

// site serves the program of ui/uitest/testdata with the browser build's own page.
func site(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-tags", "release,migrated_fynedo,no_emoji", "-ldflags", "-s -w",
		"-trimpath", "-o", filepath.Join(dir, "app.wasm"), "../testdata/program")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	copyFile(t, filepath.Join(runtime.GOROOT(), "lib/wasm/wasm_exec.js"), dir)
	pages, err := filepath.Glob("../../../assets/web/*")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no page: %v", err)
	}
	for _, p := range pages {
		copyFile(t, p, dir)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL
}

func copyFile(t *testing.T, from, dir string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(filepath.Join(dir, filepath.Base(from)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, f uitest.FormFactor) *browser.Browser {
	t.Helper()
	b, err := browser.Start(t.Context(), f.Size())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func wait(t *testing.T, d uitest.Driver, texts ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	outline, err := d.Wait(ctx, uitest.Shows(texts...))
	if err != nil {
		if picture, shotErr := d.Screenshot(); shotErr == nil {
			_ = os.MkdirAll("testdata/failed", 0o755)
			_ = os.WriteFile(filepath.Join("testdata/failed", filepath.Base(t.Name())+".png"), picture, 0o644)
		}
		t.Fatalf("%q: %v", texts, err)
	}
	return outline
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestThePageSaysWhatIsInTheWay has the program not come, in each way that can be told apart.
func TestThePageSaysWhatIsInTheWay(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	exec := filepath.Join(runtime.GOROOT(), "lib/wasm/wasm_exec.js")
	missing := func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) }
	cut := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	broken := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<html>sign in to the network</html>")
	}
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	loader := func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, exec) }
	cases := map[string]struct {
		loader, program http.HandlerFunc
		want            string
	}{
		"program not there": {loader, missing, "The server did not send this file: app.wasm (answer 404)"},
		"program blocked":   {loader, cut, "Something blocked this file: app.wasm"},
		"loader blocked":    {cut, cut, "Something blocked this file: wasm_exec.js"},
		"no answer":         {loader, silent, "Nothing has come from the server for a while"},
		"not a program":     {loader, broken, "Something else came in place of this file: app.wasm"},
	}
	b := start(t, uitest.Phone)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			pages := http.NewServeMux()
			pages.Handle("/", http.FileServer(http.Dir("../../../assets/web")))
			pages.HandleFunc("/app.wasm", c.program)
			pages.HandleFunc("/wasm_exec.js", c.loader)
			server := httptest.NewServer(pages)
			defer server.Close()
			defer server.CloseClientConnections()
			try(t, b.Open(server.URL))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if err := b.Until(ctx, "document.getElementById('boot').getAttribute('role') === 'alert'"); err != nil {
				t.Fatal(err)
			}
			said, err := browser.Eval[string](b, "document.getElementById('boot').innerText")
			if err != nil || !strings.Contains(said, c.want) || !strings.Contains(said, "Try again") {
				t.Errorf("the page says %q, %v; want %q and another try", said, err, c.want)
			}
		})
	}
}

// TestTheBrowserBuild builds a page with one of everything once and uses it in every way.
func TestTheBrowserBuild(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	address := site(t)
	for name, use := range map[string]func(*testing.T, string){
		"every alphabet arrives":                      everyAlphabetArrives,
		"pressing what is scrolled away shows it":     pressingWhatIsScrolledAwayShowsIt,
		"input methods compose undisturbed":           inputMethodsComposeUndisturbed,
		"Tab leaves the page":                         tabLeavesThePage,
		"a finger scrolls":                            aFingerScrolls,
		"what is not there or off cannot be acted on": whatIsNotThereCannotBeActedOn,
	} {
		t.Run(name, func(t *testing.T) { use(t, address) })
	}
}

// everyAlphabetArrives types what Fyne alone loses in a browser.
func everyAlphabetArrives(t *testing.T, address string) {
	b := start(t, uitest.Desktop)
	try(t, b.Open(address))
	uitest.Golden(t, "opened", wait(t, b, `textbox "Username" [focused]`))

	try(t, b.Type("Username", "jürgen.мир@example.org"))
	wait(t, b, `textbox "Username" = "jürgen.мир@example.org"`)
	try(t, b.Key(uitest.Tab))
	wait(t, b, `textbox "Password" [password 0 characters] [required] [focused]`)
	try(t, b.Keys("ab"))
	wait(t, b, `[password 2 characters]`)
	try(t, b.Type("Password", "pässwörd-€日本я"))
	wait(t, b, `[password 13 characters] [required] [focused]`)
	try(t, b.Check("Trust this device", true))
	wait(t, b, `[checked]`)
	try(t, b.Choose("By voice"))
	wait(t, b, `radio "By voice" [2 of 2] [checked]`)
	try(t, listens(b))
	try(t, b.Press("Sign in"))
	got := wait(t, b, `status "Signed in as jürgen.мир@example.org with 70c3a4737377c3b672642de282ace697a5e69cacd18f, trust true"`)
	uitest.Golden(t, "signed-in", got) // the page cleared the password: no input holds it
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := b.Until(ctx, "heard.some(text => text.startsWith('Signed in as jürgen'))"); err != nil {
		t.Errorf("what happened is not spoken: %v", err)
	}
	if html, err := browser.Eval[string](b, "document.documentElement.outerHTML"); err != nil || strings.Contains(html, "pässwörd") {
		t.Errorf("the password stands in the page, or %v", err)
	}
}

// listens keeps all that the polite region says from here on, in heard: it says nothing for long.
func listens(b *browser.Browser) error {
	_, err := browser.Eval[bool](b, `(() => {
		const region = document.querySelector("[aria-live=polite]");
		globalThis.heard = [];
		new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true });
		return true;
	})()`)
	return err
}

// pressingWhatIsScrolledAwayShowsIt presses the last button of a page longer than the window.
func pressingWhatIsScrolledAwayShowsIt(t *testing.T, address string) {
	b := start(t, uitest.Phone)
	try(t, b.Open(address))
	wait(t, b, `button "More 19"`)
	try(t, b.Press("More 19"))
	wait(t, b, `status "Pressed 19"`, `button "More 19" [focused]`)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := b.Until(ctx, "document.activeElement.getBoundingClientRect().bottom <= 844"); err != nil { // a frame later
		y, _ := browser.Eval[float64](b, "document.activeElement.getBoundingClientRect().bottom")
		t.Errorf("the button ends at %v of 844, %v", y, err)
	}
}

// inputMethodsComposeUndisturbed composes a word in four steps, as a Japanese keyboard does.
func inputMethodsComposeUndisturbed(t *testing.T, address string) {
	b := start(t, uitest.Desktop)
	try(t, b.Open(address))
	wait(t, b, `textbox "Username" [focused]`)
	try(t, b.Type("Username", "a"))
	for _, step := range []string{"に", "にh", "にほ", "にほん"} {
		try(t, b.Compose(step))
		wait(t, b, `"Username" = "a`+step+`"`)
	}
	try(t, b.Insert("日本"))
	wait(t, b, `"Username" = "a日本"`)
}

// tabLeavesThePage walks through the page by Tab alone and out of it: no keyboard trap (WCAG 2.1.2).
func tabLeavesThePage(t *testing.T, address string) {
	b := start(t, uitest.Desktop)
	try(t, b.Open(address))
	wait(t, b, `textbox "Username" [focused]`)
	for _, next := range []string{"Password", "Show password", "Trust this device", "By text", "By voice", "Sign in", "Help"} {
		try(t, b.Key(uitest.Tab))
		wait(t, b, `"`+next+`"`, `[focused]`)
		held, err := browser.Eval[string](b, "document.activeElement.computedName")
		if err != nil || held != next {
			t.Errorf("Tab reached %q, want %q; %v", held, next, err)
		}
	}
	for range 20 {
		try(t, b.Key(uitest.Tab))
	}
	try(t, b.Key(uitest.Tab))
	if inside, err := browser.Eval[bool](b, "document.activeElement.closest('#a11y') !== null"); err != nil || inside {
		t.Errorf("after the last button the focus is still in the page, %v", err)
	}
	for _, key := range []string{`key: "Tab"`, `key: "F5"`, `key: "r", ctrlKey: true`} {
		const taken = `(() => {
			const e = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, %s });
			document.body.dispatchEvent(e);
			return e.defaultPrevented;
		})()`
		if kept, err := browser.Eval[bool](b, fmt.Sprintf(taken, key)); err != nil || kept {
			t.Errorf("the page keeps { %s } from the browser, %v", key, err)
		}
	}
}

// aFingerScrolls drags a finger over the page.
func aFingerScrolls(t *testing.T, address string) {
	b := start(t, uitest.Phone)
	try(t, b.Open(address))
	wait(t, b, `heading 1 "Sign in"`)
	try(t, b.Drag(200, 700, 200, 300))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := b.Until(ctx, "document.querySelector('#a11y h1').getBoundingClientRect().y < -200")
	if err != nil {
		t.Errorf("the heading is where it was: %v", err)
	}
}

func whatIsNotThereCannotBeActedOn(t *testing.T, address string) {
	b := start(t, uitest.Desktop)
	try(t, b.Open(address))
	wait(t, b, `button "Later" [disabled]`)
	for want, err := range map[string]error{
		`no button "Nowhere"`:              b.Press("Nowhere"),
		`button "Later" [disabled] is off`: b.Press("Later"),
	} {
		var missed *uitest.Missed
		if !errors.As(err, &missed) || missed.What != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
