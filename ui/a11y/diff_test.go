package a11y_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vestibule/ui/a11y"
)

// copied is what a reader makes of the changes: the names of a tree, kept by applying Diff.
type copied struct {
	children map[int][]int
	names    map[int]string
}

func (c *copied) apply(t interface{ Fatalf(string, ...any) }, changes []a11y.Change) {
	for _, ch := range changes {
		id := ch.Node.ID
		switch ch.Kind {
		case a11y.Altered:
			if ch.What.Has(a11y.ItsName) {
				c.names[id] = ch.Node.Name
			}
		case a11y.Gone:
			if len(c.children[id]) > 0 {
				t.Fatalf("%d is gone before its parts %v", id, c.children[id])
			}
			c.takeOut(id)
			delete(c.names, id)
		default:
			c.takeOut(id)
			at := 0
			if ch.Elder != nil {
				at = slices.Index(c.children[ch.Parent.ID], ch.Elder.ID) + 1
				if at == 0 {
					t.Fatalf("%d is placed after %d, which is not there", id, ch.Elder.ID)
				}
			}
			c.children[ch.Parent.ID] = slices.Insert(c.children[ch.Parent.ID], at, id)
			c.names[id] = ch.Node.Name
		}
	}
}

func (c *copied) takeOut(id int) {
	for parent, kids := range c.children {
		c.children[parent] = slices.DeleteFunc(kids, func(k int) bool { return k == id })
	}
}

func (c *copied) equals(n *a11y.Node) bool {
	var ids []int
	for _, child := range n.Children {
		ids = append(ids, child.ID)
		if c.names[child.ID] != child.Name || !c.equals(child) {
			return false
		}
	}
	return slices.Equal(ids, c.children[n.ID])
}

// randomTree has the window 1 and some of the things 2 to 9, anywhere.
func randomTree(t *rapid.T, label string) *a11y.Node {
	root := &a11y.Node{ID: 1}
	nodes := []*a11y.Node{root}
	ids := rapid.Permutation([]int{2, 3, 4, 5, 6, 7, 8, 9}).Draw(t, label+" order")
	for _, id := range ids[:rapid.IntRange(0, 8).Draw(t, label+" count")] {
		n := &a11y.Node{ID: id, Name: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "name")}
		parent := rapid.SampledFrom(nodes).Draw(t, "parent")
		parent.Children = append(parent.Children, n)
		nodes = append(nodes, n)
	}
	return root
}

func TestApplyingADiffGivesTheLaterTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &copied{map[int][]int{}, map[int]string{}}
		first, second := randomTree(t, "first"), randomTree(t, "second")
		c.apply(t, a11y.Diff(nil, first))
		if !c.equals(first) {
			t.Fatalf("from nothing: %v, want\n%s", c, first.Outline())
		}
		c.apply(t, a11y.Diff(first, second))
		if !c.equals(second) {
			t.Fatalf("from one to the other: %v", c)
		}
		if again := a11y.Diff(second, second); len(again) > 0 {
			t.Fatalf("no change gives %v", again)
		}
	})
}

func TestDiffSaysWhatChanged(t *testing.T) {
	cases := map[string]struct {
		change func(*a11y.Node)
		want   a11y.Aspect
	}{
		"name":     {func(n *a11y.Node) { n.Name = "x" }, a11y.ItsName},
		"value":    {func(n *a11y.Node) { n.Value = "x" }, a11y.ItsValue},
		"bullets":  {func(n *a11y.Node) { n.Bullets = 3 }, a11y.ItsValue},
		"text":     {func(n *a11y.Node) { n.Description = "x" }, a11y.ItsText},
		"caret":    {func(n *a11y.Node) { n.Caret = 2 }, a11y.ItsCaret},
		"focus":    {func(n *a11y.Node) { n.Focused = true }, a11y.ItsFocus},
		"disabled": {func(n *a11y.Node) { n.Disabled = true }, a11y.ItsState},
		"place":    {func(n *a11y.Node) { n.Pos.X = 4 }, a11y.ItsPlace},
	}
	for name, c := range cases {
		was := &a11y.Node{ID: 1, Children: []*a11y.Node{{ID: 2}}}
		now := &a11y.Node{ID: 1, Children: []*a11y.Node{{ID: 2}}}
		c.change(now.Children[0])
		got := a11y.Diff(was, now)
		if len(got) != 1 || got[0].Kind != a11y.Altered || got[0].What != c.want || got[0].Parent != now {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
