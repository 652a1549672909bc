package wizard_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

var phone, desktop = fyne.NewSize(390, 844), fyne.NewSize(1100, 760)

// form is a page with one field and one of everything around it, and a count of what was done.
type form struct {
	field, other *control.Field
	built        int
	done         []string
}

func newForm() *form {
	return &form{field: control.NewField("Name"), other: control.NewField("Number")}
}

func (p *form) page() wizard.Page {
	did := func(what string) func() { return func() { p.done = append(p.done, what) } }
	return wizard.Page{
		Key: "form", Title: "Who are you?", Lead: "Tell us your name.", At: 2, Of: 4,
		Body: func() fyne.CanvasObject {
			p.built++
			return control.Column(look.Between, p.field, p.other)
		},
		Next:   &wizard.Action{Label: "Go on", Do: did("next")},
		Others: []wizard.Action{{Label: "Another way", Do: did("other")}},
		Back:   did("back"), Stop: did("stop"),
	}
}

func key(w fyne.Window, name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
	} else if heard := w.Canvas().OnTypedKey(); heard != nil {
		heard(ev)
	}
}

func write(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

// find gives the one thing on screen of a role and a name, or nil.
func find(w fyne.Window, role a11y.Role, name string) *a11y.Node {
	var found *a11y.Node
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
		if n.Role == role && n.Name == name {
			found = n
		}
	})
	return found
}

func TestSameKeyKeepsTextAndFocus(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	p := newForm()
	f.Show(p.page())
	write(w, "ali")
	page := p.page()
	page.Notice = &wizard.Notice{Tone: wizard.Bad, Title: "No answer came"}
	f.Show(page)
	write(w, "ce")
	page.Busy = "Asking the plan"
	f.Show(page)
	if p.field.Text() != "alice" || p.built != 1 || w.Canvas().Focused() != p.field.Focus() {
		t.Errorf("text %q, built %d times, focus on %T", p.field.Text(), p.built, w.Canvas().Focused())
	}
	if find(w, a11y.Alert, "Stopped: No answer came") == nil {
		t.Error("the notice is not on screen")
	}
}

func TestAnotherKeyBuildsAnewAndMovesFocus(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	f.Show(newForm().page())
	code, updated := control.NewCodeField("Code", 6), 0
	f.Show(wizard.Page{Key: "code", Title: "Your code", Update: func() { updated++ },
		Body: func() fyne.CanvasObject { return code }})
	if w.Canvas().Focused() != code.Focus() || updated != 1 || find(w, a11y.Textbox, "Name") != nil {
		t.Errorf("focus on %T, updated %d times", w.Canvas().Focused(), updated)
	}
	two := newForm()
	page := two.page()
	page.Focus = two.other.Focus
	f.Show(page)
	if w.Canvas().Focused() != two.other.Focus() {
		t.Error("the focus is not where the page says")
	}
	f.Show(wizard.Page{Key: "words", Title: "Nothing to type"})
	if w.Canvas().Focused() != nil {
		t.Errorf("focus on %T, where there is nothing to type", w.Canvas().Focused())
	}
}

func TestEnterAndEscape(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	p := newForm()
	f.Show(p.page())
	key(w, fyne.KeyReturn) // in the field
	key(w, fyne.KeyEscape)
	w.Canvas().Unfocus()
	key(w, fyne.KeyEnter)
	key(w, fyne.KeyEscape)
	if got := strings.Join(p.done, " "); got != "next back next back" {
		t.Errorf("done: %s", got)
	}
}

func TestEnterDoesNothingWhereNextIsOff(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	p := newForm()
	page := p.page()
	page.Next.Off, page.Next.Why = true, "You can try again in five minutes."
	f.Show(page)
	key(w, fyne.KeyReturn)
	n := find(w, a11y.Button, "Go on")
	n.Press()
	if len(p.done) > 0 || !n.Disabled || find(w, a11y.Text, page.Next.Why) == nil {
		t.Errorf("done %v, %+v", p.done, n)
	}
}

func TestBusyTurnsNextOffAndNothingElse(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	p := newForm()
	page := p.page()
	page.Busy, page.Longer = "Asking the plan", "This can take ten seconds."
	f.Show(page)
	key(w, fyne.KeyReturn)
	for _, name := range []string{"Go on", "Stop", "Back", "Another way"} {
		find(w, a11y.Button, name).Press()
	}
	if got := strings.Join(p.done, " "); got != "stop back other" {
		t.Errorf("done: %s", got)
	}
	if find(w, a11y.Status, "Asking the plan This can take ten seconds.") == nil {
		t.Errorf("what is awaited is not said:\n%s", a11y.Walk(w.Canvas()).Outline())
	}
	f.Show(p.page())
	if find(w, a11y.Button, "Stop") != nil || find(w, a11y.Button, "Go on").Disabled {
		t.Error("still busy")
	}
}

func TestFocusGoesToTheFirstWrongFieldOnce(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	p := newForm()
	f.Show(p.page())
	p.other.SetError("The number has nine digits.")
	f.Show(p.page())
	if w.Canvas().Focused() != p.other.Focus() {
		t.Fatalf("focus on %T, want the wrong field", w.Canvas().Focused())
	}
	w.Canvas().Focus(p.field.Focus())
	f.Show(p.page()) // a countdown
	if w.Canvas().Focused() != p.field.Focus() {
		t.Error("a page that is drawn again takes the keyboard away")
	}
	find(w, a11y.Button, "Go on").Press()
	f.Show(p.page())
	if w.Canvas().Focused() != p.other.Focus() {
		t.Error("Next with the field still wrong does not lead back to it")
	}
}

func TestOthersThatLookTheSameKeepTheKeyboard(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	p := newForm()
	f.Show(p.page())
	w.Canvas().Focus(find(w, a11y.Button, "Another way").Object.(fyne.Focusable))
	f.Show(p.page())
	key(w, fyne.KeySpace)
	if got := strings.Join(p.done, " "); got != "other" {
		t.Errorf("done: %q", got)
	}
}

func TestFocusOrderIsReadingOrder(t *testing.T) {
	for name, size := range map[string]fyne.Size{"phone": phone, "desktop": desktop} {
		w, f := window(t, look.New(look.Light, 1), size)
		dress(f)
		page := newForm().page()
		page.Busy = "Asking"
		page.Notice = &wizard.Notice{Title: "Old code", Fix: &wizard.Action{Label: "Send a new one"}, More: []wizard.Action{{Label: "Call"}}}
		f.Show(page)
		w.Canvas().Unfocus()
		var order []string
		for range 9 {
			w.Canvas().FocusNext()
			a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
				if n.Focused {
					order = append(order, n.Name)
				}
			})
		}
		want := "Outbox, Back, Send a new one, More ways, Name, Number, Stop, Another way, Outbox"
		if name == "desktop" { // what is awaited stands at the bottom edge, the ways on in the page
			want = "Outbox, Back, Send a new one, More ways, Name, Number, Another way, Stop, Outbox"
		}
		if got := strings.Join(order, ", "); got != want {
			t.Errorf("%s: %s\nwant: %s", name, got, want)
		}
	}
}
