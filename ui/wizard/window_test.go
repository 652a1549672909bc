package wizard_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/control"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

// window gives a window of a size with an empty frame in it.
func window(t testing.TB, l *look.Look, size fyne.Size) (fyne.Window, *wizard.Frame) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(l)
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	f := wizard.New(wizard.FrameConfig{Canvas: w.Canvas(), Words: wizard.FrameWords{
		Back: "Back", Stop: "Stop", Side: "Where you are",
		Step: func(at, of int) string { return "Step " + string(rune('0'+at)) + " of " + string(rune('0'+of)) },
		Notice: control.NoticeWords{Info: "Good to know", Good: "Done", Warning: "Please check", Bad: "Stopped",
			More: "More ways", Reference: "Reference:"},
	}})
	w.SetContent(f.Object())
	w.Resize(size)
	return w, f
}
