//go:build !js

package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"testing"
	"time"
)

// The power can go between any two operations of a save, and a file system may by then have carried out some of those that
// nobody forced to the disk and not others, in any order. This file runs a save on a tape, builds every folder that can be
// left behind, and opens each.

// inode is a file without a name.
type inode struct{ data []byte }

// effect is one thing that a save does to the disk, by itself.
type effect struct {
	name string // an entry of the folder that is set to node, or taken away where node is nil
	node *inode
	// written: the bytes of node are what is done; forced: they are forced to the disk, or, without a node, the folder is.
	written, forced bool
}

// tape is a disk in memory that remembers what was done to it.
type tape struct {
	names   map[string]*inode
	effects []effect
	// careless leaves out what forces bytes to the disk, as os.WriteFile does.
	careless bool
}

func (*tape) makeDir(string) error                      { return nil }
func (*tape) list(string) (map[string]time.Time, error) { return nil, nil }
func (*tape) touch(string) error                        { return nil }
func (*tape) lock(string) (hold, error)                 { return unlocked{}, nil }
func (d *tape) rename(from, to string) error            { return d.rebind(from, to, true) }
func (d *tape) link(from, to string) error              { return d.rebind(from, to, false) }
func (d *tape) set(name string, node *inode) {
	d.note(effect{name: name, node: node})
	apply(d.names, name, node)
}
func (d *tape) note(e effect)        { d.effects = append(d.effects, e) }
func (d *tape) syncDir(string) error { d.note(effect{forced: true}); return nil }

type unlocked struct{}

func (unlocked) release() {}
func (unlocked) discard() {}

func apply(names map[string]*inode, name string, node *inode) {
	if node == nil {
		delete(names, name)
		return
	}
	names[name] = node
}

func (d *tape) create(path string, data []byte) error {
	if d.names[path] != nil {
		return fs.ErrExist
	}
	node := &inode{bytes.Clone(data)}
	d.set(path, node)
	d.note(effect{node: node, written: true})
	if !d.careless {
		d.note(effect{node: node, written: true, forced: true})
	}
	return nil
}

func (d *tape) read(path string) ([]byte, error) {
	if node := d.names[path]; node != nil {
		return node.data, nil
	}
	return nil, fs.ErrNotExist
}

func (d *tape) remove(path string) error {
	if d.names[path] == nil {
		return fs.ErrNotExist
	}
	d.set(path, nil)
	return nil
}

func (d *tape) rebind(from, to string, move bool) error {
	node := d.names[from]
	switch {
	case node == nil:
		return fs.ErrNotExist
	case !move && d.names[to] != nil:
		return fs.ErrExist
	}
	d.set(to, node)
	if move {
		d.set(from, nil)
	}
	return nil
}

// crashes calls visit with every folder that the tape may leave behind, each once, and whether everything on the tape had
// been done.
func (d *tape) crashes(before map[string]*inode, visit func(folder map[string]*inode, whole bool)) {
	seen := map[string]bool{}
	for end := range len(d.effects) + 1 {
		sure, open, unforced := happened(before, d.effects[:end])
		for chosen := range 1 << len(open) {
			folder := maps.Clone(sure)
			for i, o := range open {
				if chosen>>i&1 == 1 {
					apply(folder, o.name, o.node)
				}
			}
			for _, torn := range []func([]byte) []byte{untorn, empty, half, zeros} {
				left, whole := tear(folder, unforced, torn), end == len(d.effects)
				if key := fmt.Sprint(whole, render(left)); !seen[key] {
					seen[key] = true
					visit(left, whole)
				}
			}
		}
	}
}

// happened tells a folder as it is for sure, what was done to it and not forced to the disk, and whose bytes were not.
func happened(before map[string]*inode, done []effect) (sure map[string]*inode, open []effect, unforced map[*inode]bool) {
	sure, unforced = map[string]*inode{}, map[*inode]bool{}
	maps.Copy(sure, before)
	for _, e := range done {
		switch {
		case e.node != nil && e.written:
			unforced[e.node] = !e.forced
		case e.forced:
			for _, o := range open {
				apply(sure, o.name, o.node)
			}
			open = nil
		default:
			open = append(open, e)
		}
	}
	return sure, open, unforced
}

func render(folder map[string]*inode) (out string) {
	for _, name := range slices.Sorted(maps.Keys(folder)) {
		out += fmt.Sprintf("%s=%q ", name, folder[name].data)
	}
	return out
}

