package control_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"vestibule/app/secret"
	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

// typingInto gives a window with the keyboard in a field.
func typingInto[C interface {
	fyne.CanvasObject
	Focus() fyne.Focusable
}](t *testing.T, c C) (C, fyne.Window) {
	t.Helper()
	w := window(t, look.New(look.Light, 1))
	w.SetContent(control.Column(8, c))
	w.Resize(fyne.NewSize(400, 400))
	w.Canvas().Focus(c.Focus())
	return c, w
}

// password gives a password field with the keyboard in it.
func password(t *testing.T) (*control.SecretField, fyne.Window) {
	t.Helper()
	test.NewTempApp(t) // Fyne measures text with the running app
	return typingInto(t, secretField("Password"))
}

func wantSecret(t *testing.T, f interface{ Take() secret.Bytes }, want string) {
	t.Helper()
	taken := f.Take()
	if string(taken.Reveal()) != want {
		t.Errorf("the field holds %q, want %q", taken.Reveal(), want)
	}
}

func TestSecretFieldTypes(t *testing.T) {
	f, w := password(t)
	changes := 0
	f.OnChanged = func() { changes++ }
	write(w, "hünter€")
	for _, k := range []fyne.KeyName{fyne.KeyHome, fyne.KeyDelete, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyLeft} {
		key(w, k)
	}
	write(w, "_2")
	wantSecret(t, f, "ünte_2r")
	if changes != 7+2+2 {
		t.Errorf("%d changes heard, want 11", changes)
	}
	if f.Len() != 7 {
		t.Errorf("length %d, want 7 characters", f.Len())
	}
}

func TestSecretFieldPastesAndReplacesAll(t *testing.T) { // AT-016
	f, w := password(t)
	board := test.NewClipboard()
	board.SetContent("pasted wörd\n")
	in := w.Canvas().Focused().(fyne.Shortcutable)
	in.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	wantSecret(t, f, "pasted wörd")
	in.TypedShortcut(&fyne.ShortcutSelectAll{})
	write(w, "x")
	wantSecret(t, f, "x")
}

// TestABareFieldIsPastedWhole: a second link is not laid behind the first.
func TestABareFieldIsPastedWhole(t *testing.T) {
	f, w := password(t)
	f.Bare()
	board := test.NewClipboard()
	for _, link := range []string{"https://a.example.org/r/1", "https://b.example.org/r/2"} {
		board.SetContent(link)
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
		wantSecret(t, f, link)
	}
	board.SetContent("")
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	wantSecret(t, f, "https://b.example.org/r/2")
}

func TestSecretFieldGivesNothingAway(t *testing.T) {
	f, w := password(t)
	f.Set([]byte("hunter2"))
	board := test.NewClipboard()
	in := w.Canvas().Focused().(fyne.Shortcutable)
	in.TypedShortcut(&fyne.ShortcutSelectAll{})
	in.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	in.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
	if board.Content() != "" {
		t.Errorf("the clipboard got %q", board.Content())
	}
	wantSecret(t, f, "hunter2")
	n := node(t, w, a11y.Textbox, "Password")
	if !n.Password || n.Bullets != 7 || n.Value != "" || n.Autocomplete != "current-password" {
		t.Errorf("described as %+v", n)
	}
}

func TestSecretFieldTakeIsACopy(t *testing.T) {
	f, _ := password(t)
	f.Set([]byte("hunter2"))
	taken := f.Take()
	f.Clear()
	if string(taken.Reveal()) != "hunter2" || f.Len() != 0 {
		t.Errorf("taken %d bytes, left %d", taken.Len(), f.Len())
	}
}

func TestSecretFieldIsDrivenByTheTree(t *testing.T) {
	f, w := password(t)
	heard, sent := 0, 0
	f.OnChanged, f.OnSubmitted = func() { heard++ }, func() { sent++ }
	given := []byte("from a manager")
	n := node(t, w, a11y.Textbox, "Password")
	n.SetSecret(given)
	n.Submit()
	wantSecret(t, f, "from a manager")
	if heard != 1 || sent != 1 || given[0] != 0 {
		t.Errorf("heard %d, sent %d, given bytes cleared: %v", heard, sent, given[0] == 0)
	}
}

func TestSecretFieldShowsAndHides(t *testing.T) {
	f, w := password(t)
	f.Set([]byte("hunter2"))
	node(t, w, a11y.Button, "Show Password").Press()
	node(t, w, a11y.Button, "Hide Password")
	f.Clear()
	node(t, w, a11y.Button, "Show Password")
}

func TestSecretFieldHints(t *testing.T) {
	const caps = "Caps Lock seems to be on."
	type step struct {
		down, up fyne.KeyName
		typed    string
		want     string
	}
	for name, steps := range map[string][]step{
		"capitals without shift":  {{down: fyne.KeyH, typed: "H", want: caps}},
		"capitals with shift":     {{down: desktop.KeyShiftLeft, typed: "H"}},
		"small letters":           {{down: fyne.KeyH, typed: "h"}},
		"small with shift":        {{down: desktop.KeyShiftRight, typed: "h", want: caps}},
		"shift was let go":        {{down: desktop.KeyShiftLeft, typed: "H"}, {up: desktop.KeyShiftLeft, typed: "h"}},
		"caps turned off again":   {{down: fyne.KeyH, typed: "H", want: caps}, {down: desktop.KeyCapsLock}},
		"a phone tells no keys":   {{typed: "H"}},
		"digits say nothing":      {{down: fyne.Key1, typed: "1"}},
		"space before":            {{typed: " h", want: "There is a space at the edge."}},
		"space after, then not":   {{typed: "h ", want: "There is a space at the edge."}, {typed: "h"}},
		"curly quote":             {{typed: "it’s", want: "There is a curly quote in it."}},
		"another layout":          {{typed: "привет", want: "These letters come from another keyboard layout."}},
		"an umlaut is no mistake": {{typed: "käse"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, w := password(t)
			for _, s := range steps {
				keys := w.Canvas().Focused().(desktop.Keyable)
				if s.down != "" {
					keys.KeyDown(&fyne.KeyEvent{Name: s.down})
				}
				if s.up != "" {
					keys.KeyUp(&fyne.KeyEvent{Name: s.up})
				}
				write(w, s.typed)
				if got := status(w); got != s.want {
					t.Errorf("after %+v the hint is %q, want %q", s, got, s.want)
				}
			}
			f.Clear()
			if got := status(w); got != "" {
				t.Errorf("cleared, and still %q", got)
			}
		})
	}
}

// status gives the words of the one status on screen.
func status(w fyne.Window) string {
	words := ""
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
		if n.Role == a11y.Status {
			words += n.Name
		}
	})
	return words
}
