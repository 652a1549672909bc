package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Expander folds something away under a label.
type Expander struct {
	widget.BaseWidget
	head    *fold
	content fyne.CanvasObject
	all     *fyne.Container
}

// NewExpander makes a folded one.
func NewExpander(label string, content fyne.CanvasObject) *Expander {
	e := &Expander{content: content}
	e.head = newFold(label, e.flip)
	content.Hide()
	e.all = Column(look.Inside, e.head, content)
	e.ExtendBaseWidget(e)
	return e
}

// Open says whether the content is seen.
func (e *Expander) Open() bool { return e.content.Visible() }

// SetOpen unfolds or folds.
func (e *Expander) SetOpen(open bool) {
	show(e.content, open)
	e.head.open = open
	e.Refresh()
	regrow(e)
}

func (e *Expander) flip() { e.SetOpen(!e.Open()) }

// Describe says nothing: the head does.
func (e *Expander) Describe() a11y.Node { return a11y.Node{} }

// Parts are the head and what it folds.
func (e *Expander) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{e.all} }

// CreateRenderer is for Fyne.
func (e *Expander) CreateRenderer() fyne.WidgetRenderer { return drawAround(e, e.all) }

// fold is the head of an Expander.
type fold struct {
	pressable
	label *Text
	icon  *Icon
	open  bool
	surface
}

func newFold(label string, flip func()) *fold {
	f := &fold{surface: newSurface(), icon: NewIcon("more", look.Accent)}
	f.label = newText(label, look.Body, look.Accent).Bold()
	f.extend(f, flip)
	return f
}

// Describe says it is a button that folds.
func (f *fold) Describe() a11y.Node {
	return a11y.Node{
		Role: a11y.Button, Name: f.label.Words(), Expandable: true, Expanded: f.open,
		Focusable: true, Focused: f.focused, Press: f.act,
	}
}

// CreateRenderer is for Fyne.
func (f *fold) CreateRenderer() fyne.WidgetRenderer {
	return draw(f, func() fyne.Size { return markedLeast(f.label) }, f.place, f.paint, f.objects(f.label, f.icon)...)
}

func (f *fold) place(size fyne.Size) {
	f.surface.place(fyne.Position{}, size)
	height := Settle(f.label, size.Width-markRoom)
	f.icon.Move(fyne.NewPos(0, (size.Height-look.Icon)/2))
	f.icon.Resize(fyne.NewSquareSize(look.Icon))
	f.label.Move(fyne.NewPos(look.Icon+look.Inside, (size.Height-height)/2))
}

func (f *fold) paint(l *look.Look) {
	fill, icon := fyne.ThemeColorName(""), "more"
	if f.hovered {
		fill = look.Tint
	}
	if f.open {
		icon = "less"
	}
	f.surface.paint(l, fill, "", f.focused)
	f.icon.Set(icon, look.Accent)
}
