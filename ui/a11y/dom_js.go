package a11y

import (
	"syscall/js"

	"fyne.io/fyne/v2"
)

// dom lays a transparent form of real elements over the canvas, one a node. Text boxes are real inputs that own the
// keyboard, so input methods, autofill, soft keyboards and every alphabet work as on any page; the canvas goes on drawing
// them. (Fyne in a browser loses every character that is not ASCII: fyne#6070.)
//
// The rules are: the page's policy is strict, so styles are set as properties and never as attributes; a password is
// neither an attribute nor text of an element; what the member did reaches the controls through Bridge.do, in order. The
// browser has one thread: nothing here needs a lock.
type dom struct {
	bridge   *Bridge
	document js.Value
	layer    js.Value // over the canvas
	root     js.Value // the form in it, which holds the elements
	speaker  *speaker
	elements map[int]*element
	scale    float64 // CSS pixels to one of Fyne's units
	// heard is what the member did that has not reached the controls yet: until then these are behind.
	heard []func()
	// owed: a control took the focus while the member was ahead.
	owed bool
	// lost: what had the browser's focus is gone.
	lost bool
	// pulling: the focus moves because a control has it, not because the member moved it.
	pulling bool
	funcs   []js.Func
}

func (b *Bridge) open(o Options) reader {
	d := &dom{bridge: b, document: js.Global().Get("document"), elements: map[int]*element{}}
	d.document.Get("documentElement").Set("lang", o.Lang)
	d.layer = d.document.Call("createElement", "div")
	d.layer.Set("id", "a11y")
	d.root = d.document.Call("createElement", "form")
	d.root.Set("noValidate", true)
	d.layer.Call("append", d.root)
	d.speaker = newSpeaker(d.layer)
	// glfw-js listens on the document and prevents the default of every key and press: what is meant for an element must
	// not get there.
	for _, event := range []string{"keydown", "keyup", "mousedown", "mouseup", "contextmenu"} {
		d.on(d.root, event, func(e js.Value) { e.Call("stopPropagation") })
	}
	d.on(d.root, "submit", func(e js.Value) { e.Call("preventDefault") })
	d.document.Get("body").Call("append", d.layer)
	canvases := d.document.Call("getElementsByTagName", "canvas")
	for i := range canvases.Length() {
		canvases.Index(i).Call("setAttribute", "aria-hidden", "true")
	}
	return d
}

// show brings the elements up to date.
func (d *dom) show(now *Node, changes []Change) {
	opening := d.scale == 0
	d.rescale(now)
	for _, c := range changes {
		d.apply(c)
	}
	d.moveFocus(now, changes)
	d.keepPlace(now)
	if first(now, Main) != nil { // a page has one; what lies over all is none
		d.layer.Call("removeAttribute", "role")
	} else {
		d.layer.Call("setAttribute", "role", "main")
	}
	if title := pageTitle(now); d.document.Get("title").String() != title {
		d.document.Set("title", title)
	}
	if opening {
		d.document.Call("dispatchEvent", js.Global().Get("Event").New("a11y-ready"))
		return // what is there from the start is read anyway
	}
	d.speaker.heed(changes, d.elements)
}

func (d *dom) close() {
	d.layer.Call("remove")
	for _, e := range d.elements {
		e.release()
	}
	for _, f := range d.funcs {
		f.Release()
	}
}

func (d *dom) apply(c Change) {
	e := d.elements[c.Node.ID]
	switch c.Kind {
	case Added:
		e = d.create(c.Node)
		d.insert(e, c)
		e.place(c.Parent, d.scale)
	case Moved:
		e.node = c.Node
		d.insert(e, c)
		e.place(c.Parent, d.scale)
	case Altered:
		d.alter(e, c)
	case Gone:
		d.lost = d.lost || d.document.Get("activeElement").Equal(e.value)
		e.value.Call("remove")
		e.release()
		delete(d.elements, c.Node.ID)
	}
}

func (d *dom) alter(e *element, c Change) {
	if e == nil { // the window itself
		return
	}
	e.node = c.Node
	e.update(c.What)
	if c.What.Has(ItsPlace) {
		e.place(c.Parent, d.scale)
		for _, child := range c.Node.Children { // placed from here
			if inside := d.elements[child.ID]; inside != nil {
				inside.place(c.Node, d.scale)
			}
		}
	}
}

