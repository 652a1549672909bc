//go:build linux && !android

package a11y

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// spoke gives the events that an atspi with a bus would send for the way from one tree to another.
func spoke(was, now *Node) []string {
	a := &atspi{events: make(chan event, 100)}
	a.now.Store(&sight{root: now, places: index(now)})
	a.bus.Store(&spiBus{name: ":1.5"})
	for _, c := range Diff(was, now) {
		a.tell(c)
	}
	close(a.events)
	var all []string
	for e := range a.events {
		all = append(all, fmt.Sprintf("%d %s %s %d %d %v", e.id, e.kind, e.detail, e.first, e.second, e.what))
	}
	slices.Sort(all)
	return all
}

func page(n *Node) *Node {
	n.ID, n.Sight.Size.Width, n.Sight.Size.Height = 2, 1, 1
	return &Node{ID: 1, Role: Window, Children: []*Node{n}}
}

func TestReadersAreToldOfChanges(t *testing.T) {
	cases := map[string]struct {
		was, now *Node
		want     []string
	}{
		"typing": {
			page(&Node{Role: Textbox, Value: "grün"}), page(&Node{Role: Textbox, Value: "grau", Caret: 4}),
			[]string{"2 Object.TextCaretMoved  4 0 0", "2 Object.TextChanged delete 2 2 ün", "2 Object.TextChanged insert 2 2 au"},
		},
		"a password": {
			page(&Node{Role: Textbox, Password: true, Bullets: 1}), page(&Node{Role: Textbox, Password: true, Bullets: 3}),
			[]string{"2 Object.TextChanged insert 1 2 ••"},
		},
		"focus and check": {
			page(&Node{Role: Checkbox}), page(&Node{Role: Checkbox, Focused: true, Checked: true}),
			[]string{"2 Object.StateChanged checked 1 0 0", "2 Object.StateChanged focused 1 0 0"},
		},
		"an alert": {
			&Node{ID: 1}, page(&Node{Role: Alert, Name: "Locked"}),
			[]string{"1 Object.ChildrenChanged add 0 0 {:1.5 /org/a11y/atspi/accessible/2}", "2 Object.Announcement  2 0 Locked"},
		},
		"gone": {
			page(&Node{Role: Text}), &Node{ID: 1, Role: Window},
			[]string{"1 Object.ChildrenChanged remove 0 0 {:1.5 /org/a11y/atspi/accessible/2}"},
		},
	}
	for name, c := range cases {
		if got := spoke(c.was, c.now); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestAPasswordIsBullets(t *testing.T) {
	n := &Node{Role: Textbox, Password: true, Bullets: 4, Value: "leak", Name: "Password"}
	if got := string(shown(n)); got != "••••" {
		t.Errorf("shown as %q", got)
	}
	for name, value := range attributes(n) {
		if strings.Contains(value, "leak") {
			t.Errorf("attribute %s tells it", name)
		}
	}
}

func TestTextIsCutByCharacters(t *testing.T) {
	text := []rune("grüße an alle")
	for want, got := range map[span]span{
		{"ü", 2, 3}:              around(text, 2, true, false),
		{"grüße", 0, 5}:          around(text, 3, false, true),
		{"grüße an alle", 0, 13}: around(text, 3, false, false),
		{"üß", 2, 4}:             cut(text, 2, 4),
		{"alle", 9, 13}:          cut(text, 9, 99),
		{"", 13, 13}:             cut(text, 50, -1),
	} {
		if got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

func TestABusThatTakesNothingHoldsNothingUp(t *testing.T) {
	a := &atspi{events: make(chan event, 1)}
	for range 3 {
		a.emit(event{id: 1})
	}
	if len(a.events) != 1 {
		t.Errorf("%d events are kept", len(a.events))
	}
}

func TestStatesAreBits(t *testing.T) {
	got := spiStates(&Node{Role: Checkbox, Checkable: true, Checked: true, Disabled: true})
	if want := []uint32{1<<spiChecked | 1<<spiVisible, 1 << (spiCheckable - 32)}; !slices.Equal(got, want) {
		t.Errorf("got %b, want %b", got, want)
	}
}
