package control

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Kind is how much a button asks for attention.
type Kind uint8

// The kinds. A page has at most one Filled button.
const (
	Filled   Kind = iota // the one thing to do
	Outlined             // a fix or a choice beside it
	Plain                // a quieter way on
	Danger               // takes something away
)

// Button is pressed to do something. Its label wraps.
type Button struct {
	pressable
	kind  Kind
	label *Text
	icon  *Icon
	name  string // icon's; empty: none
	why   string
	said  string // spoken instead of the label; empty: the label
	fit   bool   // as wide as its label, on one line
	flush bool   // nothing left of it
	other string // another label there is room for
	surface
}

const (
	buttonSide = 16 // left and right of the label
	buttonRise = 11 // above and below it
)

// NewButton makes a button that fills the width it is given.
func NewButton(label string, kind Kind, do func()) *Button {
	b := &Button{kind: kind, surface: newSurface()}
	b.label = newText(label, look.Body, look.Ink).Bold().Centred()
	b.extend(b, do)
	return b
}

// WithIcon puts an icon of assets/icon before the label and gives the button back.
func (b *Button) WithIcon(name string) *Button {
	b.name = name
	b.icon = NewIcon(name, look.Ink)
	return b
}

// Fitted makes the button only as wide as its label, on one line, and gives it back.
func (b *Button) Fitted() *Button {
	b.fit, b.label.whole = true, true
	return b
}

// Flush sets icon and label at the button's very start, so that they stand in line with what is above and below.
func (b *Button) Flush() *Button {
	b.flush = true
	return b
}

// AsWideAs keeps room for another label, so that nothing moves when the button changes to it, and gives the button back.
func (b *Button) AsWideAs(other string) *Button {
	b.other = other
	return b
}

// Saying sets what a screen reader says instead of the label, which the words must contain (WCAG 2.2, 2.5.3).
func (b *Button) Saying(words string) *Button {
	b.said = words
	return b
}

// SetLabel changes the words.
func (b *Button) SetLabel(words string) {
	b.label.SetText(words)
	b.Refresh()
}

// SetDo changes what a press does.
func (b *Button) SetDo(do func()) { b.press = do }

// SetOff turns the button off or on.
func (b *Button) SetOff(off bool) {
	if off {
		b.Disable()
		return
	}
	b.Enable()
}

// SetWhy says why the button is off; read with it.
func (b *Button) SetWhy(why string) { b.why = why }

// Describe says it is a button and how it stands.
func (b *Button) Describe() a11y.Node {
	name := b.label.Words()
	if b.said != "" {
		name = b.said
	}
	return a11y.Node{
		Role: a11y.Button, Name: name, Description: b.why,
		Disabled: b.Disabled(), Focusable: !b.Disabled(), Focused: b.focused, Press: b.act,
	}
}

// CreateRenderer is for Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	objects := b.objects(b.label)
	if b.icon != nil {
		objects = append(objects, b.icon)
	}
	return draw(b, b.least, b.place, b.paint, objects...)
}

// iconRoom is what an icon takes from the label's width.
func (b *Button) iconRoom() float32 {
	if b.icon == nil {
		return 0
	}
	return look.Icon + look.Inside
}

func (b *Button) least() fyne.Size {
	words := b.label.MinSize()
	return fyne.NewSize(
		max(max(words.Width, b.label.face().width(b.other))+b.iconRoom()+2*b.side(), look.Target),
		max(words.Height+2*buttonRise, look.Target))
}

func (b *Button) side() float32 {
	switch {
	case b.flush:
		return 0
	case b.fit:
		return 12
	}
	return buttonSide
}

// place centres icon and label as one.
func (b *Button) place(size fyne.Size) {
	b.surface.place(fyne.Position{}, size)
	room := size.Width - 2*b.side() - b.iconRoom()
	height := Settle(b.label, room)
	words := min(b.label.widest(), room)
	left := (size.Width - b.iconRoom() - words) / 2
	b.label.Move(fyne.NewPos(left+b.iconRoom()-(room-words)/2, (size.Height-height)/2))
	if b.icon != nil {
		b.icon.Move(fyne.NewPos(left, (size.Height-look.Icon)/2))
		b.icon.Resize(fyne.NewSquareSize(look.Icon))
	}
}

func (b *Button) paint(l *look.Look) {
	fill, edge, ink := b.colours()
	b.surface.paint(l, fill, edge, b.focused)
	b.label.Coloured(ink)
	if b.icon != nil {
		b.icon.Set(b.name, ink)
	}
}

// colours gives fill, edge and ink of how the button stands.
func (b *Button) colours() (fill, edge, ink fyne.ThemeColorName) {
	switch {
	case b.Disabled() && b.kind == Plain:
		return "", "", look.OffInk
	case b.Disabled():
		return look.Off, "", look.OffInk
	case b.kind == Filled && b.hovered:
		return look.Pressed, "", look.OnAccent
	case b.kind == Filled:
		return look.Accent, "", look.OnAccent
	}
	if b.hovered {
		fill = look.Tint
	}
	switch b.kind {
	case Danger:
		return fill, look.Lost, look.Lost
	case Outlined:
		return fill, look.Border, look.Accent
	}
	return fill, "", look.Accent
}
