package scenario_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/browser"
	"vestibule/ui/uitest/scenario"
)

// This file is the one thing that a script cannot tell: the page of the browser build is left for a provider's, and the
// program that goes on afterwards is another one than the one that went.

// TestBrowserIsLeftForAProviderAndComesBack: yes signs in, and no is told on the page that offers the other ways; both in the
// one tab, with nothing of what came back in its address or its history.
func TestBrowserIsLeftForAProviderAndComesBack(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	stage := newReal(t, scenario.Browser, http.FileServer(http.Dir(site(t))))
	for name, c := range map[string]struct{ button, sees string }{
		"yes": {"Continue as Anna Lindqvist", `heading 1 "Hello, Anna Lindqvist"`},
		"no":  {"Cancel", "You are not signed in yet"},
	} {
		t.Run(name, func(t *testing.T) {
			must(t, stage.Backstage().Reset(t.Context()))
			must(t, stage.Backstage().Policy(t.Context(), "nist"))
			b, err := browser.Start(t.Context(), uitest.Desktop.Size())
			must(t, err)
			t.Cleanup(func() { _ = b.Close() })
			must(t, b.Open(stage.plan.URL+"/?lang=en&plan="+stage.plan.URL))
			must(t, agree(t.Context(), b))
			goToProvider(t, b, c.button)
			if name == "yes" {
				secondProof(t, stage, b)
			}
			shows(t, b, c.sees)
			at, err := browser.Eval[string](b, "location.href + ' ' + sessionStorage.length")
			if want := stage.plan.URL + "/?lang=en&plan=" + stage.plan.URL + " 0"; err != nil || at != want {
				t.Errorf("the page is at %q, want %q: %v", at, want, err)
			}
		})
	}
}

// goToProvider leaves the page and presses a button there.
func goToProvider(t *testing.T, b *browser.Browser, button string) {
	t.Helper()
	shows(t, b, `button "Sign in with Brindlewood ID"`)
	must(t, b.Press("Sign in with Brindlewood ID"))
	shows(t, b, `button "Open 127.0.0.1`)
	out, err := b.Outline()
	must(t, err)
	_, rest, _ := strings.Cut(out, `button "Open `)
	host, _, _ := strings.Cut(rest, `"`)
	must(t, b.Press("Open "+host))
	ctx, stop := context.WithTimeout(t.Context(), 2*patience)
	defer stop()
	must(t, b.Until(ctx, `document.querySelector('form[method=post] button') !== null`))
	_, err = browser.Eval[bool](b, `(() => { [...document.querySelectorAll('button')].find(b => b.textContent === '`+button+`').click(); return true })()`)
	must(t, err)
}

// secondProof types the code that was sent.
func secondProof(t *testing.T, stage *real, b *browser.Browser) {
	t.Helper()
	shows(t, b, `textbox "Code"`)
	sent, err := stage.Backstage().Outbox(t.Context(), "anna")
	must(t, err)
	if len(sent) == 0 || sent[0].Code == "" {
		t.Fatal("no code was sent")
	}
	must(t, b.Type("Code", sent[0].Code))
	must(t, b.Press("Continue"))
}

func shows(t *testing.T, b *browser.Browser, texts ...string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 3*patience)
	defer stop()
	if out, err := b.Wait(ctx, uitest.Shows(texts...)); err != nil {
		said, _ := browser.Eval[string](b, "document.body.innerText + uitest.said().join('\\n')")
		t.Fatalf("%v\n%s\n%s", err, out, said)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
