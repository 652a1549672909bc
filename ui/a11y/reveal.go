package a11y

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Reveal scrolls so that o can be seen, if it sits in something that scrolls (WCAG 2.2, 2.4.11: what has the focus is not
// hidden). UI thread only.
func Reveal(c fyne.Canvas, o fyne.CanvasObject) {
	top := c.Overlays().Top()
	if top == nil {
		top = c.Content()
	}
	reveal(top, o)
}

// reveal gives where target is within o, scrolling what is on the way.
func reveal(o, target fyne.CanvasObject) (at fyne.Position, found bool) {
	if o == nil || !o.Visible() {
		return at, false
	}
	if o == target {
		return o.Position(), true
	}
	parts, _ := within(o)
	for _, part := range parts {
		at, found = reveal(part, target)
		if !found {
			continue
		}
		if s, ok := o.(*container.Scroll); ok {
			at = scrollTo(s, at, target.Size())
		}
		return at.Add(o.Position()), true
	}
	return at, false
}

// air is what is left over and under what is brought into sight: its focus ring, and a hint that the page goes on.
const air = 12

// scrollTo brings a box, placed within s as it is scrolled now, into sight by the shortest way. It gives the new place.
func scrollTo(s *container.Scroll, at fyne.Position, size fyne.Size) fyne.Position {
	by := fyne.NewDelta(outside(at.X, size.Width, s.Size().Width), outside(at.Y-air, size.Height+2*air, s.Size().Height))
	if by.IsZero() {
		return at
	}
	before := s.Offset
	s.ScrollToOffset(s.Offset.Add(by))
	if s.OnScrolled != nil && s.Offset != before { // Fyne tells only of what a pointer scrolls
		s.OnScrolled(s.Offset)
	}
	return at.Subtract(s.Offset.Subtract(before))
}

// outside tells how far a span sticks out of 0 to room: after it positive, before it negative. The start wins.
func outside(start, length, room float32) float32 {
	switch {
	case start < 0 || length > room:
		return start
	case start+length > room:
		return start + length - room
	}
	return 0
}
