package control_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

// many is a source of numbered entries that notes what it was asked for.
type many struct {
	n       int
	asked   map[int]bool
	reading string
}

func (m *many) Len() int         { return m.n }
func (m *many) Key(i int) string { return fmt.Sprint("key ", i) }
func (m *many) Entry(i int, reading bool) control.CodeEntry {
	m.asked[i] = true
	if reading {
		m.reading = m.Key(i)
	}
	title := fmt.Sprint("Issuer ", i)
	return control.CodeEntry{Title: title, Detail: "anna@example.org", Code: "123 456", Note: "Next: 654 321", Said: title + ": 1 2 3, 4 5 6",
		Do: "Copy", DoSaid: "Copy the code of " + title, Details: "Details", DetailsSaid: "Details of " + title}
}

// codeList gives a list of so many entries, scrolled as the frame would.
func codeList(t testing.TB, n int, scale float32) (*control.CodeList, *many, *container.Scroll, fyne.Window) {
	w := window(t, look.New(look.Light, scale))
	source := &many{n: n, asked: map[int]bool{}}
	timer := control.NewCodeTimer("Time left")
	timer.Set("18 seconds left", 0.6, false)
	list := control.NewCodeList("Your codes", timer, source, [2]string{"Next code", "Details"})
	scroll := container.NewVScroll(container.NewVBox(list))
	tell := func(fyne.Position) { list.SetSight(scroll.Offset.Y, scroll.Offset.Y+scroll.Size().Height) }
	scroll.OnScrolled = tell
	w.SetContent(scroll)
	w.Resize(fyne.NewSize(358, 700))
	tell(fyne.Position{})
	return list, source, scroll, w
}

func TestOnlyRowsInSightAreAskedFor(t *testing.T) {
	list, source, scroll, w := codeList(t, 10_000, 1)
	if len(source.asked) == 0 || len(source.asked) > 12 {
		t.Fatalf("%d entries were asked for", len(source.asked))
	}
	clear(source.asked)
	scroll.ScrollToOffset(fyne.NewPos(0, list.MinSize().Height/2))
	list.SetSight(scroll.Offset.Y, scroll.Offset.Y+700)
	for i := range source.asked {
		if i < 4980 || i > 5020 {
			t.Errorf("entry %d was asked for in the middle of the list", i)
		}
	}
	if out := a11y.Outline(w.Canvas()); strings.Contains(out, `"Issuer 1:`) || !strings.Contains(out, " of 10000]") {
		t.Errorf("the tree holds what is not in sight, or not what is:\n%s", out)
	}
}

func TestArrowsWalkTheList(t *testing.T) {
	_, source, _, w := codeList(t, 10_000, 1)
	w.Canvas().FocusNext()
	for _, step := range []struct {
		key fyne.KeyName
		at  string
	}{{fyne.KeyDown, "key 1"}, {fyne.KeyEnd, "key 9999"}, {fyne.KeyDown, "key 9999"}, {fyne.KeyUp, "key 9998"}, {fyne.KeyHome, "key 0"}, {fyne.KeyUp, "key 0"}} {
		key(w, step.key)
		if source.reading != step.at {
			t.Errorf("%s leads to %s, want %s", step.key, source.reading, step.at)
		}
		a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
			if n.Focused && n.Sight.Size.Height < n.Size.Height-1 {
				t.Errorf("%s: what has the keyboard is not in sight: %v of %v", step.key, n.Sight, n.Size)
			}
		})
	}
}

func TestTabGoesOnBeyondWhatIsInSight(t *testing.T) {
	_, source, _, w := codeList(t, 100, 1)
	for range 3 * 40 {
		w.Canvas().FocusNext()
	}
	if source.reading != "key 39" {
		t.Errorf("after 40 rows Tab stands at %s", source.reading)
	}
}

