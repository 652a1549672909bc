package scenario_test

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

// hands are the in-process driver with a real keyboard: keys go down and up, Caps Lock can be on, and a layout or a
// helpful phone may change what a key means.
type hands struct {
	*uitest.Inprocess
	caps bool
	maps []func(rune) rune // what the keyboard does to a key
}

// layouts are what the keys of an American keyboard mean on another.
var layouts = map[string]func(rune) rune{
	"ru": swap("abcdefghijklmnopqrstuvwxyz", "фисвуапршолдьтщзйкыегмцчня"),
}

// curly is what a phone does to quotes.
var curly = swap(`'"`, "’”")

func swap(from, to string) func(rune) rune {
	table := map[rune]rune{}
	keys, means := []rune(from), []rune(to)
	for i, r := range keys {
		table[r] = means[i]
	}
	return func(r rune) rune {
		if m, ok := table[r]; ok {
			return m
		}
		return r
	}
}

// CapsLock presses the key, if it stands otherwise.
func (h *hands) CapsLock(on bool) error {
	if f, ok := h.Window.Canvas().Focused().(desktop.Keyable); ok && h.caps != on {
		f.KeyDown(&fyne.KeyEvent{Name: desktop.KeyCapsLock})
	}
	h.caps = on
	h.Queue.Run()
	return nil
}

// Keys types key by key, with Shift where it takes one.
func (h *hands) Keys(field, text string) error {
	h.Queue.Run()
	n, err := uitest.Find(a11y.Walk(h.Window.Canvas()), a11y.Textbox, field)
	if err != nil {
		return err
	}
	f := n.Object.(fyne.Focusable)
	h.Window.Canvas().Focus(f)
	for _, r := range text {
		h.stroke(f, r)
	}
	h.Queue.Run()
	return nil
}

func (h *hands) stroke(f fyne.Focusable, r rune) {
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	keys, tells := f.(desktop.Keyable)
	up := unicode.IsUpper(r)
	if tells && up {
		keys.KeyDown(shift)
		defer keys.KeyUp(shift)
	} else if tells {
		keys.KeyDown(&fyne.KeyEvent{Name: fyne.KeyName(string(unicode.ToUpper(r)))})
	}
	for _, m := range h.maps {
		r = m(r)
	}
	switch {
	case h.caps && up:
		r = unicode.ToLower(r)
	case h.caps:
		r = unicode.ToUpper(r)
	}
	f.TypedRune(r)
}

// Paste puts a text on the clipboard and presses the shortcut for it.
func (h *hands) Paste(field, text string) error {
	h.Queue.Run()
	n, err := uitest.Find(a11y.Walk(h.Window.Canvas()), a11y.Textbox, field)
	if err != nil {
		return err
	}
	f := n.Object.(fyne.Focusable)
	h.Window.Canvas().Focus(f)
	board := fyne.CurrentApp().Clipboard()
	board.SetContent(text)
	f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	h.Queue.Run()
	return nil
}
