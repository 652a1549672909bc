package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is what everything that can be pressed shares: pointer, keyboard, focus and the disabled look. Whoever
// embeds it calls extend.
type pressable struct {
	widget.DisableableWidget
	hovered, focused bool
	self             fyne.Widget
	press            func()
	enterGoesOn      bool // Enter is not a press but goes on to the page
	// walks hears a key first, and reports that it had a use for it; nil: nobody does.
	walks func(fyne.KeyName) bool
}

func (p *pressable) extend(self fyne.Widget, press func()) {
	p.ExtendBaseWidget(self)
	p.self, p.press = self, press
}

// act does what a tap does, unless disabled.
func (p *pressable) act() {
	if !p.Disabled() && p.press != nil {
		p.press()
	}
}

// Tapped presses it, and where there is a keyboard takes the focus.
func (p *pressable) Tapped(*fyne.PointEvent) {
	if p.Disabled() {
		return
	}
	if !fyne.CurrentDevice().IsMobile() {
		takeFocus(p.self)
	}
	p.act()
}

// FocusGained shows the ring and scrolls it into view.
func (p *pressable) FocusGained() {
	p.focused = true
	p.Refresh()
	reveal(p.self)
}

// FocusLost hides the ring.
func (p *pressable) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedRune has no use for letters.
func (p *pressable) TypedRune(rune) {}

// TypedKey presses on Space and Enter; other keys go on to the page.
func (p *pressable) TypedKey(ev *fyne.KeyEvent) {
	if p.walks != nil && p.walks(ev.Name) {
		return
	}
	if ev.Name == fyne.KeySpace || isEnter(ev.Name) && !p.enterGoesOn {
		p.act()
		return
	}
	passOn(p.self, ev)
}

// MouseIn shows that it can be pressed.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hover(true) }

// MouseMoved changes nothing.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (p *pressable) MouseOut() { p.hover(false) }

func (p *pressable) hover(on bool) {
	p.hovered = on
	p.Refresh()
}

// Cursor is a hand where it can be pressed.
func (p *pressable) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func isEnter(k fyne.KeyName) bool { return k == fyne.KeyReturn || k == fyne.KeyEnter }
