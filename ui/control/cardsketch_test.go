package control_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

func TestCardSketchSaysWhereToLook(t *testing.T) {
	w := in(t, control.NewCardSketch("The number is in the middle.", control.CardNumber))
	if n := node(t, w, a11y.Image, "The number is in the middle."); n.Focusable {
		t.Error("nothing can be done with a drawing")
	}
}

// TestCardSketchMarksByShape: without any colour the three drawings still differ.
func TestCardSketchMarksByShape(t *testing.T) {
	var seen []image.Image
	for _, line := range []control.CardLine{control.CardName, control.CardNumber, control.CardGroup} {
		w := window(t, look.New(look.Contrast, 1))
		w.SetContent(control.Leading(control.NewCardSketch("A card", line)))
		w.Resize(fyne.NewSize(200, 140))
		grey := blackWhite(w.Canvas().Capture())
		for i, other := range seen {
			if n := differing(grey, other.(*image.Gray)); n < 200 {
				t.Errorf("lines %d and %d differ in %d dots only", i, line, n)
			}
		}
		seen = append(seen, grey)
	}
}

// blackWhite takes the colours away, and the shades with them.
func blackWhite(from image.Image) *image.Gray {
	out := image.NewGray(from.Bounds())
	for i := range out.Pix {
		r, g, b, _ := from.At(i%out.Stride, i/out.Stride).RGBA()
		if r+g+b > 3*0x4000 {
			out.Pix[i] = 0xff
		}
	}
	return out
}

func differing(a, b *image.Gray) (n int) {
	for i := range a.Pix {
		if a.Pix[i] != b.Pix[i] {
			n++
		}
	}
	return n
}

func TestFactIsSpelled(t *testing.T) {
	w := in(t, control.NewFact("Code 1", "4YKD").Spelled("4 Y K D"))
	node(t, w, a11y.Text, "Code 1: 4 Y K D")
}
