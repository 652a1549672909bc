package a11y

import "slices"

// Change is one difference between two walks by the same Walker. A reader that applies the changes of Diff in order, each
// placed after its elder sibling, ends up with the later tree.
type Change struct {
	Kind Kind
	// Node is the thing as it is now; of what is gone, as it was. Was is how it was before; nil for what is new.
	Node, Was *Node
	// Parent holds it, at Index; Elder is the sibling before it, nil: it is the first. Of what is gone: as it was.
	Parent, Elder *Node
	Index         int
	// What changed, where Kind is Altered.
	What Aspect
}

// Kind is what happened to a thing.
type Kind uint8

// The kinds. What is Gone comes last, after what was in it has moved away, parts before what held them.
const (
	Added Kind = iota
	Moved      // another parent, or another order
	Altered
	Gone
)

// Aspect is a set of what can change of a thing.
type Aspect uint16

// The aspects.
const (
	ItsName Aspect = 1 << iota
	ItsValue
	ItsText // description, placeholder, hints to the keyboard and to autofill
	ItsCaret
	ItsFocus
	ItsState // disabled, checked, expanded, invalid, required, password or not
	ItsPlace // in the window
)

// Has tells whether one of these changed.
func (a Aspect) Has(of Aspect) bool { return a&of != 0 }

// Diff gives what to do to make now out of was. was nil: everything is new. The window itself is never Added, Moved or Gone.
func Diff(was, now *Node) []Change {
	d := differ{before: index(was)}
	if was != nil {
		d.alter(Change{Node: now, Was: was})
	}
	d.children(now)
	after := index(now)
	if was != nil {
		d.gone(was, after)
	}
	return d.changes
}

type differ struct {
	before  map[int]place
	changes []Change
}

// place is a node and where it hangs.
type place struct {
	node, parent *Node
}

func index(root *Node) map[int]place {
	places := map[int]place{}
	if root == nil {
		return places
	}
	places[root.ID] = place{node: root}
	root.Each(func(n *Node) {
		for _, child := range n.Children {
			places[child.ID] = place{child, n}
		}
	})
	return places
}

func (d *differ) children(parent *Node) {
	mixed := d.reordered(parent)
	var elder *Node
	for i, n := range parent.Children {
		c := Change{Node: n, Parent: parent, Elder: elder, Index: i}
		old, known := d.before[n.ID]
		switch {
		case !known:
			c.Kind = Added
			d.changes = append(d.changes, c)
		case mixed || old.parent.ID != parent.ID:
			c.Kind, c.Was = Moved, old.node
			d.changes = append(d.changes, c)
		}
		if known {
			c.Was = old.node
			d.alter(c)
		}
		d.children(n)
		elder = n
	}
}

// reordered tells whether those children that stayed under parent stand in another order.
func (d *differ) reordered(parent *Node) bool {
	old, known := d.before[parent.ID]
	if !known {
		return false
	}
	var now, was []int
	for _, n := range parent.Children {
		if at := d.before[n.ID].parent; at != nil && at.ID == parent.ID {
			now = append(now, n.ID)
		}
	}
	for _, n := range old.node.Children {
		if slices.Contains(now, n.ID) {
			was = append(was, n.ID)
		}
	}
	return !slices.Equal(now, was)
}

func (d *differ) alter(c Change) {
	c.Kind, c.What = Altered, altered(c.Was, c.Node)
	if c.What != 0 {
		d.changes = append(d.changes, c)
	}
}

func (d *differ) gone(parent *Node, after map[int]place) {
	var elder *Node
	for i, n := range parent.Children {
		d.gone(n, after)
		if _, stays := after[n.ID]; !stays {
			d.changes = append(d.changes, Change{Kind: Gone, Node: n, Was: n, Parent: parent, Elder: elder, Index: i})
		}
		elder = n
	}
}

func altered(was, now *Node) Aspect {
	var what Aspect
	add := func(differs bool, a Aspect) {
		if differs {
			what |= a
		}
	}
	add(was.Name != now.Name || was.Level != now.Level, ItsName)
	add(was.Value != now.Value || was.Bullets != now.Bullets, ItsValue)
	add(words(was) != words(now), ItsText)
	add(was.Caret != now.Caret, ItsCaret)
	add(was.Focused != now.Focused, ItsFocus)
	add(state(was) != state(now), ItsState)
	add(was.Pos != now.Pos || was.Size != now.Size || was.Sight != now.Sight, ItsPlace)
	return what
}

func words(n *Node) [4]string {
	return [4]string{n.Description, n.Placeholder, n.Autocomplete, n.InputMode}
}

func state(n *Node) [12]int {
	var s [12]int
	for i, on := range []bool{n.Disabled, n.Focusable, n.Checkable, n.Checked, n.Expandable, n.Expanded, n.Invalid, n.Required,
		n.Live, n.Password} {
		if on {
			s[i] = 1
		}
	}
	s[10], s[11] = n.Position, n.Of
	return s
}
