package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Link leads somewhere else: to another page, or out of the app with the icon "external".
type Link struct {
	pressable
	label *Text
	line  *canvas.Line
	icon  *Icon
	name  string
	surface
}

// NewLink makes a link; open says where it leads.
func NewLink(label string, open func()) *Link {
	k := &Link{surface: newSurface(), line: canvas.NewLine(nil)}
	k.label = newText(label, look.Body, look.Accent)
	k.extend(k, open)
	return k
}

// WithIcon puts an icon of assets/icon before the words and gives the link back.
func (k *Link) WithIcon(name string) *Link {
	k.name, k.icon = name, NewIcon(name, look.Accent)
	return k
}

// SetLabel changes the words.
func (k *Link) SetLabel(words string) {
	k.label.SetText(words)
	k.Refresh()
}

// Describe says it is a link.
func (k *Link) Describe() a11y.Node {
	return a11y.Node{
		Role: a11y.Link, Name: k.label.Words(),
		Disabled: k.Disabled(), Focusable: !k.Disabled(), Focused: k.focused, Press: k.act,
	}
}

// CreateRenderer is for Fyne.
func (k *Link) CreateRenderer() fyne.WidgetRenderer {
	objects := k.objects(k.label, k.line)
	if k.icon != nil {
		objects = append(objects, k.icon)
	}
	return draw(k, k.least, k.place, k.paint, objects...)
}

func (k *Link) left() float32 {
	if k.icon == nil {
		return 0
	}
	return look.Icon + look.Inside
}

func (k *Link) least() fyne.Size {
	words := k.label.MinSize()
	return fyne.NewSize(max(words.Width+k.left(), look.Target), max(words.Height+2*look.Inside, look.Target))
}

func (k *Link) place(size fyne.Size) {
	height := Settle(k.label, size.Width-k.left())
	top := (size.Height - height) / 2
	k.label.Move(fyne.NewPos(k.left(), top))
	width := k.left() + k.label.widest()
	k.surface.place(fyne.NewPos(0, top-look.Tight), fyne.NewSize(width, height+2*look.Tight))
	k.line.Position1 = fyne.NewPos(k.left(), top+height)
	k.line.Position2 = fyne.NewPos(width, top+height)
	if k.icon != nil {
		k.icon.Move(fyne.NewPos(0, (size.Height-look.Icon)/2))
		k.icon.Resize(fyne.NewSquareSize(look.Icon))
	}
}

func (k *Link) paint(l *look.Look) {
	ink, fill := look.Accent, fyne.ThemeColorName("")
	if k.hovered {
		fill = look.Tint
	}
	if k.Disabled() {
		ink, fill = look.OffInk, ""
	}
	k.surface.paint(l, fill, "", k.focused)
	k.label.Coloured(ink)
	k.line.StrokeColor, k.line.StrokeWidth = l.Of(ink), 1
	if k.icon != nil {
		k.icon.Set(k.name, ink)
	}
}
