package control

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

func TestWrapKeepsEveryLetterAndTheWidth(t *testing.T) {
	test.NewTempApp(t)
	f := face{size: 16}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zäß€ ]{0,30}\n?){0,4}`).Draw(t, "text")
		width := float32(rapid.IntRange(40, 400).Draw(t, "width"))
		lines := f.wrap(text, width)
		for _, line := range lines {
			if got := f.width(line); got > width {
				t.Fatalf("line %q is %v wide, want %v at most", line, got, width)
			}
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if bare(strings.Join(lines, "")) != bare(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}
