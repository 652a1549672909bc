package look

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours, by what they are for. Every pair that meets on screen is in the contrast test.
const (
	Paper    fyne.ThemeColorName = "vestibule-paper"     // behind everything
	Sheet    fyne.ThemeColorName = "vestibule-sheet"     // a panel on the paper
	Ink      fyne.ThemeColorName = "vestibule-ink"       // body text
	Quiet    fyne.ThemeColorName = "vestibule-quiet"     // hints, small print
	Accent   fyne.ThemeColorName = "vestibule-accent"    // the one action
	Pressed  fyne.ThemeColorName = "vestibule-pressed"   // the one action under the pointer
	OnAccent fyne.ThemeColorName = "vestibule-on-accent" // words on Accent and Pressed
	Tint     fyne.ThemeColorName = "vestibule-tint"      // behind accent words: chosen, hovered

	Lost        fyne.ThemeColorName = "vestibule-lost"         // what is lost
	LostSoft    fyne.ThemeColorName = "vestibule-lost-soft"    // behind words about it
	RunsOut     fyne.ThemeColorName = "vestibule-runsout"      // what runs out
	RunsOutSoft fyne.ThemeColorName = "vestibule-runsout-soft" // behind words about it
	Done        fyne.ThemeColorName = "vestibule-done"         // what is done
	DoneSoft    fyne.ThemeColorName = "vestibule-done-soft"    // behind words about it

	Border   fyne.ThemeColorName = "vestibule-border"    // edges that say "here one can type or press"
	Hairline fyne.ThemeColorName = "vestibule-hairline"  // edges that only please
	Focus    fyne.ThemeColorName = "vestibule-focus"     // the ring around what has the keyboard
	Field    fyne.ThemeColorName = "vestibule-field"     // inside of what one types into
	Selected fyne.ThemeColorName = "vestibule-selected"  // behind selected text
	Off      fyne.ThemeColorName = "vestibule-off"       // what cannot be pressed now
	OffInk   fyne.ThemeColorName = "vestibule-off-ink"   // words on it: still to be read
	Stripe   fyne.ThemeColorName = "vestibule-stripe"    // the demo plan's edge
	OnStripe fyne.ThemeColorName = "vestibule-on-stripe" // its other stripe, and words on it
)

// palette is one mode's colours, 0xRRGGBB.
type palette map[fyne.ThemeColorName]uint32

var palettes = [...]palette{
	Light: {
		Paper: 0xFAF6EF, Sheet: 0xFFFFFF, Ink: 0x1E2A32, Quiet: 0x4B5760,
		Accent: 0x0B5A68, Pressed: 0x08434E, OnAccent: 0xFFFFFF, Tint: 0xE3EFF0,
		Lost: 0x9B1C1C, LostSoft: 0xFBEBE8, RunsOut: 0x7D4700, RunsOutSoft: 0xFCF0D9, Done: 0x1B6236, DoneSoft: 0xE6F2E7,
		Border: 0x7B766B, Hairline: 0xE3DCCF, Focus: 0x0B5A68, Field: 0xFFFFFF, Selected: 0xBFDDE1,
		Off: 0xE6E1D7, OffInk: 0x5A5F63, Stripe: 0xF0B440, OnStripe: 0x1E2A32,
	},
	Dark: {
		Paper: 0x12181C, Sheet: 0x1B2329, Ink: 0xF2EEE6, Quiet: 0xB8C1C7,
		Accent: 0x74CDD8, Pressed: 0x9BE0E8, OnAccent: 0x06252B, Tint: 0x1D3338,
		Lost: 0xFFA29A, LostSoft: 0x33211F, RunsOut: 0xF3C571, RunsOutSoft: 0x30281A, Done: 0x8FD9A6, DoneSoft: 0x1B2D22,
		Border: 0x83909A, Hairline: 0x2C373E, Focus: 0x74CDD8, Field: 0x0D1215, Selected: 0x28545B,
		Off: 0x29323A, OffInk: 0xA3ADB5, Stripe: 0xE3A72F, OnStripe: 0x12181C,
	},
	Contrast: {
		Paper: 0x000000, Sheet: 0x000000, Ink: 0xFFFFFF, Quiet: 0xFFFFFF,
		Accent: 0xFFE95C, Pressed: 0xFFFFFF, OnAccent: 0x000000, Tint: 0x2B2700,
		Lost: 0xFFB4AE, LostSoft: 0x000000, RunsOut: 0xFFD27F, RunsOutSoft: 0x000000, Done: 0xA5F2BC, DoneSoft: 0x000000,
		Border: 0xFFFFFF, Hairline: 0x9A9A9A, Focus: 0xFFE95C, Field: 0x000000, Selected: 0x5B5200,
		Off: 0x262626, OffInk: 0xD0D0D0, Stripe: 0xFFE95C, OnStripe: 0x000000,
	},
}

// rgb opens 0xRRGGBB.
func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}
