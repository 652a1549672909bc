package wizard_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

// endless is a part that is far longer than any window.
type endless struct {
	*canvas.Rectangle
	top, bottom float32
}

func (e *endless) SetSight(top, bottom float32) { e.top, e.bottom = top, bottom }

func TestALongPartKnowsWhatOfItIsSeen(t *testing.T) {
	for _, size := range []fyne.Size{phone, desktop} {
		w, f := window(t, look.New(look.Light, 1), size)
		dress(f)
		long := &endless{Rectangle: canvas.NewRectangle(nil)}
		long.SetMinSize(fyne.NewSize(100, 50_000))
		last := control.NewButton("After it", control.Plain, func() {})
		body := control.Column(look.Between, control.NewText("Before it"), control.Column(0, long), last)
		f.Show(wizard.Page{Key: "long", Title: "Many", Long: long, Body: func() fyne.CanvasObject { return body }})
		if long.top >= 0 || long.bottom <= 0 || long.bottom > size.Height {
			t.Errorf("%v: at the top it sees %v to %v", size, long.top, long.bottom)
		}
		a11y.Reveal(w.Canvas(), last)
		if long.top < 49_000 || long.bottom > 51_000 {
			t.Errorf("%v: at the end it sees %v to %v", size, long.top, long.bottom)
		}
	}
}
