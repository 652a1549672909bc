package wizard

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
)

// moveFocus puts the keyboard where it is of use: on a new page where the page says or at the first thing to fill in, on
// the same page at the first field that is wrong, once. Else it stays, so that a countdown takes it from nobody.
func (f *Frame) moveFocus(anew bool) {
	root := a11y.Walk(f.cfg.Canvas)
	wrong := first(root, func(n *a11y.Node) bool { return n.Invalid })
	news := wrong != nil && (f.sent || !f.wrong)
	f.wrong = wrong != nil
	if f.page.Busy == "" {
		f.sent = false
	}
	switch {
	case anew:
		f.focusNew(root)
	case news && !f.cfg.holdsFocus(root, func(n *a11y.Node) bool { return n.Invalid }):
		f.cfg.Canvas.Focus(wrong)
	}
}

func (f *Frame) focusNew(root *a11y.Node) {
	var to fyne.Focusable
	if f.page.Focus != nil {
		to = f.page.Focus()
	}
	if to == nil {
		to = first(root, func(n *a11y.Node) bool { return n.Role == a11y.Textbox || n.Role == a11y.Radio })
	}
	if to != nil {
		f.cfg.Canvas.Focus(to)
		f.scroll.ScrollToTop() // the title comes first; typing brings the field into sight
	}
}

// holdsFocus reports whether something that pleases has the keyboard.
func (c FrameConfig) holdsFocus(root *a11y.Node, pleases func(*a11y.Node) bool) bool {
	holds := false
	root.Each(func(n *a11y.Node) { holds = holds || n.Focused && pleases(n) })
	return holds
}

// first gives the first thing in reading order that pleases and can take the keyboard.
func first(root *a11y.Node, pleases func(*a11y.Node) bool) fyne.Focusable {
	var found fyne.Focusable
	root.Each(func(n *a11y.Node) {
		f, ok := n.Object.(fyne.Focusable)
		if found == nil && ok && n.Focusable && !n.Disabled && pleases(n) {
			found = f
		}
	})
	return found
}

// held is what has the keyboard, and how far down the window it stands.
type held struct {
	by fyne.Focusable
	at float32
}

func (f *Frame) held() held {
	h := held{by: f.cfg.Canvas.Focused()}
	a11y.Walk(f.cfg.Canvas).Each(func(n *a11y.Node) {
		if n.Focused {
			h.at = n.Pos.Y
		}
	})
	return h
}

// hold scrolls so that what has the keyboard stays where it was, when a page that is scrolled grew or shrank above it. What
// is not in the page's part of the window is none of its business.
func (f *Frame) hold(before held) {
	now := f.held()
	top := f.scroll.Position().Y
	inPage := before.at >= top && before.at < top+f.scroll.Size().Height
	if inPage && now.by == before.by && now.at != before.at && f.scroll.Offset.Y > 0 {
		f.scroll.ScrollToOffset(f.scroll.Offset.AddXY(0, now.at-before.at))
	}
}
