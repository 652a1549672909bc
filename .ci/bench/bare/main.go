// Bare is the least Fyne program: one window with one label. Come here to see what ours is measured beside; it does nothing
// else, and is built by the benchmarks alone.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("org.example.bare").NewWindow("Bare")
	w.SetContent(widget.NewLabel("Sign in"))
	w.Resize(fyne.NewSize(1100, 820))
	w.ShowAndRun()
}
