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
	// waitMost is how much of it what is awaited may take, for which there is no other place: it is to be seen at once.
	waitMost = 0.7
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
	f.main.Move(fyne.Position{})
	f.main.Resize(size)
	top := f.placeBanner(size)
	top += f.placeWhose(top, size)
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

// edgeWidth is how thick the edge of somebody else's record is: it stands in the room beside the column.
const edgeWidth = look.Inside

// placeWhose gives the height that the bar of somebody else's record takes, and puts their edge along the window.
func (f *Frame) placeWhose(top float32, size fyne.Size) float32 {
	f.edge.Move(fyne.NewPos(0, top))
	f.edge.Resize(fyne.NewSize(edgeWidth, size.Height-top))
	if len(f.who.Objects) == 0 {
		return 0
	}
	f.who.Move(fyne.NewPos(0, top))
	return control.Settle(f.who, size.Width)
}

func (f *Frame) arrangeNarrow(top float32, size fyne.Size) {
	f.aside.Hide()
	side := max(look.Between, (size.Width-pageMost)/2)
	if control.Settle(f.ways.actions, size.Width-2*side) > size.Height*pinMost {
		f.pin(waiting)
	} else {
		f.pin(everything)
	}
	f.inset.set(look.Between, side)
	f.place(top, size)
}

func (f *Frame) arrangeWide(top float32, size fyne.Size) {
	width := float32(0)
	visible(f.aside, f.side.Visible() && len(f.side.Objects) > 0)
	if f.aside.Visible() {
		width = min(max(size.Width*0.36, sideLeast), sideMost)
		f.aside.Move(fyne.NewPos(size.Width-width, top))
		f.aside.Resize(fyne.NewSize(width, size.Height))
	}
	if f.page.Long != nil { // its end may be far away
		f.pin(everything)
	} else {
		f.pin(waiting)
	}
	room := size.Width - width
	f.inset.set(look.Around, max(look.Around, (room-look.Measure)/2))
	f.place(top, fyne.NewSize(room, size.Height))
}

// place gives the page its part of the window, under the banner and over what is pinned. What wraps is told its width
// before Fyne asks how high it is.
func (f *Frame) place(top float32, size fyne.Size) {
	side := f.inset.horizontal
	height := f.bottomHeight(size.Width - 2*side)
	if height > size.Height*waitMost {
		f.pin(nothing)
		height = 0
	}
	f.bottom.Move(fyne.NewPos(side, top+size.Height-height+look.Inside))
	f.bottom.Resize(fyne.NewSize(size.Width-2*side, max(height-look.Inside, 0)))
	size.Height -= height
	control.Settle(f.scroll.Content, size.Width)
	f.scroll.Move(fyne.NewPos(0, top))
	f.scroll.Resize(size)
	f.scroll.Content.Resize(size.Max(f.scroll.Content.MinSize()))
	f.tellSight()
	f.scroll.Refresh()
}

// bottomHeight is the height that what is pinned takes from the page.
func (f *Frame) bottomHeight(width float32) float32 {
	if len(f.bottom.Objects) == 0 || !f.bottom.Objects[0].Visible() {
		return 0
	}
	return control.Settle(f.bottom.Objects[0], width) + 2*look.Inside + look.Tight
}

// pinned is what stands at the bottom edge, whatever is scrolled.
type pinned uint8

const (
	nothing    pinned = iota
	waiting           // what is awaited, with Stop
	everything        // the ways on
)

// pin takes something out of the page to the bottom edge, or puts it back. It stays the same objects.
func (f *Frame) pin(what pinned) {
	if what == f.pinned {
		return
	}
	f.pinned, f.bottom.Objects = what, nil
	f.ways.all.Objects = []fyne.CanvasObject{f.ways.busy, f.ways.actions}
	f.column.Objects = []fyne.CanvasObject{f.top, f.head.all, f.body, f.ways.all, f.foot}
	switch what {
	case waiting:
		f.bottom.Objects = []fyne.CanvasObject{f.ways.busy}
		f.ways.all.Objects = []fyne.CanvasObject{f.ways.actions}
	case everything:
		f.bottom.Objects = []fyne.CanvasObject{f.ways.all}
		f.column.Objects = []fyne.CanvasObject{f.top, f.head.all, f.body, f.foot}
	}
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
