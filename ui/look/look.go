package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode is which of the three looks.
type Mode uint8

// The looks.
const (
	Light Mode = iota
	Dark
	Contrast // white on black, for who needs all the difference there is
)

// Look is a fyne.Theme. Make one with New; it does not change afterwards.
type Look struct {
	mode  Mode
	scale float32
	base  fyne.Theme
}

var _ fyne.Theme = (*Look)(nil)

// New gives the look of a mode at a text scale, which is held between 1 and 2 (WCAG 2.2, 1.4.4 asks for 200 %).
func New(mode Mode, scale float32) *Look {
	if mode > Contrast {
		mode = Light
	}
	return &Look{mode: mode, scale: min(max(scale, 1), 2), base: theme.DefaultTheme()}
}

// From gives the Look that t is, or a light one where t is somebody else's theme, so that a control never lacks a colour.
func From(t fyne.Theme) *Look {
	if l, ok := t.(*Look); ok {
		return l
	}
	return New(Light, 1)
}

// Mode gives which look this is.
func (l *Look) Mode() Mode { return l.mode }

// Scale gives by how much text is enlarged, 1 to 2.
func (l *Look) Scale() float32 { return l.scale }

// Of gives one of our colours.
func (l *Look) Of(name fyne.ThemeColorName) color.Color { return l.Color(name, 0) }

// Text gives one of our text sizes at this scale; an unknown name is Body.
func (l *Look) Text(name fyne.ThemeSizeName) float32 {
	size, ours := textSizes[name]
	if !ours {
		size = textSizes[Body]
	}
	return size * l.scale
}

// Color answers our names and Fyne's. The variant is ignored: a mode is chosen by New.
func (l *Look) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if ours, ok := fyneColours[name]; ok {
		name = ours
	}
	if name == theme.ColorNameShadow {
		return color.NRGBA{A: 0x22}
	}
	v, ok := palettes[l.mode][name]
	if !ok {
		return rgb(palettes[l.mode][Ink])
	}
	return rgb(v)
}

// Font gives Fyne's bundled faces: nothing of the system's is counted on.
func (l *Look) Font(style fyne.TextStyle) fyne.Resource { return l.base.Font(style) }

// Icon gives Fyne's icons, for the few Fyne widgets; our own come from assets.
func (l *Look) Icon(name fyne.ThemeIconName) fyne.Resource { return l.base.Icon(name) }

// Size answers our text sizes and Fyne's sizes.
func (l *Look) Size(name fyne.ThemeSizeName) float32 {
	if ours, ok := fyneTexts[name]; ok {
		name = ours
	}
	if _, ok := textSizes[name]; ok {
		return l.Text(name)
	}
	if size, ok := fyneSizes[name]; ok {
		return size
	}
	return l.base.Size(name)
}
