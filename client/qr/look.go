package qr

import (
	"context"
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"

	"vestibule/app/secret"
)

// reader collects what the looks at one picture find.
type reader struct {
	ctx   context.Context
	texts []secret.Bytes
}

// read looks again and again, the likeliest ways first: as it is, smaller, darker … A round is looked at whole, since each code
// of several may need its own way; after a round that found something there is no other.
func read(ctx context.Context, g *image.Gray) []secret.Bytes {
	r := &reader{ctx: ctx}
	for _, round := range rounds(g) {
		for _, l := range round {
			if ctx.Err() != nil {
				return r.texts
			}
			r.look(g, l)
			rest(ctx)
		}
		if len(r.texts) > 0 {
			break
		}
	}
	return r.texts
}

// add keeps a text that is not there yet.
func (r *reader) add(text string) {
	b := secret.Of([]byte(text))
	if slices.ContainsFunc(r.texts, b.Equal) {
		b.Clear()
		return
	}
	r.texts = append(r.texts, b)
}

// look is one way to look at a picture: at a size, in black and white by a threshold of each region (which stands shadows) or
// of all (which stands noise), and perhaps as a negative.
type look struct {
	size     size
	all      bool
	negative bool
}

// rounds are the ways to look, by what they found in photographs: nine in ten codes are read by the first look, and of the
// rest most by the second and by the doubled picture.
func rounds(g *image.Gray) [][]look {
	fit, whole := sizes(g)
	first := []look{{size: fit}, {size: fit, all: true}, {size: 2 * fit}}
	second := []look{{size: 3 * fit}, {size: 2 * fit, all: true}}
	if fit > whole {
		first = append(first, look{size: whole})
		second = append(second, look{size: whole, all: true})
	} else {
		second = append(second, look{size: doubled}, look{size: doubled, all: true}, look{size: softened})
	}
	third := []look{{size: fit, negative: true}, {size: fit, all: true, negative: true}, {size: 2 * fit, negative: true}}
	if fit == 1 {
		third = append(third, look{size: doubled, negative: true})
	}
	return [][]look{first, second, third}
}

func (r *reader) look(g *image.Gray, l look) {
	g = l.size.of(g)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	source, err := gozxing.NewPlanarYUVLuminanceSource(g.Pix, g.Stride, h, 0, 0, w, h, false)
	if err != nil {
		return
	}
	binarizer := gozxing.NewHybridBinarizer(source)
	if l.all {
		binarizer = gozxing.NewGlobalHistgramBinarizer(source)
	}
	matrix, err := binarizer.GetBlackMatrix()
	if err != nil {
		return
	}
	if l.negative {
		matrix.FlipAll()
	}
	(&search{ctx: r.ctx, matrix: matrix, add: r.add}).find()
}
