package wizard

import "fyne.io/fyne/v2"

// tellSight tells the long part of the page which part of it the window shows.
func (f *Frame) tellSight() {
	if f.page.Long == nil {
		return
	}
	top, found := within(f.scroll.Content, f.page.Long)
	if !found {
		return
	}
	from := f.scroll.Offset.Y - top
	f.page.Long.SetSight(from, from+f.scroll.Size().Height)
}

// within gives how far below the top of a container something in it stands, through containers alone.
func within(o, target fyne.CanvasObject) (below float32, found bool) {
	if o == target {
		return 0, true
	}
	c, holds := o.(*fyne.Container)
	if !holds || !c.Visible() {
		return 0, false
	}
	for _, part := range c.Objects {
		if below, found = within(part, target); found {
			return below + part.Position().Y, true
		}
	}
	return 0, false
}
