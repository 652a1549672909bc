package a11y_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
)

func pressable(name string) *field {
	return newField(a11y.Node{Role: a11y.Button, Name: name, Press: func() {}})
}

func TestASoundPageHasNoProblems(t *testing.T) {
	secret := newField(a11y.Node{Role: a11y.Textbox, Name: "Password", Password: true, SetSecret: func([]byte) {}})
	off := newThing(a11y.Node{Role: a11y.Button, Name: "Later", Disabled: true})
	w := window(t, container.NewVBox(heading("Sign in"), secret, pressable("Sign in"), off))
	if got := a11y.Problems(w.Canvas()); got != nil {
		t.Errorf("problems: %q", got)
	}
}

func TestEachProblemIsFound(t *testing.T) {
	cases := map[string]struct {
		on   fyne.CanvasObject
		want string
	}{
		"nameless":    {pressable(""), `button: has no name`},
		"lifeless":    {newField(a11y.Node{Role: a11y.Button, Name: "Go"}), `button "Go": cannot be pressed`},
		"mouse only":  {newThing(a11y.Node{Role: a11y.Link, Name: "Go", Press: func() {}}), `link "Go": cannot be reached by the keyboard`},
		"deaf":        {textbox("Name"), `textbox "Name": cannot be typed into`},
		"leaky":       {newField(a11y.Node{Role: a11y.Textbox, Name: "P", Password: true, Value: "x", SetSecret: func([]byte) {}}), `textbox "P" [password 0 characters]: tells its password`},
		"levelless":   {newThing(a11y.Node{Role: a11y.Heading, Name: "H"}), `heading "H": is a heading of no level`},
		"twins":       {container.NewVBox(pressable("Go"), pressable("Go")), `button "Go": has a twin`},
		"undescribed": {container.NewWithoutLayout(widget.NewEntry()), `*widget.Entry at {0 0}: takes the keyboard and does not say what it is`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := window(t, c.on)
			if got := a11y.Problems(w.Canvas()); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAnOverlayThatCannotBeLookedInto(t *testing.T) {
	w := window(t, heading("Sign in"))
	widget.NewModalPopUp(pressable("Close"), w.Canvas()).Show()
	if got := a11y.Problems(w.Canvas()); len(got) != 1 {
		t.Errorf("problems: %q", got)
	}
}

func TestWhatHasNoSizeIsFound(t *testing.T) {
	none := pressable("Go")
	w := window(t, container.NewWithoutLayout(none))
	none.Resize(fyne.Size{})
	if got, want := a11y.Problems(w.Canvas()), []string{`button "Go": has no size`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
