//go:build !js

package browser_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/secret"
	"vestibule/ui/uitest"
	"vestibule/ui/uitest/browser"
)

// This lane runs the tests of what is only there in a browser where it is there: on the browser build's own page, in Chromium.

// TestTheTestsOfTheBrowserBuild runs the tests of each package as the program of the page.
func TestTheTestsOfTheBrowserBuild(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	b, err := browser.Start(t.Context(), uitest.Desktop.Size())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	for _, of := range []string{"client/store", "client", "client/redirect"} {
		t.Run(of, func(t *testing.T) {
			said := run(t, b, site(t, "test", "-c", "./"+of))
			t.Log(said)
			if !strings.Contains(said, "\nPASS") || strings.Contains(said, "--- FAIL") || strings.Contains(said, "--- SKIP") || strings.Count(said, "--- PASS") < 4 {
				t.Error("they do not pass, or were not run")
			}
		})
	}
}

// TestTheBrowserBuildStretchesInAWorker starts the whole program in one: what it needs of a page before main, a worker lacks.
func TestTheBrowserBuildStretchesInAWorker(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	address := site(t, "build", ".")
	params, salt := kdf.Passphrase, []byte("sixteen bytes ..")
	want, err := kdf.Native{}.Derive(t.Context(), params, secret.Of([]byte("canary")), salt, 32, kdf.Usual)
	if err != nil {
		t.Fatal(err)
	}
	for name, place := range map[string]string{"usual": "", "private": "?private"} {
		t.Run(name, func(t *testing.T) {
			b, err := browser.Start(t.Context(), uitest.Desktop.Size())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = b.Close() }()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err = b.Open(address + "/" + place)
			if err == nil {
				_, err = b.Wait(ctx, uitest.Shows("Sign in"))
			}
			if err != nil {
				text, _ := browser.Eval[string](b, "said.join('\\n') + document.body.innerText")
				t.Fatal(err, text)
			}
			_, err = browser.Eval[bool](b, fmt.Sprintf("stretch(%q, %q, %d, %d), true", "canary", salt, params.Memory, params.Passes))
			if err == nil {
				err = b.Until(ctx, "stretched !== undefined")
			}
			got, gotErr := browser.Eval[struct {
				Key       string
				Took, Gap float64
			}](b, "stretched")
			if err := errors.Join(err, gotErr); err != nil {
				t.Fatal(err)
			}
			t.Logf("took %.0f ms, longest frame %.0f ms", got.Took, got.Gap)
			if got.Key != hex.EncodeToString(want.Reveal()) {
				t.Error("another key comes out:", got.Key)
			}
		})
	}
}

// site serves the browser build's own page with a program that go makes of a package.
func site(t *testing.T, goes ...string) string {
	t.Helper()
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", append(goes[:len(goes)-1:len(goes)-1], "-tags", "release,migrated_fynedo,no_emoji", "-ldflags", "-s -w", "-o", filepath.Join(dir, "app.wasm"), goes[len(goes)-1])...)
	build.Dir, build.Env = "../..", append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	web, exec := http.FileServer(http.Dir("../../assets/web")), filepath.Join(runtime.GOROOT(), "lib/wasm/wasm_exec.js")
	pages := http.NewServeMux()
	pages.Handle("/", web)
	pages.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		page, err := os.ReadFile("../../assets/web/index.html")
		if err != nil {
			t.Error(err)
		}
		_, _ = w.Write([]byte(strings.Replace(string(page), "<script", `<script src="watch.js"></script><script`, 1)))
	})
	for path, file := range map[string]string{"/app.wasm": filepath.Join(dir, "app.wasm"), "/wasm_exec.js": exec, "/watch.js": "testdata/watch.js"} {
		pages.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	}
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	return server.URL
}

// run opens the page and gives what its program says until it ends.
func run(t *testing.T, b *browser.Browser, address string) string {
	t.Helper()
	if err := b.Open(address); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	err := b.Until(ctx, "said.some((line) => /^(PASS|FAIL|panic: |fatal |exit code)/.test(line))")
	said, saidErr := browser.Eval[string](b, "said.join('\\n')")
	if err := errors.Join(err, saidErr); err != nil {
		t.Fatal(err, said)
	}
	return said
}
