package control_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

// in puts an object alone into a window.
func in(t *testing.T, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := window(t, look.New(look.Light, 1))
	w.SetContent(control.Column(8, o))
	w.Resize(fyne.NewSize(400, 600))
	return w
}

func TestEverythingPressedIsLargeEnough(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		for _, width := range []float32{320, look.Measure} {
			for name, parts := range map[string]func(*testing.T, fyne.Window) fyne.CanvasObject{"inputs": inputs, "shown": shown} {
				w := window(t, look.New(look.Light, scale))
				w.SetContent(control.Pad(16, 16, parts(t, w)))
				w.Resize(fyne.NewSize(width, 3000))
				w.Content().Refresh()
				a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
					if (n.Focusable || n.Press != nil) && (n.Size.Width < look.Target || n.Size.Height < look.Target) {
						t.Errorf("%s at %v × scale %v: %s %q is %v", name, width, scale, n.Role, n.Name, n.Size)
					}
					if right := n.Pos.X + n.Size.Width; n.Role != a11y.Window && right > width+0.5 {
						t.Errorf("%s at %v × scale %v: %s %q ends at %v", name, width, scale, n.Role, n.Name, right)
					}
				})
			}
		}
	}
}

func TestEverythingSaysWhatItIs(t *testing.T) {
	for name, parts := range map[string]func(*testing.T, fyne.Window) fyne.CanvasObject{"inputs": inputs, "shown": shown} {
		w := window(t, look.New(look.Light, 1))
		w.SetContent(parts(t, w))
		for _, problem := range a11y.Problems(w.Canvas()) {
			t.Errorf("%s: %v", name, problem)
		}
	}
}

func TestKeysPress(t *testing.T) {
	test.NewTempApp(t)
	pressed := 0
	press := func() { pressed++ }
	for name, o := range map[string]fyne.CanvasObject{
		"button": control.NewButton("Go on", control.Filled, press),
		"link":   control.NewLink("Claims", press),
		"row":    control.NewRow("Blood count", "", press),
	} {
		w := in(t, o)
		w.Canvas().FocusNext()
		pressed = 0
		key(w, fyne.KeySpace)
		key(w, fyne.KeyReturn)
		key(w, fyne.KeyEnter)
		test.Tap(o.(fyne.Tappable))
		key(w, fyne.KeyEscape)
		if pressed != 4 {
			t.Errorf("%s pressed %d times, want 4", name, pressed)
		}
	}
}

func TestOffCannotBePressed(t *testing.T) {
	test.NewTempApp(t)
	b := control.NewButton("Go on", control.Filled, func() { t.Error("pressed though off") })
	w := in(t, b)
	b.SetOff(true)
	b.SetWhy("Choose one first.")
	w.Canvas().FocusNext()
	key(w, fyne.KeySpace)
	test.Tap(b)
	n := node(t, w, a11y.Button, "Go on")
	n.Press()
	if !n.Disabled || n.Focusable || n.Description != "Choose one first." {
		t.Errorf("described as %+v", n)
	}
}

func TestUnusedKeysGoOnToThePage(t *testing.T) {
	for name, of := range map[string]struct {
		make func() fyne.CanvasObject
		keys []fyne.KeyName
	}{
		"button": {func() fyne.CanvasObject { return control.NewButton("Go on", control.Filled, nil) }, []fyne.KeyName{fyne.KeyEscape}},
		"field":  {func() fyne.CanvasObject { return control.NewField("Name") }, []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}},
		"secret": {func() fyne.CanvasObject { return secretField("Password") }, []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}},
		"code":   {func() fyne.CanvasObject { return control.NewCodeField("Code", 6) }, []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}},
		"check":  {func() fyne.CanvasObject { return control.NewCheck("Trust", nil) }, []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}},
		"choice": {func() fyne.CanvasObject { return control.NewChoice("How", []control.Option{{Title: "Text"}}, nil) },
			[]fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}},
	} {
		test.NewTempApp(t)
		w := in(t, of.make())
		var heard []fyne.KeyName
		w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { heard = append(heard, ev.Name) })
		w.Canvas().FocusNext()
		for _, k := range of.keys {
			key(w, k)
		}
		if fmt.Sprint(heard) != fmt.Sprint(of.keys) {
			t.Errorf("%s passed on %v, want %v", name, heard, of.keys)
		}
	}
}

func TestFieldSubmits(t *testing.T) {
	test.NewTempApp(t)
	f, w := typingInto(t, control.NewField("Name"))
	f.Autocomplete, f.InputMode = "username", "email"
	var changed, sent string
	f.OnChanged, f.OnSubmitted = func(s string) { changed = s }, func(s string) { sent = s }
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { t.Error("Enter came through though somebody listens") })
	write(w, "alice")
	key(w, fyne.KeyReturn)
	if changed != "alice" || sent != "alice" {
		t.Errorf("changed %q, sent %q", changed, sent)
	}
	n := node(t, w, a11y.Textbox, "Name")
	n.SetText("bob")
	n.Submit()
	if changed != "bob" || sent != "bob" || n.Autocomplete != "username" || n.InputMode != "email" {
		t.Errorf("by the tree: changed %q, sent %q, %+v", changed, sent, n)
	}
}

