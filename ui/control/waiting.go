package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Waiting says what is awaited, and as it lasts what else is known. It has no clock: the page says when to Add.
type Waiting struct {
	widget.BaseWidget
	what   *Text
	longer *Text
	words  *fyne.Container
	all    *fyne.Container
}

// NewWaiting says what is awaited.
func NewWaiting(what string) *Waiting {
	w := &Waiting{what: NewText(what).Bold().As(""), longer: NewText("").Coloured(look.Quiet).As("")}
	w.longer.Hide()
	w.words = Column(2, w.what, w.longer)
	w.all = Beside(NewIcon("clock", look.Accent), w.words)
	w.ExtendBaseWidget(w)
	return w
}

// SetWhat changes what is awaited.
func (w *Waiting) SetWhat(what string) {
	w.what.SetText(what)
	w.Refresh()
}

// SetLonger shows a sentence for who has waited for a while: how long it usually takes, what else can be done. Empty:
// none.
func (w *Waiting) SetLonger(sentence string) {
	if sentence == w.longer.Words() {
		return
	}
	w.longer.SetText(sentence)
	show(w.longer, sentence != "")
	w.Refresh()
	regrow(w)
}

// Describe is a status that is spoken when it changes.
func (w *Waiting) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Status, Name: joined(w.what.Words(), w.longer.Words()), Live: true}
}

// CreateRenderer is for Fyne.
func (w *Waiting) CreateRenderer() fyne.WidgetRenderer { return drawAround(w, w.all) }
