package wizard

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/control"
	"vestibule/ui/look"
)

// Form is how a page is arranged.
type Form uint8

// The forms.
const (
	Automatic Form = iota // by the width of the window
	Phone                 // one column, the ways on at the thumb
	Desktop               // the column left of a quiet panel
)

// wideFrom is the width from which a window is arranged as on a desktop.
const wideFrom = 700

// SetForm forces a form, or with Automatic leaves it to the width.
func (f *Frame) SetForm(form Form) {
	f.form = form
	f.root.Refresh()
}

func (f *Frame) wide(width float32) bool {
	if f.form == Automatic {
		return width >= wideFrom
	}
	return f.form == Desktop
}

// arrangement is the frame as a fyne.Layout.
type arrangement Frame

const (
	// pageMost is how wide a phone's column gets on a screen that is none.
	pageMost = 480
	// pinMost is how much of the height the ways on may take at the bottom edge; beyond it they scroll with the page
	// (large text).
	pinMost = 0.4
	// bannerMost is how much of the height the banner may take for good.
	bannerMost = 0.15
	// sideLeast and sideMost bound the panel beside the column.
	sideLeast, sideMost = 240, 440
)

// MinSize lets the window be as small as it likes: the page scrolls.
func (a *arrangement) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout arranges banner, page, ways on and panel.
func (a *arrangement) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f := (*Frame)(a)
	top := f.placeBanner(size)
	rest := fyne.NewSize(size.Width, size.Height-top)
	if f.wide(size.Width) {
		f.arrangeWide(top, rest)
		return
	}
	f.arrangeNarrow(top, rest)
}

// placeBanner gives the height that the banner takes from the page: none if it is so high (large text) that it has to
// scroll with the page.
func (f *Frame) placeBanner(size fyne.Size) float32 {
	if len(f.roof.Objects) > 0 {
		f.banner.Objects, f.roof.Objects = f.roof.Objects, nil
	}
	if len(f.banner.Objects) == 0 {
		return 0
	}
	height := control.Settle(f.banner, size.Width)
	if height > size.Height*bannerMost {
		f.banner.Objects, f.roof.Objects = nil, f.banner.Objects
		return 0
	}
	return height
}

func (f *Frame) arrangeNarrow(top float32, size fyne.Size) {
	f.aside.Hide()
	side := max(look.Between, (size.Width-pageMost)/2)
	f.pin(true)
	height := control.Settle(f.ways.all, size.Width-2*side) + 2*look.Inside + look.Tight
	if !f.ways.all.Visible() {
		height = 0
	}
	if height > size.Height*pinMost {
		f.pin(false)
		height = 0
	}
	f.inset.set(look.Between, side)
	f.bottom.Move(fyne.NewPos(side, top+size.Height-height+look.Inside))
	f.bottom.Resize(fyne.NewSize(size.Width-2*side, max(height-look.Inside, 0)))
	f.place(fyne.NewPos(0, top), size.SubtractWidthHeight(0, height))
}

func (f *Frame) arrangeWide(top float32, size fyne.Size) {
	f.pin(false)
	width := float32(0)
	visible(f.aside, f.side.Visible() && len(f.side.Objects) > 0)
	if f.aside.Visible() {
		width = min(max(size.Width*0.36, sideLeast), sideMost)
		f.aside.Move(fyne.NewPos(size.Width-width, top))
		f.aside.Resize(fyne.NewSize(width, size.Height))
	}
	room := size.Width - width
	f.inset.set(look.Around, max(look.Around, (room-look.Measure)/2))
	f.place(fyne.NewPos(0, top), fyne.NewSize(room, size.Height))
}

// place gives the page its part of the window. What wraps is told its width before Fyne asks how high it is.
func (f *Frame) place(at fyne.Position, size fyne.Size) {
	control.Settle(f.scroll.Content, size.Width)
	f.scroll.Move(at)
	f.scroll.Resize(size)
	f.scroll.Content.Resize(size.Max(f.scroll.Content.MinSize()))
	f.scroll.Refresh()
}

// pin takes the ways on out of the page to the bottom edge, or puts them back. They stay the same objects.
func (f *Frame) pin(down bool) {
	if down == f.pinned {
		return
	}
	f.pinned = down
	inPage := []fyne.CanvasObject{f.top, f.head.all, f.body, f.foot}
	if down {
		f.bottom.Objects = []fyne.CanvasObject{f.ways.all}
	} else {
		f.bottom.Objects = nil
		inPage = []fyne.CanvasObject{f.top, f.head.all, f.body, f.ways.all, f.foot}
	}
	f.column.Objects = inPage
}

// inset is the page as a fyne.Layout: the roof from edge to edge, and the column with room around it.
type inset struct{ vertical, horizontal float32 }

func (i *inset) set(vertical, horizontal float32) { i.vertical, i.horizontal = vertical, horizontal }

// Layout puts the column in the middle, under the roof.
func (i *inset) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	roof, column := parts[0], parts[1]
	top := control.Settle(roof, size.Width)
	column.Move(fyne.NewPos(i.horizontal, top+i.vertical))
	control.Settle(column, size.Width-2*i.horizontal)
}

// MinSize is as high as both; the width is the window's to say.
func (i *inset) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, parts[0].MinSize().Height+parts[1].MinSize().Height+2*i.vertical)
}
