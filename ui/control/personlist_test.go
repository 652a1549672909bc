package control_test

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

// crowd is so many people, every tenth with a long line.
func crowd(n int) (all []control.PersonEntry) {
	for i := range n {
		e := control.PersonEntry{Key: fmt.Sprint("p", i), Hue: i, Pattern: i / 8, Initials: "AB", Name: fmt.Sprint("Person ", i), Detail: "Born 1950. You may look."}
		if i%10 == 0 {
			e.Note = "Your access ends on May 4, 2026. The plan can make it longer if you ask for that in time."
		}
		all = append(all, e)
	}
	return all
}

func personList(t testing.TB, n int, scale float32) (*control.PersonList, *container.Scroll, fyne.Window) {
	w := window(t, look.New(look.Light, scale))
	list := control.NewPersonList("People")
	list.Set(crowd(n))
	scroll := container.NewVScroll(control.Column(8, list))
	tell := func(fyne.Position) { list.SetSight(scroll.Offset.Y, scroll.Offset.Y+scroll.Size().Height) }
	scroll.OnScrolled = tell
	w.SetContent(scroll)
	w.Resize(fyne.NewSize(358, 700))
	control.Settle(scroll.Content, 358)
	tell(fyne.Position{})
	return list, scroll, w
}

func TestOnlyPeopleInSightAreDrawn(t *testing.T) {
	list, scroll, w := personList(t, 200, 1)
	if n := list.Drawn(); n < 5 || n > 14 {
		t.Errorf("%d rows are drawn of 200", n)
	}
	scroll.ScrollToOffset(fyne.NewPos(0, list.MinSize().Height/2))
	list.SetSight(scroll.Offset.Y, scroll.Offset.Y+700)
	if n := list.Drawn(); n < 5 || n > 14 {
		t.Errorf("%d rows are drawn in the middle", n)
	}
	out := a11y.Outline(w.Canvas())
	if strings.Contains(out, `"Person 1"`) || !strings.Contains(out, " of 200]") || !strings.Contains(out, `"Person 100"`) {
		t.Errorf("the tree holds what is not in sight, or not what is:\n%s", out)
	}
}

func TestArrowsWalkThePeople(t *testing.T) {
	_, _, w := personList(t, 200, 1)
	w.Canvas().FocusNext()
	for _, step := range []struct {
		key fyne.KeyName
		at  string
	}{{fyne.KeyDown, "Person 1"}, {fyne.KeyEnd, "Person 199"}, {fyne.KeyDown, "Person 199"}, {fyne.KeyUp, "Person 198"}, {fyne.KeyHome, "Person 0"}, {fyne.KeyUp, "Person 0"}} {
		key(w, step.key)
		at := ""
		a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
			if n.Focused {
				at = n.Name
			}
		})
		if at != step.at {
			t.Errorf("%s leads to %q, want %q", step.key, at, step.at)
		}
	}
}

func TestAPersonIsChosenAndKeepsTheKeyboard(t *testing.T) {
	list, _, w := personList(t, 200, 1)
	chosen := ""
	list.OnChoose = func(key string) { chosen = key }
	w.Canvas().FocusNext()
	key(w, fyne.KeyDown)
	key(w, fyne.KeyReturn)
	if chosen != "p1" {
		t.Errorf("chose %q", chosen)
	}
	list.Set(crowd(200)[1:]) // the same people, one fewer
	held := false
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) { held = held || n.Focused && n.Name == "Person 1" })
	if !held {
		t.Error("who had the keyboard lost it")
	}
	list.Set(crowd(1))
	if w.Canvas().Focused() != nil {
		t.Error("the keyboard is at a row that is gone")
	}
}

func TestRowsOfPeopleDoNotOverlapAtAnySize(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		_, _, w := personList(t, 30, scale)
		end := float32(-1)
		a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
			if n.Role != a11y.Button {
				return
			}
			if n.Pos.Y < end {
				t.Errorf("scale %v: %q begins at %v, the one before ends at %v", scale, n.Name, n.Pos.Y, end)
			}
			if least := n.Object.MinSize().Height; n.Size.Height+.5 < least || n.Size.Height < look.Target {
				t.Errorf("scale %v: %q is %v high, its words need %v", scale, n.Name, n.Size.Height, least)
			}
			end = n.Pos.Y + n.Size.Height
		})
		if end < 0 {
			t.Fatal("no rows")
		}
	}
}

// TestPatternsLookDifferent compares what is drawn, without colours.
func TestPatternsLookDifferent(t *testing.T) {
	seen := map[string]int{}
	for pattern := range control.Patterns {
		w := window(t, look.New(look.Light, 1))
		band := control.NewBand(2, pattern)
		w.SetContent(band)
		w.Resize(fyne.NewSize(80, 12))
		shot := w.Canvas().Capture()
		var drawn strings.Builder
		for y := range 12 {
			for x := range 80 {
				g := color.GrayModel.Convert(shot.At(x, y)).(color.Gray)
				fmt.Fprint(&drawn, g.Y>>7)
			}
		}
		if other, is := seen[drawn.String()]; is {
			t.Errorf("patterns %d and %d look the same", other, pattern)
		}
		seen[drawn.String()] = pattern
	}
}

func TestActingBarSaysWhoAndLeadsBack(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		w := window(t, look.New(look.Light, scale))
		back := 0
		bar := control.NewActingBar(control.NewBadge(3, 2, "DR"), "Acting for Dolores Ruiz", "Back to me", func() { back++ })
		w.SetContent(control.Column(0, bar))
		w.Resize(fyne.NewSize(320, 600))
		if problems := a11y.Problems(w.Canvas()); problems != nil {
			t.Error(problems)
		}
		out := a11y.Outline(w.Canvas())
		if !strings.Contains(out, `region "Acting for Dolores Ruiz"`) || !strings.Contains(out, `status "Acting for Dolores Ruiz"`) {
			t.Errorf("scale %v:\n%s", scale, out)
		}
		a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
			if right := n.Pos.X + n.Size.Width; right > 320.5 {
				t.Errorf("scale %v: %q reaches to %v", scale, n.Name, right)
			}
			if n.Role == a11y.Button {
				test.Tap(n.Object.(fyne.Tappable))
			}
		})
		if back != 1 {
			t.Errorf("scale %v: the way back was pressed %d times", scale, back)
		}
	}
}

// TestPeoplePictures draws people in every look into build/pictures, for people to look at. Nothing is compared.
func TestPeoplePictures(t *testing.T) {
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark, "contrast": look.Contrast} {
		w := window(t, look.New(mode, 1))
		list := control.NewPersonList("People")
		list.Set(crowd(9))
		list.SetSight(0, 3000)
		bar := control.NewActingBar(control.NewBadge(1, 3, "DR"), "Acting for Dolores Ruiz", "Back to me", func() {})
		w.SetContent(control.Column(0, bar, control.Pad(look.Between, look.Between, list)))
		w.Resize(fyne.NewSize(420, 1100))
		w.Content().Refresh()
		save(t, "people-"+name, w)
	}
}
