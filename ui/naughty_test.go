package ui_test

import (
	"encoding/json"
	"io"
	"log"
	"os"
	"strings"
	"testing"

	"vestibule/ui/uitest"
)

// naughty gives strings that break programs (minimaxir/big-list-of-naughty-strings), and some of our own.
func naughty(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("../../shared/data/strings/blns.json")
	if err != nil {
		t.Skip("the list of naughty strings is not here:", err)
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil || len(list) < 400 {
		t.Fatalf("%d strings: %v", len(list), err)
	}
	return append(list, "\xff\xfe", "a\x00b", strings.Repeat("x", 1<<16), strings.Repeat("\u0301", 1000), "\U000e0001")
}

// quietly runs f and gives what it printed, on either stream or in the log.
func quietly(t *testing.T, f func()) string {
	t.Helper()
	out, err, was := os.Stdout, os.Stderr, log.Writer()
	r, w, failed := os.Pipe()
	if failed != nil {
		t.Fatal(failed)
	}
	os.Stdout, os.Stderr = w, w
	log.SetOutput(w)
	printed := make(chan string)
	go func() {
		all, _ := io.ReadAll(r)
		printed <- string(all)
	}()
	func() {
		defer func() {
			os.Stdout, os.Stderr = out, err
			log.SetOutput(was)
			_ = w.Close()
		}()
		f()
	}()
	return <-printed
}

// patient lets a hundred misses pass, so that what is typed is answered, not locked.
func patient(r *rig) {
	r.backstage("PUT", "/mock/policy", `{"lockout":{"max_failures":100,"lock_seconds":900,"scope":["password","mfa"],"warn_at_remaining":0}}`)
}

// stillUsable: the page is there, and holds no secret that was typed.
func (r *rig) stillUsable(typed, field, button string) {
	r.t.Helper()
	out := r.settle()
	if !strings.Contains(out, `textbox "`+field+`"`) || !strings.Contains(out, `button "`+button+`"`) {
		r.t.Fatalf("after %q:\n%s", typed, out)
	}
}

// TestNaughtyStringsAsNameAndPassword are refused like any wrong ones; nothing falls over and nothing is printed.
func TestNaughtyStringsAsNameAndPassword(t *testing.T) {
	r := newRig(t, uitest.Phone, patient)
	r.see(`button "Sign in"`)
	printed := quietly(t, func() {
		for _, s := range naughty(t) {
			r.must(r.Type(nameField, s))
			r.must(r.Type(passField, s))
			r.must(r.Press("Sign in"))
			r.stillUsable(s, passField, "Sign in")
		}
	})
	if printed != "" {
		t.Errorf("printed: %.500q", printed)
	}
	r.in("anna", "Hello, Anna")
}

// TestNaughtyStringsAreNoSecretOnScreen: what is typed as a password is on no line of the outline.
func TestNaughtyStringsAreNoSecretOnScreen(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	before := r.settle()
	for _, s := range naughty(t) {
		if visible := strings.TrimSpace(s); len(visible) < 6 || strings.Contains(before, visible) {
			continue // too common to tell
		}
		r.must(r.Type(passField, s))
		if out := r.settle(); strings.Contains(out, s) {
			t.Errorf("%q is on screen:\n%s", s, out)
		}
	}
}

// TestNaughtyStringsAsCodes: a code field takes digits, whatever is pasted; a recovery code is refused like a wrong one.
func TestNaughtyStringsAsCodes(t *testing.T) {
	code := newRig(t, uitest.Phone, patient)
	toCode(code)
	recovery := newRig(t, uitest.Phone, patient)
	recovery.anotherWay("samuel", "Use a recovery code")
	recovery.see(`textbox "Recovery code"`)
	printed := quietly(t, func() {
		for i, s := range naughty(t) {
			code.must(code.Type("Code", s))
			recovery.must(recovery.Type("Recovery code", s))
			if i%6 == 0 { // a hundred misses are a lock
				code.must(code.Press("Continue"))
				recovery.must(recovery.Press("Continue"))
			}
			code.stillUsable(s, "Code", "Continue")
			recovery.stillUsable(s, "Recovery code", "Continue")
		}
	})
	if printed != "" {
		t.Errorf("printed: %.500q", printed)
	}
	code.must(code.Type("Code", code.code()))
	code.must(code.Press("Continue"))
	code.see("Hello, Anna")
	recovery.must(recovery.Type("Recovery code", strings.ToLower(recovery.seed("samuel").RecoveryCodes[0])))
	recovery.must(recovery.Press("Continue"))
	recovery.see("Hello, Samuel")
}
