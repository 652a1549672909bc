package control

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Row is one entry of a list; pressing it opens it.
type Row struct {
	pressable
	title, detail, when *Text
	text                *fyne.Container
	icon, more          *Icon
	badge               *Badge
	surface
}

const rowPad = 12

// NewRow makes one; detail may be empty. A nil open makes an entry that is only read.
func NewRow(title, detail string, open func()) *Row {
	r := &Row{surface: newSurface(), more: NewIcon("forward", look.Quiet)}
	r.title, r.detail, r.when = NewText(title).Bold(), NewText(detail).Coloured(look.Quiet), NewSmall("")
	show(r.detail, detail != "")
	r.when.Hide()
	r.text = Column(2, r.title, r.detail, r.when)
	r.extend(r, open)
	if open == nil {
		r.Disable()
	}
	return r
}

// WithIcon puts an icon of assets/icon before the words and gives the row back.
func (r *Row) WithIcon(name string) *Row {
	r.icon = NewIcon(name, look.Accent)
	return r
}

// SetDetail changes the words under the title.
func (r *Row) SetDetail(words string) {
	if words == r.detail.Words() {
		return
	}
	r.detail.SetText(words)
	show(r.detail, words != "")
	r.Refresh()
}

// WithBadge puts a person's badge before the words and gives the row back.
func (r *Row) WithBadge(b *Badge) *Row {
	r.badge = b
	return r
}

// WithWhen adds a small line that says when, and gives the row back.
func (r *Row) WithWhen(words string) *Row {
	r.when.SetText(words)
	show(r.when, words != "")
	return r
}

// Describe is a button, or words where there is nothing to open.
func (r *Row) Describe() a11y.Node {
	n := a11y.Node{Role: a11y.Text, Name: r.title.Words(), Description: joined(r.detail.Words(), r.when.Words())}
	if r.press != nil {
		n.Role, n.Focusable, n.Focused, n.Press = a11y.Button, true, r.focused, r.act
	}
	return n
}

// CreateRenderer is for Fyne.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	objects := r.objects(r.text)
	if r.icon != nil {
		objects = append(objects, r.icon)
	}
	if r.badge != nil {
		objects = append(objects, r.badge)
	}
	if r.press != nil {
		objects = append(objects, r.more)
	}
	return draw(r, r.least, r.place, r.paint, objects...)
}

func (r *Row) left() float32 {
	switch {
	case r.badge != nil:
		return rowPad + r.badge.MinSize().Width + rowPad
	case r.icon != nil:
		return rowPad + markRoom
	}
	return rowPad
}

func (r *Row) right() float32 {
	if r.press == nil {
		return rowPad
	}
	return rowPad + look.Inside + look.Icon
}

func (r *Row) least() fyne.Size {
	least := fyne.NewSquareSize(look.Target)
	if r.badge != nil {
		least.Height = max(least.Height, r.badge.MinSize().Height+2*rowPad)
	}
	return r.text.MinSize().AddWidthHeight(r.left()+r.right(), 2*rowPad).Max(least)
}

func (r *Row) place(size fyne.Size) {
	r.surface.place(fyne.Position{}, size)
	height := Settle(r.text, size.Width-r.left()-r.right())
	r.text.Move(fyne.NewPos(r.left(), (size.Height-height)/2))
	middle := (size.Height - look.Icon) / 2
	if r.icon != nil {
		r.icon.Move(fyne.NewPos(rowPad, middle))
		r.icon.Resize(fyne.NewSquareSize(look.Icon))
	}
	if r.badge != nil {
		least := r.badge.MinSize()
		r.badge.Move(fyne.NewPos(rowPad, (size.Height-least.Height)/2))
		r.badge.Resize(least)
	}
	r.more.Move(fyne.NewPos(size.Width-rowPad-look.Icon, middle))
	r.more.Resize(fyne.NewSquareSize(look.Icon))
}

func (r *Row) paint(l *look.Look) {
	fill, edge := look.Sheet, look.Border
	if r.press == nil {
		edge = look.Hairline
	}
	if r.hovered && r.press != nil {
		fill = look.Tint
	}
	r.surface.paint(l, fill, edge, r.focused)
}
