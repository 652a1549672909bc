package qr_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	barcode "github.com/boombuler/barcode/qr"
	"golang.org/x/image/bmp"

	"vestibule/app/problem"
	"vestibule/client/qr"
)

const address = "otpauth://totp/Plan%20of%20Ours:member@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Plan%20of%20Ours"

// code draws a code with so many pixels a square and the quiet zone of four squares that the standard asks for.
func code(t testing.TB, text string, pixels int) *image.Gray {
	t.Helper()
	squares, err := barcode.Encode(text, barcode.M, barcode.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	n := (squares.Bounds().Dx() + 8) * pixels
	g := paper(n, n)
	for y := range squares.Bounds().Dy() * pixels {
		for x := range squares.Bounds().Dx() * pixels {
			g.Set(x+4*pixels, y+4*pixels, squares.At(x/pixels, y/pixels))
		}
	}
	return g
}

func paper(w, h int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	return g
}

// asPNG is the file.
func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turned gives the picture turned around its middle, on larger paper.
func turned(g *image.Gray, degrees float64) *image.Gray {
	n := g.Rect.Dx() * 3 / 2
	out := paper(n, n)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for y := range n {
		for x := range n {
			dx, dy := float64(x-n/2), float64(y-n/2)
			from := image.Pt(int(math.Round(dx*cos+dy*sin))+g.Rect.Dx()/2, int(math.Round(dy*cos-dx*sin))+g.Rect.Dy()/2)
			if from.In(g.Rect) {
				out.SetGray(x, y, g.GrayAt(from.X, from.Y))
			}
		}
	}
	return out
}

// each gives the picture with a change to every pixel.
func each(g *image.Gray, f func(x, y int, v byte) byte) *image.Gray {
	out := image.NewGray(g.Rect)
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			out.SetGray(x, y, color.Gray{Y: f(x, y, g.GrayAt(x, y).Y)})
		}
	}
	return out
}

func TestACodeIsReadInEveryState(t *testing.T) {
	plain, noise := code(t, address, 4), rand.New(rand.NewPCG(1, 2))
	for name, img := range map[string]image.Image{
		"as it is":           plain,
		"a pixel a square":   code(t, address, 1),
		"two pixels":         code(t, address, 2),
		"thirty pixels":      code(t, address, 30),
		"turned 7 degrees":   turned(plain, 7),
		"turned 45 degrees":  turned(plain, 45),
		"turned 90 degrees":  turned(plain, 90),
		"turned 200 degrees": turned(plain, 200),
		"light on dark":      each(plain, func(_, _ int, v byte) byte { return 255 - v }),
		"mirrored":           each(plain, func(x, y int, _ byte) byte { return plain.GrayAt(plain.Rect.Dx()-1-x, y).Y }),
		"grey on grey":       each(plain, func(_, _ int, v byte) byte { return 110 + v/8 }),
		"a shadow across it": each(plain, func(x, _ int, v byte) byte { return byte(int(v) * (40 + 200*x/plain.Rect.Dx()) / 255) }),
		"noise":              each(plain, func(_, _ int, v byte) byte { return byte(min(max(int(v)+noise.IntN(161)-80, 0), 255)) }),
		"from the side":      slanted(code(t, address, 8), 0.3),
		"from below, turned": turned(slanted(code(t, address, 8), 0.25), 65),
		"on glass":           onGlass(plain),
	} {
		if got, err := qr.Read(t.Context(), asPNG(t, img)); err != nil || len(got) != 1 || string(got[0].Reveal()) != address {
			t.Errorf("%s: %v, %d codes", name, err, len(got))
		}
	}
}

// slanted gives the picture as seen from the side, by a projection: its far edge is shorter by a share.
func slanted(g *image.Gray, share float64) *image.Gray {
	n := float64(g.Rect.Dx())
	return each(paper(g.Rect.Dx(), g.Rect.Dy()), func(x, y int, v byte) byte {
		depth := 1 - share*float64(x)/n
		from := image.Pt(int(float64(x)/depth), int((float64(y)-n/2)/depth+n/2))
		if from.In(g.Rect) {
			return g.GrayAt(from.X, from.Y).Y
		}
		return v
	})
}

// onGlass gives black on nothing at all, as icons are.
func onGlass(g *image.Gray) *image.NRGBA {
	out := image.NewNRGBA(g.Rect)
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			out.SetNRGBA(x, y, color.NRGBA{A: 255 - g.GrayAt(x, y).Y})
		}
	}
	return out
}

func TestEveryKindOfPicture(t *testing.T) {
	img := code(t, address, 4)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"gif":  func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) },
		"jpeg": func(b *bytes.Buffer) error { return jpeg.Encode(b, img, &jpeg.Options{Quality: 30}) },
		"colour jpeg": func(b *bytes.Buffer) error {
			rgba := image.NewRGBA(img.Rect)
			draw.Draw(rgba, img.Rect, img, image.Point{}, draw.Src)
			return jpeg.Encode(b, rgba, nil)
		},
		"bmp":           func(b *bytes.Buffer) error { return bmp.Encode(b, img) },
		"webp":          written("testdata/lossy.webp"),
		"lossless webp": written("testdata/lossless.webp"),
		"16 bits": func(b *bytes.Buffer) error {
			deep := image.NewNRGBA64(img.Rect)
			draw.Draw(deep, img.Rect, img, image.Point{}, draw.Src)
			return png.Encode(b, deep)
		},
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, b.Bytes()); len(got) != 1 || got[0] != address {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// written gives a file made beforehand: nothing here writes WebP.
func written(path string) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error {
		raw, err := os.ReadFile(path)
		b.Write(raw)
		return err
	}
}

