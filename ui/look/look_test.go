package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"vestibule/ui/look"
)

// luminance and ratio are WCAG 2.2's definitions of relative luminance and contrast ratio.
func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		x := float64(v) / 65535
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func ratio(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func TestContrast(t *testing.T) {
	type names = []fyne.ThemeColorName
	for _, c := range []struct {
		least       float64
		over, under names
	}{
		// Body text.
		{7, names{look.Ink}, names{look.Paper, look.Sheet, look.Field, look.Tint, look.Selected, look.LostSoft, look.RunsOutSoft, look.DoneSoft}},
		// Everything else that is read.
		{4.5, names{look.Quiet, look.Accent, look.Lost}, names{look.Paper, look.Sheet, look.Field, look.Tint}},
		{4.5, names{look.Lost}, names{look.LostSoft}},
		{4.5, names{look.RunsOut}, names{look.Paper, look.Sheet, look.RunsOutSoft}},
		{4.5, names{look.Done}, names{look.Paper, look.Sheet, look.DoneSoft}},
		{4.5, names{look.Accent, look.Quiet}, names{look.LostSoft, look.RunsOutSoft, look.DoneSoft}},
		{4.5, names{look.OnAccent}, names{look.Accent, look.Pressed}},
		{4.5, names{look.OffInk}, names{look.Off, look.Paper, look.Sheet, look.Field}},
		{4.5, names{look.OnStripe}, names{look.Stripe}},
		// Edges, icons and the focus ring.
		{3, names{look.Border, look.Focus}, names{look.Paper, look.Sheet, look.Field, look.Tint}},
		{3, names{look.Border}, names{look.LostSoft, look.RunsOutSoft, look.DoneSoft}},
		// Fyne's own widgets.
		{7, names{theme.ColorNameForeground}, names{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameSelection}},
		{4.5, names{theme.ColorNamePlaceHolder, theme.ColorNameDisabled}, names{theme.ColorNameInputBackground}},
		{3, names{theme.ColorNameInputBorder, theme.ColorNamePrimary, theme.ColorNameScrollBar}, names{theme.ColorNameBackground, theme.ColorNameInputBackground}},
	} {
		for _, mode := range []look.Mode{look.Light, look.Dark, look.Contrast} {
			l := look.New(mode, 1)
			for _, over := range c.over {
				for _, under := range c.under {
					if got := ratio(l.Of(over), l.Of(under)); got < c.least {
						t.Errorf("mode %d: %s on %s is %.2f:1, want %.1f:1", mode, over, under, got, c.least)
					}
				}
			}
		}
	}
}

func TestHighContrastBodyIsAtMost(t *testing.T) {
	l := look.New(look.Contrast, 1)
	if got := ratio(l.Of(look.Ink), l.Of(look.Paper)); got < 20.9 {
		t.Errorf("ink on paper is %.2f:1, want 21:1", got)
	}
}

func TestTextSizes(t *testing.T) {
	for name, want := range map[fyne.ThemeSizeName]float32{
		look.Small: 14, look.Body: 16, look.Lead: 18, look.Title: 26, look.Code: 40,
		theme.SizeNameText: 16, theme.SizeNameCaptionText: 14, theme.SizeNameHeadingText: 26,
	} {
		for scale, factor := range map[float32]float32{0.5: 1, 1: 1, 1.5: 1.5, 2: 2, 9: 2} {
			if got := look.New(look.Light, scale).Size(name); got != want*factor {
				t.Errorf("%s at scale %v is %v, want %v", name, scale, got, want*factor)
			}
		}
	}
}

func TestNoTextOfFyneIsBelowTheLeast(t *testing.T) {
	l := look.New(look.Light, 1)
	for _, name := range []fyne.ThemeSizeName{theme.SizeNameText, theme.SizeNameCaptionText, theme.SizeNameSubHeadingText, theme.SizeNameHeadingText} {
		if l.Size(name) < 14 {
			t.Errorf("%s is %v", name, l.Size(name))
		}
	}
}

func TestFromNeverLacksALook(t *testing.T) {
	if look.From(theme.DefaultTheme()).Mode() != look.Light {
		t.Error("a stranger's theme should be answered with the light look")
	}
	dark := look.New(look.Dark, 1.5)
	if look.From(dark) != dark {
		t.Error("a look should be itself")
	}
}
