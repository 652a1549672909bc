package wizard_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

// TestNothingIsSmallOrCutOff looks at a full page on every screen and at every text size.
func TestNothingIsSmallOrCutOff(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(320, 568), phone, fyne.NewSize(700, 500), desktop} {
		for _, scale := range []float32{1, 1.5, 2} {
			t.Run(fmt.Sprint(size.Width, " × ", scale), func(t *testing.T) {
				w, f := window(t, look.New(look.Light, scale), size)
				dress(f)
				page := signInPage()
				page.Busy, page.Stop = "Asking the plan whether the name and password go together", func() {}
				f.Show(page)
				find(w, a11y.Button, "More ways").Press()
				fits(t, w, size.Width)
			})
		}
	}
}

func fits(t *testing.T, w fyne.Window, width float32) {
	t.Helper()
	seen := 0
	a11y.Walk(w.Canvas()).Each(func(n *a11y.Node) {
		seen++
		if (n.Focusable || n.Press != nil) && (n.Size.Width < look.Target || n.Size.Height < look.Target) {
			t.Errorf("%s %q is %v", n.Role, n.Name, n.Size)
		}
		if n.Pos.X < -0.5 || n.Pos.X+n.Size.Width > width+0.5 {
			t.Errorf("%s %q reaches from %v to %v of %v", n.Role, n.Name, n.Pos.X, n.Pos.X+n.Size.Width, width)
		}
		if least := n.Object; least != nil && n.Size.Height+0.5 < least.MinSize().Height {
			t.Errorf("%s %q is %v high, its words need %v", n.Role, n.Name, n.Size.Height, least.MinSize().Height)
		}
	})
	if seen < 20 {
		t.Fatalf("only %d things on screen", seen)
	}
}

func TestTheFormFollowsTheWidthUnlessForced(t *testing.T) {
	side := func(w fyne.Window) bool { return find(w, a11y.Heading, "What helps") != nil }
	w, f := window(t, look.New(look.Light, 1), desktop)
	dress(f)
	f.Show(signInPage())
	if !side(w) {
		t.Error("no panel beside the column of a wide window")
	}
	w.Resize(fyne.NewSize(699, 760))
	if side(w) {
		t.Error("a panel in a narrow window")
	}
	f.SetForm(wizard.Desktop)
	if !side(w) {
		t.Error("Desktop was forced, and no panel")
	}
	w.Resize(desktop)
	f.SetForm(wizard.Phone)
	if side(w) {
		t.Error("Phone was forced, and a panel")
	}
}

func TestOnAPhoneNextIsAtTheThumb(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	dress(f)
	page := signInPage()
	page.Others = nil
	f.Show(page)
	n := find(w, a11y.Button, "Sign in")
	if bottom := n.Pos.Y + n.Size.Height; bottom < phone.Height-look.Around || bottom > phone.Height {
		t.Errorf("Next ends at %v of %v", bottom, phone.Height)
	}
}

func TestLargeTextLetsTheWaysOnScroll(t *testing.T) {
	w, f := window(t, look.New(look.Light, 2), fyne.NewSize(320, 480))
	f.Show(signInPage())
	n := find(w, a11y.Button, "Sign in")
	if n.Sight.Size.Height > 0 && n.Pos.Y < 480 {
		t.Errorf("Next is pinned over a page of %v at 200 %%", n.Pos)
	}
	w.Canvas().Focus(n.Object.(fyne.Focusable))
	n = find(w, a11y.Button, "Sign in")
	if n.Pos.Y < 0 || n.Pos.Y+n.Size.Height > 480 {
		t.Errorf("focused, but at %v: out of sight", n.Pos)
	}
}

func TestTypingBringsTheFieldIntoSight(t *testing.T) {
	w, f := window(t, look.New(look.Light, 2), fyne.NewSize(320, 480))
	f.Show(signInPage())
	title := find(w, a11y.Heading, "Sign in to your plan")
	if title.Pos.Y > 200 {
		t.Errorf("a new page begins at %v, want its title", title.Pos)
	}
	write(w, "a")
	n := find(w, a11y.Textbox, "User name or email")
	if n.Pos.Y < 0 || n.Pos.Y+n.Size.Height > 480 {
		t.Errorf("typed into at %v: out of sight", n.Pos)
	}
}

func TestTheBannerLeavesRoomForThePage(t *testing.T) {
	for scale, want := range map[float32]bool{1: true, 2: false} { // does it stand still?
		w, f := window(t, look.New(look.Light, scale), phone)
		dress(f)
		f.Show(signInPage())
		w.Canvas().Focus(find(w, a11y.Button, "More ways").Object.(fyne.Focusable))
		w.Canvas().Focus(find(w, a11y.Checkbox, "Remember my name on this device").Object.(fyne.Focusable))
		n := find(w, a11y.Region, "Demo plan: nothing here is real")
		if still := n.Pos.Y == 0; still != want {
			t.Errorf("scale %v: the banner stands still: %v, want %v", scale, still, want)
		}
	}
}

func TestAnotherLookIsWornAtOnce(t *testing.T) {
	w, f := window(t, look.New(look.Light, 1), phone)
	dress(f)
	f.Show(signInPage())
	before := find(w, a11y.Heading, "Sign in to your plan").Size.Height
	test.ApplyTheme(t, look.New(look.Dark, 2))
	fits(t, w, phone.Width)
	if after := find(w, a11y.Heading, "Sign in to your plan").Size.Height; after < 2*before {
		t.Errorf("the title was %v high and is %v at 200 %%", before, after)
	}
	r, _, _, _ := w.Canvas().Capture().At(4, int(phone.Height)-4).RGBA()
	if r>>8 > 0x40 {
		t.Errorf("the paper is still light: %x", r>>8)
	}
}