// insert puts e behind its elder sibling. Moving an element would take its focus away, so it moves only if it has to.
func (d *dom) insert(e *element, c Change) {
	parent, next := d.root, js.Null()
	if holder := d.elements[c.Parent.ID]; holder != nil {
		parent = holder.value
	}
	if c.Elder != nil {
		next = d.elements[c.Elder.ID].value.Get("nextSibling")
	} else {
		next = parent.Get("firstChild")
	}
	if !next.Equal(e.value) {
		parent.Call("insertBefore", e.value, next)
	}
}

// rescale places everything anew when the zoom or the text size changed.
func (d *dom) rescale(now *Node) {
	scale := float64(d.bridge.window.Canvas().Scale()) / js.Global().Get("devicePixelRatio").Float()
	if scale == d.scale {
		return
	}
	d.scale = scale
	now.Each(func(parent *Node) {
		for _, n := range parent.Children {
			if e := d.elements[n.ID]; e != nil {
				e.node = n
				e.place(parent, scale)
			}
		}
	})
}

// moveFocus takes the browser's focus along when a control took it by itself. It never brings back a focus that left the
// page: that would be a trap (WCAG 2.1.2).
func (d *dom) moveFocus(now *Node, changes []Change) {
	for _, c := range changes {
		taken := c.Kind == Added || c.Kind == Moved || c.Kind == Altered && c.What.Has(ItsFocus)
		d.owed = d.owed || taken && c.Node.Focused
	}
	if !d.owed || len(d.heard) > 0 { // the member is ahead
		return
	}
	d.owed = false
	now.Each(func(n *Node) {
		e := d.elements[n.ID]
		if !n.Focused || e == nil || d.document.Get("activeElement").Equal(e.value) {
			return
		}
		d.pull(e)
	})
}

func (d *dom) pull(e *element) {
	d.pulling = true
	e.value.Call("focus", map[string]any{"preventScroll": true})
	d.pulling = false
}

// keepPlace gives the focus to the page's title when what had it is gone and no control took it, as after a press that leads
// to another page: a screen reader reads on from there, and Tab goes on from there.
func (d *dom) keepPlace(now *Node) {
	if !d.lost || len(d.heard) > 0 {
		return
	}
	d.lost = false
	title := first(now, Heading)
	if title == nil || !d.document.Get("activeElement").Equal(d.document.Get("body")) {
		return
	}
	e := d.elements[title.ID]
	e.value.Set("tabIndex", -1) // may have the focus, is no stop of Tab
	d.pull(e)
}

// heed has what the member did reach the controls, and looks at what came of it. What is done fast is handed over at once:
// Fyne runs about one function a frame, and on a slow screen a name would take seconds to arrive.
func (d *dom) heed(do func()) {
	d.heard = append(d.heard, do)
	if len(d.heard) == 1 {
		d.bridge.do(d.catchUp)
	}
}

func (d *dom) catchUp() {
	for len(d.heard) > 0 && !d.bridge.closed() {
		do := d.heard[0]
		d.heard = d.heard[1:]
		do()
		d.bridge.sync()
	}
}

// key hands a key on that the page's controls know what to do with.
func (d *dom) key(name fyne.KeyName) {
	c, event := d.bridge.window.Canvas(), &fyne.KeyEvent{Name: name}
	if f := c.Focused(); f != nil {
		f.TypedKey(event)
	} else if typed := c.OnTypedKey(); typed != nil {
		typed(event)
	}
}

// on listens as long as the layer is there.
func (d *dom) on(target js.Value, event string, heard func(js.Value)) {
	d.funcs = append(d.funcs, listen(target, event, heard))
}

func listen(target js.Value, event string, heard func(js.Value)) js.Func {
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		heard(args[0])
		return nil
	})
	target.Call("addEventListener", event, f)
	return f
}

// first is the first thing of a role, in reading order; nil: there is none.
func first(root *Node, role Role) *Node {
	var found *Node
	root.Each(func(n *Node) {
		if found == nil && n.Role == role {
			found = n
		}
	})
	return found
}

// pageTitle is the first heading and the window's title: what a screen reader says when the tab is come back to.
func pageTitle(root *Node) string {
	heading := first(root, Heading)
	if heading == nil || heading.Name == root.Name {
		return root.Name
	}
	return heading.Name + " · " + root.Name
}
