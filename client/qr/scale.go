package qr

import "image"

// size is how many pixels of a picture become one, on a side; below 1, one of the sizes with a name.
type size int

const (
	doubled  size = 0  // each pixel becomes two
	softened size = -1 // each three become two: squares whose edges fell between pixels come out even
)

const (
	// fitting is the number of pixels in which a code that fills a good part of a picture is read best, and quickly.
	fitting = 1_500_000
	// wholly is the number of pixels up to which a picture is looked at as it is, which takes a second.
	wholly = 16_000_000
)

// sizes gives the smallest shrinking that fits, and the one for small codes in a big picture.
func sizes(g *image.Gray) (fit, whole size) {
	pixels := g.Rect.Dx() * g.Rect.Dy()
	for whole = 1; pixels/int(whole*whole) > wholly; whole++ {
	}
	for fit = whole; pixels/int(fit*fit) > fitting; fit++ {
	}
	return fit, whole
}

// of gives the picture at a size.
func (s size) of(g *image.Gray) *image.Gray {
	switch s {
	case doubled:
		return double(g)
	case softened:
		return shrink(double(g), 3)
	}
	return shrink(g, int(s))
}

// shrink gives the mean of each n×n pixels: noise goes, and big codes become quick to find.
func shrink(g *image.Gray, n int) *image.Gray {
	if n <= 1 {
		return g
	}
	out := image.NewGray(image.Rect(0, 0, max(1, g.Rect.Dx()/n), max(1, g.Rect.Dy()/n)))
	wide, high := min(n, g.Rect.Dx()), min(n, g.Rect.Dy())
	rows(out, func(y int, row []byte) {
		for x := range row {
			sum := 0
			for dy := range high {
				for _, v := range g.Pix[(y*n+dy)*g.Stride+x*n:][:wide] {
					sum += int(v)
				}
			}
			row[x] = byte(sum / (wide * high))
		}
	})
	return out
}

// double gives four pixels for each, between their neighbours: codes drawn with a pixel or two a square are found then.
func double(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, 2*w, 2*h))
	rows(out, func(y int, row []byte) {
		near, far := beside(y, h)
		a, b := g.Pix[near*g.Stride:], g.Pix[far*g.Stride:]
		for x := range row {
			l, r := beside(x, w)
			row[x] = byte((9*int(a[l]) + 3*int(a[r]) + 3*int(b[l]) + int(b[r]) + 8) / 16)
		}
	})
	return out
}

// beside gives the pixel that i of the doubled row lies in, and its neighbour on that side.
func beside(i, n int) (near, far int) {
	near = i / 2
	return near, min(max(near-1+2*(i%2), 0), n-1)
}
