package wizard_test

import (
	"fmt"
	"math"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

// inSight reports that all of n is on screen, between the banner and the lower edge.
func inSight(n *a11y.Node) bool {
	return n != nil && n.Sight.Pos == n.Pos && n.Sight.Size == n.Size
}

func TestWhatIsAwaitedIsInSightHoweverLongThePage(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(320, 568), phone, fyne.NewSize(700, 400), desktop} {
		for _, scale := range []float32{1, 2} {
			t.Run(fmt.Sprint(size, scale), func(t *testing.T) {
				w, f := window(t, look.New(look.Light, scale), size)
				dress(f)
				page := signInPage()
				f.Show(page)
				button := find(w, a11y.Button, "Sign in").Pos
				page.Busy, page.Stop = "Asking the plan", func() {}
				f.Show(page)
				if !inSight(find(w, a11y.Status, "Asking the plan")) || !inSight(find(w, a11y.Button, "Stop")) {
					t.Error("a member who waits does not see what for, or how to stop")
				}
				if now := find(w, a11y.Button, "Sign in").Pos; math.Abs(float64(now.Y-button.Y)) > 0.5 {
					t.Errorf("the button was at %v and is at %v", button, now)
				}
			})
		}
	}
}

func TestAnAnswerIsSeenWhereverThePageIsScrolled(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), fyne.NewSize(1100, 500))
	dress(f)
	page := signInPage()
	answer := page.Notice
	page.Notice = nil
	f.Show(page)
	w.Canvas().Focus(find(w, a11y.Button, "Sign in").Object.(fyne.Focusable)) // far below
	byItself := page
	byItself.Notice = &wizard.Notice{Tone: wizard.Info, Title: "Work is planned for tonight"}
	f.Show(byItself)
	if !inSight(find(w, a11y.Button, "Sign in")) {
		t.Error("a notice that came by itself scrolled away what the member was at")
	}
	key(w, fyne.KeyReturn)
	page.Busy = "Asking the plan"
	f.Show(page)
	page.Busy, page.Notice = "", answer
	f.Show(page)
	if !inSight(find(w, a11y.Heading, "That did not match")) {
		t.Error("the answer is out of sight")
	}
	w.Canvas().Focus(find(w, a11y.Button, "Sign in").Object.(fyne.Focusable))
	f.Show(page) // a tick
	if !inSight(find(w, a11y.Button, "Sign in")) {
		t.Error("the answer scrolls away what the member went on to")
	}
}

func TestNothingJumpsWhenThereIsAWayBack(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	page := signInPage()
	page.Back = nil
	f.Show(page)
	before := find(w, a11y.Heading, page.Title).Pos
	page.Back = func() {}
	f.Show(page)
	if after := find(w, a11y.Heading, page.Title).Pos; after != before {
		t.Errorf("the title was at %v and is at %v", before, after)
	}
}

func TestAPageHasOneMainPartAndItsNewTitleIsSpoken(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), desktop)
	dress(f)
	f.Show(signInPage())
	var main []*a11y.Node
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
		if n.Role == a11y.Main {
			main = append(main, n)
		}
	})
	if len(main) != 1 {
		t.Fatalf("%d main parts", len(main))
	}
	within := map[a11y.Role]int{}
	main[0].Each(func(n *a11y.Node) { within[n.Role]++ })
	if within[a11y.Heading] == 0 || within[a11y.Textbox] != 2 || within[a11y.Region] != 0 {
		t.Errorf("in the main part: %v", within)
	}
	if !find(w, a11y.Heading, "Sign in to your plan").Live {
		t.Error("the title of the next page would not be spoken")
	}
}
