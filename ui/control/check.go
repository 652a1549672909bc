package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Check is a box to tick, with a label that wraps and may have a line of detail.
type Check struct {
	pressable
	label, detail *Text
	words         *fyne.Container
	box           *canvas.Rectangle
	tick          *Icon
	on            bool
	changed       func(bool)
	surface
}

// NewCheck makes an unticked one; changed (nil: nobody) hears of every change.
func NewCheck(label string, changed func(on bool)) *Check {
	c := &Check{changed: changed, surface: newSurface(), box: canvas.NewRectangle(nil), tick: NewIcon("check", look.OnAccent)}
	c.box.CornerRadius = 5
	c.label, c.detail = NewText(label), NewSmall("")
	c.words = Column(2, c.label, c.detail)
	c.detail.Hide()
	c.enterGoesOn = true
	c.extend(c, func() { c.SetOn(!c.on) })
	return c
}

// WithDetail puts a line under the label and gives the check back.
func (c *Check) WithDetail(words string) *Check {
	c.detail.SetText(words)
	show(c.detail, words != "")
	return c
}

// On says whether it is ticked.
func (c *Check) On() bool { return c.on }

// SetOn ticks it or not, as a press would.
func (c *Check) SetOn(on bool) {
	if c.on == on {
		return
	}
	c.on = on
	c.Refresh()
	if c.changed != nil {
		c.changed(on)
	}
}

// Describe says it is a checkbox and how it stands.
func (c *Check) Describe() a11y.Node {
	return a11y.Node{
		Role: a11y.Checkbox, Name: c.label.Words(), Description: c.detail.Words(), Checkable: true, Checked: c.on,
		Disabled: c.Disabled(), Focusable: !c.Disabled(), Focused: c.focused, Press: c.act,
	}
}

// CreateRenderer is for Fyne.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return draw(c, func() fyne.Size { return markedLeast(c.words) }, c.place, c.paint, c.objects(c.words, c.box, c.tick)...)
}

// markRoom is what a box or circle before words takes from their width.
const markRoom = look.Icon + 12

// markedLeast is the least size of words with a box or circle before them.
func markedLeast(words fyne.CanvasObject) fyne.Size {
	least := words.MinSize()
	return fyne.NewSize(least.Width+markRoom, max(least.Height+2*look.Inside, look.Target))
}

func (c *Check) place(size fyne.Size) {
	c.surface.place(fyne.Position{}, size)
	height := Settle(c.words, size.Width-markRoom)
	top := (size.Height - height) / 2
	c.words.Move(fyne.NewPos(markRoom, top))
	first := c.label.face().lineHeight()
	at := fyne.NewPos(0, top+(first-look.Icon)/2)
	c.box.Move(at)
	c.box.Resize(fyne.NewSquareSize(look.Icon))
	c.tick.Move(at)
	c.tick.Resize(fyne.NewSquareSize(look.Icon))
}

func (c *Check) paint(l *look.Look) {
	ink, edge, fill := look.Ink, look.Border, look.Field
	switch {
	case c.Disabled():
		ink, edge, fill = look.OffInk, look.OffInk, look.Off
	case c.on:
		edge, fill = look.Accent, look.Accent
	case c.hovered:
		edge, fill = look.Accent, look.Tint
	}
	c.surface.paint(l, "", "", c.focused)
	c.box.FillColor, c.box.StrokeColor, c.box.StrokeWidth = l.Of(fill), l.Of(edge), 2
	c.label.Coloured(ink)
	show(c.tick, c.on)
	if c.Disabled() {
		c.tick.Set("check", look.OffInk)
	} else {
		c.tick.Set("check", look.OnAccent)
	}
}