// What may be left of bytes that were not forced to the disk.
func untorn(data []byte) []byte { return data }
func empty([]byte) []byte       { return nil }
func half(data []byte) []byte   { return data[:len(data)/2] }
func zeros(data []byte) []byte  { return make([]byte, len(data)) }

func tear(folder map[string]*inode, unforced map[*inode]bool, torn func([]byte) []byte) map[string]*inode {
	out := map[string]*inode{}
	for name, node := range folder {
		if unforced[node] {
			node = &inode{torn(node.data)}
		}
		out[name] = node
	}
	return out
}

// saved runs one save on a tape that begins with a folder.
func saved(t *testing.T, folder map[string]*inode, data string, careless bool) *tape {
	t.Helper()
	d := &tape{names: map[string]*inode{}, careless: careless}
	maps.Copy(d.names, folder)
	s := open(d, "", "a.vault")
	if _, err := s.Load(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save([]byte(data)); err != nil {
		t.Fatal(err)
	}
	return d
}

func first(folder map[string]*inode) string {
	list, err := open(&tape{names: maps.Clone(folder)}, "", "a.vault").Load()
	if err != nil || len(list) == 0 {
		return ""
	}
	return string(list[0])
}

// beginnings are the folders a save may find.
func beginnings() map[string]map[string]*inode {
	old, older, torn := &inode{[]byte("the old one")}, &inode{[]byte("older")}, &inode{[]byte("the o")}
	return map[string]map[string]*inode{
		"a usual one":            {"a.vault": old, "a.vault.1": older},
		"the second save":        {"a.vault": old},
		"after a crash early":    {"a.vault": old, "a.vault.1": older, "a.vault.new": torn},
		"after a crash halfway":  {"a.vault": old, "a.vault.1": older, "a.vault.new": torn, "a.vault.old": old},
		"after a crash by names": {"a.vault": old, "a.vault.1": old, "a.vault.new": torn},
	}
}

// TestEveryCrashLeavesTheOldOrTheNewWhole, and so does another crash while the next save is made.
func TestEveryCrashLeavesTheOldOrTheNewWhole(t *testing.T) {
	for name, begin := range beginnings() {
		states, second := 0, 0
		d := saved(t, begin, "the new one", false)
		d.crashes(begin, func(folder map[string]*inode, whole bool) {
			states++
			got := first(folder)
			if got != "the old one" && got != "the new one" || whole && got != "the new one" {
				t.Fatalf("%s, state %d: %q, saved %v", name, states, got, whole)
			}
			after := saved(t, folder, "another", false)
			after.crashes(folder, func(folder map[string]*inode, whole bool) {
				second++
				if now := first(folder); now != got && now != "another" || whole && now != "another" {
					t.Fatalf("%s, state %d after another: %q after %q", name, second, now, got)
				}
			})
		})
		t.Logf("%s: %d different folders, and %d of a save after each", name, states, second)
		if states < 10 || second < 300 {
			t.Errorf("%s: only %d folders: this test looks at nothing", name, states)
		}
	}
}

// TestTheStatesTellACarelessSave: without forcing bytes to the disk the same order of operations loses the file, and this is
// seen.
func TestTheStatesTellACarelessSave(t *testing.T) {
	begin, lost := beginnings()["a usual one"], 0
	saved(t, begin, "the new one", true).crashes(begin, func(folder map[string]*inode, _ bool) {
		if got := first(folder); got != "the old one" && got != "the new one" {
			lost++
		}
	})
	if lost == 0 {
		t.Fatal("every state is whole: the states are not those of a crash")
	}
}

func TestTheFirstSaveLeavesNothingOrItself(t *testing.T) {
	saved(t, nil, "the first one", false).crashes(nil, func(folder map[string]*inode, whole bool) {
		if got := first(folder); got != "the first one" && (got != "" || whole) {
			t.Fatalf("%q, saved %v", got, whole)
		}
	})
}

// TestARemovalThatIsCutShortLeavesAFileThatOpensOrNone looks at every crash of Remove.
func TestARemovalThatIsCutShortLeavesAFileThatOpensOrNone(t *testing.T) {
	for name, begin := range beginnings() {
		d := &tape{names: maps.Clone(begin)}
		s := open(d, "", "a.vault")
		if err := s.Remove(); err != nil {
			t.Fatal(err)
		}
		d.crashes(begin, func(folder map[string]*inode, whole bool) {
			got := first(folder)
			if whole && len(folder) > 0 {
				t.Fatalf("%s: %d files are left", name, len(folder))
			}
			if got != "" && got != "the old one" && got != "older" {
				t.Fatalf("%s: %q", name, got)
			}
		})
	}
}
