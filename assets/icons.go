package assets

import "embed"

//go:embed icon/*.svg
var icons embed.FS

// Icon gives the SVG of an icon drawn for 24 × 24, its lines in "currentColor"; nil where there is none of that name.
// The family: bad, good, info, warning; back, check, external, eye, eye-off, forward, less, more, open, paste; clock, key, lock, mail, person, phone,
// shield; appointments, card, messages, prescriptions, results.
func Icon(name string) []byte {
	svg, err := icons.ReadFile("icon/" + name + ".svg")
	if err != nil {
		return nil
	}
	return svg
}
