package uitest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// FormFactor is a kind of screen that every page is looked at on.
type FormFactor string

// The form factors.
const (
	Phone   FormFactor = "phone"
	Desktop FormFactor = "desktop"
)

// FormFactors gives them all.
func FormFactors() []FormFactor { return []FormFactor{Phone, Desktop} }

// Size is that of the window, in Fyne's units.
func (f FormFactor) Size() fyne.Size {
	if f == Phone {
		return fyne.NewSize(390, 844)
	}
	return fyne.NewSize(1100, 760)
}

// Window gives a window of Fyne's test driver that looks as theme says, with no padding around the content. It is gone when
// the test ends.
func Window(t testing.TB, f FormFactor, theme fyne.Theme, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme)
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(f.Size())
	return w
}
