package control_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
)

// node gives the one thing on the window with a role and a name.
func node(t *testing.T, w fyne.Window, role a11y.Role, name string) *a11y.Node {
	t.Helper()
	var found *a11y.Node
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
		if n.Role == role && n.Name == name {
			found = n
		}
	})
	if found == nil {
		t.Fatalf("no %s %q in:\n%s", role, name, a11y.Walk(w.Canvas()).Outline())
	}
	return found
}

// key presses a key on whatever has the keyboard, or else on the canvas.
func key(w fyne.Window, name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
	} else if heard := w.Canvas().OnTypedKey(); heard != nil {
		heard(ev)
	}
}

// write types on whatever has the keyboard.
func write(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}
