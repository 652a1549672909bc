package control

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
)

// passOn hands a key to the canvas as if nothing had the focus: Fyne gives a focused object every key and the page none.
func passOn(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil {
		return
	}
	if heard := c.OnTypedKey(); heard != nil {
		heard(ev)
	}
}

// passShortcut hands a shortcut to the canvas: Fyne gives those to what has the focus alone, where that edits text.
func passShortcut(from fyne.CanvasObject, cut fyne.Shortcut) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if heard, ok := c.(fyne.Shortcutable); ok {
		heard.TypedShortcut(cut)
	}
}

// passPicture hands a paste without text to the canvas: a picture may have been copied, and the page know what to do with it.
func passPicture(from fyne.CanvasObject, cut fyne.Shortcut) {
	if paste, ok := cut.(*fyne.ShortcutPaste); ok && paste.Clipboard != nil && paste.Clipboard.Content() == "" {
		passShortcut(from, cut)
	}
}

// takeFocus asks for the keyboard.
func takeFocus(o fyne.CanvasObject) {
	f, ok := o.(fyne.Focusable)
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if ok && c != nil && c.Focused() != f {
		c.Focus(f)
	}
}

// reveal scrolls what has got the keyboard into view, which Fyne leaves to the program (WCAG 2.2, 2.4.11).
func reveal(o fyne.CanvasObject) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.Content() != nil {
		a11y.Reveal(c, o)
	}
}

// unfocus takes the keyboard from whatever has it, on the canvas of o.
func unfocus(o fyne.CanvasObject) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Unfocus()
	}
}
