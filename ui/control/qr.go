package control

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/boombuler/barcode/qr"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// QR shows something as a QR code, black on white whatever the look: cameras ask for that.
type QR struct {
	widget.BaseWidget
	name    string
	picture *canvas.Image
}

// quiet is the white edge around the squares, in squares (ISO/IEC 18004, section 6.3.8).
const quiet = 4

// largestQR is how large it gets at most: a phone reads it from an arm's length.
const largestQR = 400

// NewQR makes one; name says what it is to who cannot see it, never what it holds. The error is of content that is too long
// for any QR code.
func NewQR(name string, content []byte) (*QR, error) {
	squares, err := qr.Encode(string(content), qr.L, qr.Auto)
	if err != nil {
		return nil, err
	}
	q := &QR{name: name, picture: canvas.NewImageFromImage(drawn(squares))} // squares would keep the content
	q.picture.FillMode, q.picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScalePixels
	q.ExtendBaseWidget(q)
	return q, nil
}

// drawn is squares with their white edge, a square a pixel.
func drawn(squares image.Image) image.Image {
	from := squares.Bounds()
	out := image.NewGray(image.Rect(0, 0, from.Dx()+2*quiet, from.Dy()+2*quiet))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	for y := range from.Dy() {
		for x := range from.Dx() {
			out.Set(x+quiet, y+quiet, color.GrayModel.Convert(squares.At(from.Min.X+x, from.Min.Y+y)))
		}
	}
	return out
}

// Describe says it is a picture.
func (q *QR) Describe() a11y.Node { return a11y.Node{Role: a11y.Image, Name: q.name} }

// CreateRenderer is for Fyne.
func (q *QR) CreateRenderer() fyne.WidgetRenderer {
	return draw(q, func() fyne.Size {
		side := min(max(q.Size().Width, 200), largestQR)
		return fyne.NewSize(200, side)
	}, func(size fyne.Size) {
		side := min(size.Width, largestQR)
		q.picture.Move(fyne.NewPos((size.Width-side)/2, 0))
		q.picture.Resize(fyne.NewSquareSize(side))
	}, func(*look.Look) {}, q.picture)
}
