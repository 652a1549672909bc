package control

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/assets"
	"vestibule/ui/look"
)

// Icon is a picture of our family beside a word. It says nothing of its own: the word does.
type Icon struct {
	widget.BaseWidget
	name   string
	colour fyne.ThemeColorName
	size   float32
	image  *canvas.Image
}

// NewIcon draws an icon of assets/icon in one of look's colours at the size it was drawn for.
func NewIcon(name string, colour fyne.ThemeColorName) *Icon {
	i := &Icon{name: name, colour: colour, size: look.Icon, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes picture and colour.
func (i *Icon) Set(name string, colour fyne.ThemeColorName) {
	i.name, i.colour = name, colour
	i.Refresh()
}

// CreateRenderer is for Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	return draw(i, func() fyne.Size { return fyne.NewSquareSize(i.size) }, func(size fyne.Size) {
		i.image.Move(fyne.NewPos((size.Width-i.size)/2, (size.Height-i.size)/2))
		i.image.Resize(fyne.NewSquareSize(i.size))
	}, func(l *look.Look) {
		picture := inked(i.name, l.Of(i.colour))
		if old := i.image.Resource; old == nil || old.Name() != picture.Name() {
			i.image.Resource = picture
			i.image.Refresh()
		}
	}, i.image)
}

// inked gives the icon with its lines in a colour. Fyne's own recolouring fills what has no fill.
func inked(name string, c color.Color) fyne.Resource {
	r, g, b, _ := c.RGBA()
	hex := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	svg := bytes.ReplaceAll(assets.Icon(name), []byte("currentColor"), []byte(hex))
	return fyne.NewStaticResource(name+hex+".svg", svg)
}