// A sheet of codes of many sizes, one of them twice, with text between that is none.
func TestSeveralCodesInOnePicture(t *testing.T) {
	sheet, want := paper(1700, 1300), []string{}
	at := image.Pt(20, 20)
	for i, pixels := range []int{3, 4, 5, 6, 7, 3} {
		text := address + "&n=" + string(rune('a'+i%5))
		c := code(t, text, pixels)
		draw.Draw(sheet, c.Rect.Add(at), c, image.Point{}, draw.Src)
		if want = append(want, text); at.X > 1000 {
			at = image.Pt(20, 700)
		} else {
			at.X += c.Rect.Dx() + 40
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	got := texts(t, asPNG(t, sheet))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%d of %d: %q", len(got), len(want), got)
	}
}

// A picture of a phone: twelve million pixels, the code in a corner of it.
func TestASmallCodeInABigPicture(t *testing.T) {
	big, c := paper(4000, 3000), code(t, address, 3)
	draw.Draw(big, c.Rect.Add(image.Pt(3500, 2500)), c, image.Point{}, draw.Src)
	if got := texts(t, asPNG(t, big)); len(got) != 1 || got[0] != address {
		t.Errorf("%q", got)
	}
}

func TestWhatIsNoPicture(t *testing.T) {
	good := asPNG(t, code(t, address, 4))
	for name, c := range map[string]struct {
		file []byte
		want problem.Code
	}{
		"nothing":                     {nil, problem.PictureUnreadable},
		"text":                        {[]byte("otpauth://totp/A?secret=AA"), problem.PictureUnreadable},
		"half a picture":              {good[:len(good)/2], problem.PictureUnreadable},
		"a head without body":         {pngHead(100, 100, 8, 0), problem.PictureUnreadable},
		"a head that lies":            {pngHead(60000, 60000, 8, 0), problem.PictureTooLarge},
		"41 million pixels":           {pngHead(6410, 6410, 8, 0), problem.PictureTooLarge},
		"30 million deep ones":        {pngHead(5500, 5500, 16, 6), problem.PictureTooLarge},
		"12 million progressive ones": {jpegHead(4000, 3000, 0xc2), problem.PictureTooLarge},
		"12 million plain ones":       {jpegHead(4000, 3000, 0xc0), problem.PictureUnreadable},
		"a file over 25 MB":           {make([]byte, qr.Largest+1), problem.PictureTooLarge},
		"an empty page":               {asPNG(t, paper(300, 300)), problem.PictureNone},
		"one pixel":                   {asPNG(t, paper(1, 1)), problem.PictureNone},
		"a code cut in half":          {asPNG(t, code(t, address, 4).SubImage(image.Rect(0, 0, 90, 300))), problem.PictureNone},
	} {
		if got, err := qr.Read(t.Context(), c.file); !problem.Is(err, c.want) || len(got) > 0 {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// pngHead is a picture's signature and header alone.
func pngHead(w, h uint32, depth, kind byte) []byte {
	head := append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h), depth, kind, 0, 0, 0)
	return binary.BigEndian.AppendUint32(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...), crc32.ChecksumIEEE(head))
}

// jpegHead is a JPEG's start of frame alone (ITU-T T.81, B.2.2), behind its APP0.
func jpegHead(w, h uint16, marker byte) []byte {
	b := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xff"), marker, 0, 17, 8)
	b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, h), w)
	return append(b, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1)
}

func TestWhoeverAsksCanStop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := qr.Read(ctx, asPNG(t, code(t, address, 4))); !errors.Is(err, context.Canceled) || len(got) > 0 {
		t.Error(err, len(got))
	}
}

// marks gives a page of corner marks and nothing else: each three could be a code.
func marks(n, pixels int) *image.Gray {
	g := paper(n, n)
	for y := range n {
		for x := range n {
			dx, dy := x/pixels%9, y/pixels%9
			ring := max(abs(dx-4), abs(dy-4))
			if ring <= 1 || ring == 3 {
				g.SetGray(x, y, color.Gray{})
			}
		}
	}
	return g
}

func abs(n int) int { return max(n, -n) }

// Unbounded, the marks take hours. The bound here is four times what is promised: other tests run beside this one.
func TestAPictureThatMeansHarmTakesFiveSeconds(t *testing.T) {
	noise := rand.New(rand.NewPCG(3, 4))
	for name, img := range map[string]*image.Gray{
		"a page of marks":      marks(3000, 3),
		"a few large marks":    marks(3000, 25),
		"a full page of noise": each(paper(3000, 3000), func(_, _ int, _ byte) byte { return byte(noise.Uint32()) & 0x80 }),
	} {
		file, begun := asPNG(t, img), time.Now()
		_, err := qr.Read(t.Context(), file)
		if took := time.Since(begun); !problem.Is(err, problem.PictureNone) || took > 20*time.Second {
			t.Errorf("%s: %v in %v", name, err, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

func BenchmarkScreenshot(b *testing.B) {
	page, c := paper(1179, 2556), code(b, address, 9)
	draw.Draw(page, c.Rect.Add(image.Pt(300, 900)), c, image.Point{}, draw.Src)
	file := asPNG(b, page)
	for b.Loop() {
		if got := texts(b, file); len(got) != 1 {
			b.Fatal(got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(asPNG(f, code(f, "AA", 1)))
	f.Add(pngHead(20, 20, 8, 2))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, code(f, "AA", 2), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, picture []byte) {
		got, err := qr.Read(t.Context(), picture)
		if p := new(problem.Problem); (err == nil) != (len(got) > 0) || err != nil && !errors.As(err, &p) {
			t.Errorf("%d codes, %v", len(got), err)
		}
	})
}
