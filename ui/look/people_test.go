package look_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"vestibule/ui/look"
)

// TestWordsOnAPersonsColourAreRead: initials are bold and of body size, so they are text (WCAG 2.2, 1.4.3).
func TestWordsOnAPersonsColourAreRead(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark, look.Contrast} {
		l := look.New(mode, 1)
		for hue := range look.Hues {
			if fill, ink := l.Person(hue); ratio(fill, ink) < 4.5 {
				t.Errorf("mode %d, hue %d: %.2f:1", mode, hue, ratio(fill, ink))
			}
		}
		if got := ratio(l.Of(look.PersonEdge), l.Of(look.Sheet)); got < 3 {
			t.Errorf("mode %d: the edge of a hue is %.2f:1 on a sheet", mode, got)
		}
	}
}

// vision is how somebody sees colours: a matrix over linear RGB.
type vision [3][3]float64

// visions are every kind, at its strongest (Machado, Oliveira and Fernandes 2009, table 1), with how far apart two colours have
// to be. With none at all only lightness is left, in eight steps.
var visions = map[string]struct {
	sees  vision
	least float64
}{
	"full":         {vision{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, 40},
	"protanopia":   {vision{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}, 20},
	"deuteranopia": {vision{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}, 20},
	"tritanopia":   {vision{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}, 20},
	"none":         {vision{{.2126, .7152, .0722}, {.2126, .7152, .0722}, {.2126, .7152, .0722}}, 9},
}

func TestPeoplesColoursAreToldApartWithAnyVision(t *testing.T) {
	l := look.New(look.Light, 1)
	for name, v := range visions {
		for a := range look.Hues {
			for b := range a {
				x, _ := l.Person(a)
				y, _ := l.Person(b)
				if got := apart(v.sees.of(x), v.sees.of(y)); got < v.least {
					t.Errorf("%s: hues %d and %d are %.1f apart, want %.0f", name, a, b, got, v.least)
				}
			}
		}
	}
}

func TestAnyNumberIsAHue(t *testing.T) {
	l := look.New(look.Light, 1)
	for _, n := range []int{-9, -1, 8, 1 << 40} {
		if fill, _ := l.Person(n); fmt.Sprint(fill) == fmt.Sprint(color.NRGBA{A: 0xff}) {
			t.Errorf("hue %d is black", n)
		}
	}
}

// of gives a colour as it is seen, in CIE L*a*b* of 1976 under D65.
func (v vision) of(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	var seen, xyz [3]float64
	for i, row := range v {
		seen[i] = min(max(row[0]*straight(r)+row[1]*straight(g)+row[2]*straight(b), 0), 1)
	}
	for i, row := range [3][3]float64{{.4124, .3576, .1805}, {.2126, .7152, .0722}, {.0193, .1192, .9505}} {
		xyz[i] = cube((row[0]*seen[0] + row[1]*seen[1] + row[2]*seen[2]) / [3]float64{.95047, 1, 1.08883}[i])
	}
	return [3]float64{116*xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])}
}

// straight undoes the curve of sRGB (IEC 61966-2-1).
func straight(v uint32) float64 {
	x := float64(v) / 65535
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func cube(t float64) float64 {
	if t > 216.0/24389 {
		return math.Cbrt(t)
	}
	return (24389.0/27*t + 16) / 116
}

// apart is the difference of two colours (CIE 1976).
func apart(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}
