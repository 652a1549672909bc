package control_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
)

func codeField(t *testing.T) (*control.CodeField, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	return typingInto(t, control.NewCodeField("Code", 6))
}

func TestCodeFieldTakesDigitsOnly(t *testing.T) {
	for given, want := range map[string]string{
		"123456": "123456", "123 456": "123456", "12-34-56": "123456", " Your code: 481516.\n": "481516",
		"12345678": "123456", "12a4": "124", "": "", "١٢٣": "",
	} {
		f, w := codeField(t)
		board := test.NewClipboard()
		board.SetContent(given)
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
		wantSecret(t, f, want)
		f.Clear()
		write(w, given)
		wantSecret(t, f, want)
	}
}

func TestCodeFieldIsCompleteOnce(t *testing.T) {
	f, w := codeField(t)
	done := 0
	f.OnComplete = func() { done++ }
	write(w, "12345")
	if done != 0 {
		t.Fatal("complete before the last digit")
	}
	write(w, "67")
	if done != 1 {
		t.Fatalf("complete %d times, want once", done)
	}
	key(w, fyne.KeyBackspace)
	write(w, "9")
	wantSecret(t, f, "123459")
	if done != 2 {
		t.Fatalf("complete %d times, want again after a mended digit", done)
	}
}

func TestCodeFieldReplacesASelection(t *testing.T) {
	f, w := codeField(t)
	f.Set([]byte("111111"))
	in := w.Canvas().Focused().(fyne.Shortcutable)
	in.TypedShortcut(&fyne.ShortcutSelectAll{})
	board := test.NewClipboard()
	board.SetContent("222 222")
	in.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	wantSecret(t, f, "222222")
}

func TestCodeFieldIsDescribed(t *testing.T) {
	f, w := codeField(t)
	f.SetHint("Six digits")
	f.SetError("That code is older than the newest one.")
	n := node(t, w, a11y.Textbox, "Code")
	if n.Autocomplete != "one-time-code" || n.InputMode != "numeric" || !n.Invalid || n.Password ||
		n.Description != "That code is older than the newest one. Six digits" {
		t.Errorf("described as %+v", n)
	}
	n.SetText("481 516")
	wantSecret(t, f, "481516")
	if got := node(t, w, a11y.Textbox, "Code").Value; got != "481516" {
		t.Errorf("value %q", got)
	}
}

func TestFieldsPasteByAButton(t *testing.T) { // AT-016
	test.NewTempApp(t)
	code, secret := control.NewCodeField("Code", 6).WithPaste("Paste code"), secretField("Password").WithPaste("Paste password")
	w := in(t, control.Column(8, code, secret))
	fyne.CurrentApp().Clipboard().SetContent("481 516")
	node(t, w, a11y.Button, "Paste code").Press()
	node(t, w, a11y.Button, "Paste password").Press()
	wantSecret(t, code, "481516")
	wantSecret(t, secret, "481 516")
}
