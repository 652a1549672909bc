package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/ui/uitest"
)

// keys types into whatever has the focus, as a keyboard does.
func (r *rig) keys(text string) {
	r.t.Helper()
	focused := r.Window.Canvas().Focused()
	if focused == nil {
		r.t.Fatalf("nothing has the focus to type %q", text)
	}
	for _, letter := range text {
		focused.TypedRune(letter)
	}
	r.Queue.Run()
}

// tabTo presses Tab until a line of the outline has the focus; it may take no more presses than there are things to reach.
func (r *rig) tabTo(line string) {
	r.t.Helper()
	for range 30 {
		if out, err := r.Outline(); err == nil && uitest.Shows(line)(out) {
			return
		}
		r.must(r.Key(uitest.Tab))
	}
	out, _ := r.Outline()
	r.t.Fatalf("Tab never came to %s:\n%s", line, out)
}

// TestSignInByKeyboardAlone signs in and out without a pointer: Tab, letters, Enter and Space (WCAG 2.2, 2.1.1).
func TestSignInByKeyboardAlone(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r := newRig(t, form)
			r.see(`button "Sign in"`, `textbox "Username, e-mail, phone or member number" [required] [focused]`)
			r.keys("grace")
			r.tabTo(`textbox "Password" [password 0 characters] [required] [focused]`)
			r.keys("Many-Keys-2000")
			r.must(r.Key(uitest.Enter))
			r.see(`heading 1 "How should we check it is you?"`)
			r.tabTo(`radio "Approve on my other device"`)
			for range 2 { // approval, app, text
				r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
			}
			r.see(`radio "Text me a code" (To (•••) •••-0119. Takes a few seconds.) [3 of 6] [checked] [focused]`)
			r.must(r.Key(uitest.Enter))
			r.see(`heading 1 "Enter the code we texted"`, `textbox "Code" [required] [focused]`)
			r.must(r.Key(uitest.Escape))
			r.see(`heading 1 "How should we check it is you?"`)
			r.must(r.Press("Continue"))
			r.see(`heading 1 "Enter the code we texted"`)
			r.keys(r.code())
			r.must(r.Key(uitest.Enter))
			r.see(`heading 1 "Hello, Grace Whitfield"`)
			r.tabTo(`button "Sign out" [focused]`)
			r.must(r.Key(uitest.Enter))
			r.see(`heading 1 "You are signed out"`)
		})
	}
}
