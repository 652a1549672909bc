package browser_test

import (
	"context"
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
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	outline, err := d.Wait(ctx, uitest.Shows(texts...))
	if err != nil {
		if picture, shotErr := d.Screenshot(); shotErr == nil {
			_ = os.MkdirAll("testdata/failed", 0o755)
			_ = os.WriteFile("testdata/failed/"+t.Name()+".png", picture, 0o644)
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

// TestEveryAlphabetArrives types what Fyne alone loses in a browser.
func TestEveryAlphabetArrives(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	b := start(t, uitest.Desktop)
	try(t, b.Open(site(t)))
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
	try(t, b.Press("Sign in"))
	got := wait(t, b, `status "Signed in as jürgen.мир@example.org with 70c3a4737377c3b672642de282ace697a5e69cacd18f, trust true"`)
	uitest.Golden(t, "signed-in", got)
	if html, err := browser.Eval[string](b, "document.documentElement.outerHTML"); err != nil || strings.Contains(html, "pässwörd") {
		t.Errorf("the password stands in the page, or %v", err)
	}
}
