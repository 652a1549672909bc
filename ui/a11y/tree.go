package a11y

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Walk gives what is on the canvas now. IDs hold for this one tree; a Walker keeps them. UI thread only.
func Walk(c fyne.Canvas) *Node { return new(Walker).Walk(c) }

// Walker walks one canvas again and again. A thing keeps its ID as long as it stays on screen in the same role; IDs are
// not given twice. It holds on to nothing that the last walk did not see. The zero Walker is ready.
type Walker struct {
	last int
	ids  map[thing]int
}

// thing is what an ID stands for: what turns into something else is a new thing to a reader.
type thing struct {
	object fyne.CanvasObject
	role   Role
}

// Walk gives what is on the canvas now, under a node for the window. An overlay hides what is beneath it; it has to be a
// container or one of our controls, put there by Overlays().Add: Fyne's own pop-ups wrap themselves in something that
// cannot be looked into. UI thread only.
func (w *Walker) Walk(c fyne.Canvas) *Node {
	p := pass{focused: c.Focused(), ids: make(map[thing]int, len(w.ids)), walker: w}
	root := p.window(c)
	w.ids = p.ids
	return root
}

// pass is one walk.
type pass struct {
	walker  *Walker
	ids     map[thing]int
	focused fyne.Focusable
	// bare are things that take the keyboard and do not say what they are.
	bare []*Node
}

func (p *pass) window(c fyne.Canvas) *Node {
	whole := Box{Size: c.Size()}
	root := &Node{Role: Window, Size: whole.Size, Sight: whole}
	p.name(root)
	top := c.Overlays().Top()
	if top == nil {
		top = c.Content()
	}
	p.visit(root, top, fyne.Position{}, whole)
	return root
}

// visit adds what o is, or what is in it, to parent. from is where o's own position counts from; sight is the part of the
// window that shows o's surroundings.
func (p *pass) visit(parent *Node, o fyne.CanvasObject, from fyne.Position, sight Box) {
	if o == nil || !o.Visible() {
		return
	}
	place := Box{from.Add(o.Position()), o.Size()}
	n := p.describe(o, place, sight)
	inside := parent
	if n != nil {
		parent.Children = append(parent.Children, n)
		if !childless(n.Role) {
			inside = n
		}
	}
	parts, clips := within(o)
	if clips {
		sight = sight.cut(place)
	}
	for _, part := range parts {
		p.visit(inside, part, place.Pos, sight)
	}
}

func (p *pass) describe(o fyne.CanvasObject, place, sight Box) *Node {
	n := Node{}
	d, described := o.(Describer)
	if described {
		n = d.Describe()
	}
	n.Object, n.Pos, n.Size, n.Sight = o, place.Pos, place.Size, sight.cut(place)
	if f, ok := o.(fyne.Focusable); ok {
		n.Focusable = n.Focusable || !n.Disabled
		n.Focused = n.Focused || p.focused == f
		if !described {
			p.bare = append(p.bare, &n)
		}
	}
	if n.Role == "" {
		return nil
	}
	p.name(&n)
	return &n
}

// name gives n the ID it had, or a new one.
func (p *pass) name(n *Node) {
	t := thing{n.Object, n.Role}
	id, known := p.walker.ids[t]
	if !known {
		p.walker.last++
		id = p.walker.last
	}
	p.ids[t], n.ID = id, id
}

// within gives what o shows inside itself, and whether it hides what sticks out.
func within(o fyne.CanvasObject) (parts []fyne.CanvasObject, clips bool) {
	switch o := o.(type) {
	case Holder:
		return o.Parts(), false
	case *fyne.Container:
		return o.Objects, false
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}, true
	case *container.Clip:
		return []fyne.CanvasObject{o.Content}, true
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}, false
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}, false
	}
	return nil, false
}

// childless are roles without an inside (WAI-ARIA 1.2, "children presentational", and HTML's input): what a control of
// such a role holds, like the eye in a password box, follows it.
func childless(r Role) bool {
	switch r {
	case Button, Checkbox, Radio, Textbox, Progressbar, Image, Heading, Text:
		return true
	}
	return false
}

// cut gives the part of inner that b shows.
func (b Box) cut(inner Box) Box {
	x0, y0 := max(b.Pos.X, inner.Pos.X), max(b.Pos.Y, inner.Pos.Y)
	x1 := min(b.Pos.X+b.Size.Width, inner.Pos.X+inner.Size.Width)
	y1 := min(b.Pos.Y+b.Size.Height, inner.Pos.Y+inner.Size.Height)
	switch {
	case x1 <= x0 || y1 <= y0:
		return Box{}
	case x0 == inner.Pos.X && y0 == inner.Pos.Y && x1 == inner.Pos.X+inner.Size.Width && y1 == inner.Pos.Y+inner.Size.Height:
		return inner // exactly: differences of floats are not sizes
	}
	return Box{fyne.NewPos(x0, y0), fyne.NewSize(x1-x0, y1-y0)}
}

// Each visits n and all beneath it, in reading order.
func (n *Node) Each(visit func(*Node)) {
	visit(n)
	for _, child := range n.Children {
		child.Each(visit)
	}
}
