package qr

import (
	"bytes"
	"image"
	"image/color"
	_ "image/gif" // the formats that image.Decode knows
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"

	"vestibule/app/problem"
)

// decode gives the picture in grey, or the problem why not. Nothing is decoded whose size has not been read before.
func decode(picture []byte) (*image.Gray, error) {
	if len(picture) > Largest {
		return nil, problem.New(problem.PictureTooLarge)
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return nil, problem.New(problem.PictureUnreadable).Because(errNoPicture)
	}
	pixels := int64(config.Width) * int64(config.Height)
	if pixels > mostPixels || pixels*bytesEach(kind, config.ColorModel, picture) > mostMemory {
		return nil, problem.New(problem.PictureTooLarge)
	}
	return decodeWhole(picture)
}

// decodeWhole decodes; a decoder that panics on a broken file has found it unreadable as well.
func decodeWhole(picture []byte) (g *image.Gray, err error) {
	defer func() {
		if recover() != nil {
			g, err = nil, problem.New(problem.PictureUnreadable).Because(errNoPicture)
		}
	}()
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, problem.New(problem.PictureUnreadable).Because(errNoPicture)
	}
	return grey(img), nil
}

// bytesEach is how much memory a pixel takes while it is decoded. A progressive JPEG is kept whole as coefficients of four
// bytes beside the picture; WebP's lossless kind holds two copies.
func bytesEach(kind string, model color.Model, picture []byte) int64 {
	switch {
	case kind == "jpeg" && progressive(picture):
		return 15
	case kind == "jpeg":
		return 4
	case kind == "webp":
		return 8
	}
	switch model {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	}
	if _, ok := model.(color.Palette); ok {
		return 1
	}
	return 4
}

// progressive reports whether a JPEG says so (ITU-T T.81, table B.1: SOF2), or whether that cannot be told.
func progressive(jpeg []byte) bool {
	for i := 2; i+4 <= len(jpeg); {
		marker := jpeg[i+1]
		switch {
		case jpeg[i] != 0xff:
			return true
		case marker == 0xff: // filled up
			i++
			continue
		case marker == 0xc0 || marker == 0xc1:
			return false
		case marker == 0xc2:
			return true
		}
		i += 2 + int(jpeg[i+2])<<8 + int(jpeg[i+3])
	}
	return true
}

// grey gives what an eye sees of a picture on white paper: the kinds that files decode to without a colour at a time.
func grey(img image.Image) *image.Gray {
	b := img.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	switch src := img.(type) {
	case *image.Gray:
		rows(g, func(y int, row []byte) { copy(row, src.Pix[y*src.Stride:]) })
	case *image.YCbCr: // Y is what is looked for
		rows(g, func(y int, row []byte) { copy(row, src.Y[src.YOffset(b.Min.X, b.Min.Y+y):]) })
	case *image.Paletted:
		var of [256]byte
		for i, c := range src.Palette[:min(len(src.Palette), 256)] {
			of[i] = luminance(c.RGBA())
		}
		rows(g, func(y int, row []byte) {
			for x := range row {
				row[x] = of[src.Pix[y*src.Stride+x]]
			}
		})
	case image.RGBA64Image: // every other one that the decoders give
		rows(g, func(y int, row []byte) {
			for x := range row {
				c := src.RGBA64At(b.Min.X+x, b.Min.Y+y)
				row[x] = luminance(uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A))
			}
		})
	}
	return g
}

func rows(g *image.Gray, fill func(y int, row []byte)) {
	for y := range g.Rect.Dy() {
		fill(y, g.Pix[y*g.Stride:][:g.Rect.Dx()])
	}
}

// luminance is ITU-R BT.601, as color.GrayModel has it, with white behind what is see-through.
func luminance(r, g, b, a uint32) byte {
	behind := 0xffff - a
	return byte((19595*(r+behind) + 38470*(g+behind) + 7471*(b+behind) + 1<<15) >> 24)
}
