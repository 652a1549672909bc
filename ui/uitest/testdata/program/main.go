// Program is a page with one of everything, for the tests of the drivers and of what they drive through.
package main

import (
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

func main() {
	a := app.NewWithID("org.example.stage")
	a.Settings().SetTheme(look.New(look.Light, 1))
	w := a.NewWindow("Stage")
	status := control.NewText("").As(a11y.Status)
	name := control.NewField("Username")
	name.Autocomplete = "username"
	pass := control.NewSecretField(control.SecretWords{Label: "Password", Show: "Show", Hide: "Hide", ShowIt: "Show password", HideIt: "Hide password"})
	trust := control.NewCheck("Trust this device", nil)
	var bridge *a11y.Bridge
	done := func() {
		s := pass.Take()
		status.SetText(fmt.Sprintf("Signed in as %s with %x, trust %v", name.Text(), s.Reveal(), trust.On()))
		s.Clear()
		pass.Clear()
		bridge.Changed()
	}
	pass.OnSubmitted = done
	off := control.NewButton("Later", control.Plain, nil)
	off.Disable()
	box := container.NewVBox(control.NewTitle("Sign in"), control.NewLead("Use the name you chose."), name, pass, trust,
		control.NewChoice("How", []control.Option{{Title: "By text"}, {Title: "By voice"}}, nil),
		control.NewButton("Sign in", control.Filled, done), off, control.NewLink("Help", func() { status.SetText("Helped") }), status)
	for i := range 20 {
		box.Add(control.NewButton(fmt.Sprintf("More %d", i), control.Plain, func() { status.SetText(fmt.Sprintf("Pressed %d", i)) }))
	}
	w.SetContent(container.NewVScroll(box))
	w.Canvas().Focus(name.Focus())
	w.Resize(fyne.NewSize(480, 640))
	w.SetMaster()
	a.Lifecycle().SetOnStarted(func() {
		bridge = a11y.Start(w, a11y.Options{Lang: "en", Do: fyne.Do, Failed: func(err error) { fmt.Fprintln(os.Stderr, err) }})
	})
	w.ShowAndRun()
}
