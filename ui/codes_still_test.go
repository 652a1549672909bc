package ui_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

// This file is codes and time: what stands still, what moves on, what is said.

func TestCodesChangeWithTheirTime(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	k := timed("Garden club", "garden.club@example.org")
	r.codes()
	first, second1, third := codeAt(t, k, noon), codeAt(t, k, noon.Add(30*second)), codeAt(t, k, noon.Add(60*second))
	r.see("garden.club@example.org: "+first, "(Next: "+second1, `"30 seconds left"`)
	r.pass(12 * second)
	r.see(first, `timer "Time left" = "18 seconds left"`)
	r.pass(18 * second)
	r.see("garden.club@example.org: "+second1, "(Next: "+third, `"30 seconds left"`)
}

func TestACodeStandsStillWhileItIsRead(t *testing.T) {
	for _, by := range []string{"keyboard", "finger"} {
		t.Run(by, func(t *testing.T) {
			r := newRig(t, uitest.Phone, having(plain("Garden club", "Library")...))
			k := timed("Garden club", "garden.club@example.org")
			r.codes()
			r.pass(25 * second)
			first, next := codeAt(t, k, noon), codeAt(t, k, noon.Add(30*second))
			name := "Garden club, garden.club@example.org: " + first
			if by == "keyboard" {
				r.tabTo(`button "` + name + `" (Next: ` + next + `) [focused]`)
			} else {
				r.walkTo(a11y.Button, name).Press() // a finger leaves the keyboard where it is
				r.Queue.Run()
			}
			r.pass(7 * second)
			r.see(name, "(Changed. Now: "+next, `status "New codes"`)
			if by == "keyboard" {
				r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
			} else {
				r.walkTo(a11y.Button, name).Press()
			}
			r.Queue.Run()
			r.pass(second)
			r.see("Garden club, garden.club@example.org: " + next)
		})
	}
}

func TestTheTimeIsSpokenAtTenSecondsAndAtTheChangeAlone(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	r.codes()
	spoken := func() (said []string) {
		for range 60 {
			r.pass(second)
			out, _ := r.Outline()
			for _, m := range regexp.MustCompile(`status "([^"]+)"`).FindAllStringSubmatch(out, -1) {
				if len(said) == 0 || said[len(said)-1] != m[1] {
					said = append(said, m[1])
				}
			}
		}
		return said
	}
	if got := spoken(); len(got) > 0 {
		t.Errorf("nobody reads a code, and it says %q", got)
	}
	r.walkTo(a11y.Button, "Garden club, garden.club@example.org: "+codeAt(t, timed("Garden club", "garden.club@example.org"), noon.Add(60*second))).Press()
	if got, want := spoken(), []string{"10 seconds left", "New codes", "10 seconds left", "New codes"}; !slices.Equal(got, want) {
		t.Errorf("said %q, want %q", got, want)
	}
}

// TestWhatIsCopiedIsTheCodeThatCounts, not the one that stands still for who reads.
func TestWhatIsCopiedIsTheCodeThatCounts(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	k := timed("Garden club", "garden.club@example.org")
	r.codes()
	r.walkTo(a11y.Button, "Garden club, garden.club@example.org: "+codeAt(t, k, noon)).Press()
	r.pass(31 * second)
	r.see(codeAt(t, k, noon), "Changed.")
	r.must(r.Press("Copy the code of Garden club, garden.club@example.org"))
	want, _ := k.Code(noon.Add(31 * second))
	if got := fyne.CurrentApp().Clipboard().Content(); got != want.Text {
		t.Errorf("copied %q, want %q", got, want.Text)
	}
	r.see(": " + codeAt(t, k, noon.Add(31*second)))
}

func TestCodesFollowThePlansClock(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...), func(r *rig) { r.knob(`{"clock.skew":{"seconds":-180}}`) })
	r.codes()
	r.see("The clock on this device is 3 minutes", "We go by your plan's clock",
		"Garden club, garden.club@example.org: "+codeAt(t, timed("Garden club", "garden.club@example.org"), noon.Add(-3*time.Minute)))
}