func TestTheRowWithTheKeyboardKeepsIt(t *testing.T) {
	list, source, scroll, w := codeList(t, 1000, 1)
	w.Canvas().FocusNext()
	held := w.Canvas().Focused()
	scroll.ScrollToOffset(fyne.NewPos(0, 50_000))
	list.SetSight(50_000, 50_700)
	if list.Reading() != "key 0" || w.Canvas().Focused() != held {
		t.Errorf("scrolling away moved the reading to %s", list.Reading())
	}
	source.n = 0
	list.Update()
	if w.Canvas().Focused() != nil {
		t.Error("an entry that is gone has the keyboard")
	}
}

func TestARowIsRead(t *testing.T) {
	list, _, _, w := codeList(t, 3, 1)
	var heard []string
	note := func(what string) func(string) { return func(key string) { heard = append(heard, what+" "+key) } }
	list.OnPress, list.OnDo, list.OnOpen = note("press"), note("do"), note("open")
	node(t, w, a11y.Button, "Issuer 1: 1 2 3, 4 5 6").Press()
	if list.Reading() != "key 1" {
		t.Errorf("pressed, and %q is read", list.Reading())
	}
	node(t, w, a11y.Button, "Copy the code of Issuer 2").Press()
	node(t, w, a11y.Button, "Details of Issuer 0").Press()
	node(t, w, a11y.Button, "Issuer 1: 1 2 3, 4 5 6").Press()
	if list.Reading() != "" {
		t.Errorf("pressed again, and %q is still read", list.Reading())
	}
	if got, want := strings.Join(heard, ", "), "press key 1, do key 2, open key 0, press key 1"; got != want {
		t.Errorf("heard %s, want %s", got, want)
	}
}

func TestSectionsStandOverTheirRows(t *testing.T) {
	list, _, _, w := codeList(t, 4, 1)
	before := list.MinSize().Height
	list.SetSections(control.CodeSection{From: 0, Name: "Meadow Health"}, control.CodeSection{From: 2, Name: "Not of this plan"})
	list.Update()
	if list.MinSize().Height <= before {
		t.Error("headings take no room")
	}
	var order []string
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
		if n.Role == a11y.Heading || n.Role == a11y.ListItem {
			order = append(order, n.Line())
		}
	})
	if got, want := strings.Join(order, "; "), `heading 2 "Meadow Health"; listitem [1 of 4]; listitem [2 of 4]; heading 2 "Not of this plan"; listitem [3 of 4]; listitem [4 of 4]`; got != want {
		t.Errorf("read as %s", got)
	}
}

func TestRowsAreLargeEnoughAndFit(t *testing.T) {
	for _, scale := range []float32{1, 1.5, 2} {
		_, _, _, w := codeList(t, 5, scale)
		for _, p := range a11y.Problems(w.Canvas()) {
			t.Errorf("at %v: %s", scale, p)
		}
		a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
			if n.Press != nil && (n.Size.Width < look.Target || n.Size.Height < look.Target || n.Pos.X+n.Size.Width > 358.5) {
				t.Errorf("at %v: %s is at %v, %v", scale, n.Line(), n.Pos, n.Size)
			}
		})
		save(t, fmt.Sprint("codes-", scale), w)
	}
}

func TestTheTimerIsSilentUntilToldToSpeak(t *testing.T) {
	timer := control.NewCodeTimer("Time left")
	w := in(t, timer)
	timer.Set("18 seconds left", 0.6, false)
	if out := a11y.Outline(w.Canvas()); out != "timer \"Time left\" = \"18 seconds left\"\n" {
		t.Errorf("got %s", out)
	}
	timer.Say("10 seconds left")
	node(t, w, a11y.Status, "10 seconds left")
}

// BenchmarkCodesUpdate is what a second costs while a list is on screen.
func BenchmarkCodesUpdate(b *testing.B) {
	for _, n := range []int{10, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			list, _, _, _ := codeList(b, n, 1)
			for b.Loop() {
				list.Update()
			}
		})
	}
}