func TestCheckTicks(t *testing.T) {
	test.NewTempApp(t)
	var heard []bool
	c := control.NewCheck("Trust this device", func(on bool) { heard = append(heard, on) }).WithDetail("Yours alone")
	w := in(t, c)
	w.Canvas().FocusNext()
	key(w, fyne.KeySpace)
	test.Tap(c)
	node(t, w, a11y.Checkbox, "Trust this device").Press()
	c.SetOn(true)
	if fmt.Sprint(heard) != "[true false true]" || !node(t, w, a11y.Checkbox, "Trust this device").Checked {
		t.Errorf("heard %v", heard)
	}
}

func TestChoicePicks(t *testing.T) {
	test.NewTempApp(t)
	var heard []int
	options := []control.Option{{Title: "Text"}, {Title: "Email", Off: "Not allowed."}, {Title: "App"}}
	c := control.NewChoice("How", options, func(i int) { heard = append(heard, i) })
	w := in(t, c)
	w.Canvas().Focus(c.Focus())
	for _, k := range []fyne.KeyName{fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp} {
		key(w, k)
	}
	c.Pick(1)
	if fmt.Sprint(heard) != "[0 2 0 2]" || c.Picked() != 2 {
		t.Errorf("heard %v, picked %d", heard, c.Picked())
	}
	email := node(t, w, a11y.Radio, "Email")
	if !email.Disabled || email.Description != "Not allowed." || email.Position != 2 || email.Of != 3 {
		t.Errorf("described as %+v", email)
	}
	c.SetOptions([]control.Option{{Title: "App"}, {Title: "Text"}})
	if c.Picked() != 0 {
		t.Errorf("picked %d after App moved to the front", c.Picked())
	}
	c.SetOptions([]control.Option{{Title: "App", Off: "Lost."}, {Title: "Text"}})
	if c.Picked() != -1 {
		t.Error("what is off cannot stay picked")
	}
}

func TestExpanderFolds(t *testing.T) {
	test.NewTempApp(t)
	w := in(t, control.NewExpander("More ways", control.NewButton("Call", control.Outlined, nil)))
	head := node(t, w, a11y.Button, "More ways")
	if head.Expanded || !head.Expandable {
		t.Errorf("at first %+v", head)
	}
	closed := w.Content().MinSize().Height
	head.Press()
	node(t, w, a11y.Button, "Call")
	if !node(t, w, a11y.Button, "More ways").Expanded || w.Content().MinSize().Height <= closed {
		t.Error("not unfolded")
	}
}

func TestCountdownSpeaksNowAndThen(t *testing.T) {
	test.NewTempApp(t)
	c := control.NewCountdown("Try again in", func(d time.Duration) string { return d.String() })
	w := in(t, c)
	var spoken []string
	for left := 125 * time.Second; left >= -time.Second; left -= time.Second {
		c.Set(left)
		if s := status(w); len(spoken) == 0 || spoken[len(spoken)-1] != s {
			spoken = append(spoken, s)
		}
	}
	if fmt.Sprint(spoken) != "[2m5s 2m0s 1m0s 30s 10s 0s]" {
		t.Errorf("spoken: %v", spoken)
	}
	if got := node(t, w, a11y.Timer, "Try again in").Value; got != "0:00" {
		t.Errorf("digits %q", got)
	}
}

func TestDigits(t *testing.T) {
	for left, want := range map[time.Duration]string{
		0: "0:00", time.Millisecond: "0:01", 59 * time.Second: "0:59", 872 * time.Second: "14:32", time.Hour: "1:00:00",
		3*time.Hour + 4*time.Minute + 5*time.Second: "3:04:05",
	} {
		if got := control.Digits(left); got != want {
			t.Errorf("%v is %q, want %q", left, got, want)
		}
	}
}

func TestNoticeIsAnAlertOnlyWhereItMatters(t *testing.T) {
	words := control.NoticeWords{Info: "Note", Good: "Done", Warning: "Please check", Bad: "Stopped", More: "More ways"}
	for tone, want := range map[control.Tone]a11y.Role{
		control.Info: a11y.Status, control.Good: a11y.Status, control.Warning: a11y.Alert, control.Bad: a11y.Alert,
	} {
		test.NewTempApp(t)
		p := control.NewNoticePanel(words, control.Notice{Tone: tone, Title: "Title", Detail: "Why"})
		if n := p.Describe(); n.Role != want || n.Name == "Title" {
			t.Errorf("tone %d is %s %q, want %s with the tone's word", tone, n.Role, n.Name, want)
		}
	}
}

func TestNoticeThatDiffersInDetailKeepsTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	did := ""
	notice := func(fix string) control.Notice {
		return control.Notice{Title: "Old code", Fix: &control.Action{Label: "Send a new one", Do: func() { did = fix }}}
	}
	p := control.NewNoticePanel(control.NoticeWords{}, notice("first"))
	w := in(t, p)
	w.Canvas().FocusNext()
	second := notice("second")
	second.Detail = "It came 20 seconds ago."
	p.Set(second)
	node(t, w, a11y.Text, second.Detail)
	key(w, fyne.KeySpace)
	if did != "second" {
		t.Errorf("Space did %q", did)
	}
	p.Set(control.Notice{Title: "Another"})
	node(t, w, a11y.Heading, "Another")
}
