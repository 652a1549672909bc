package a11y

import (
	"strings"
	"syscall/js"
)

// speaker has a screen reader say what changed without being asked. One place of the page does it for all that is live: an
// element that is put in with its text is passed over by some readers, and one with parts is read in pieces.
type speaker struct {
	polite, assertive js.Value
}

// The speaker's delays, in milliseconds: a region is first seen empty, and what it said does not stay in the page to be
// read twice.
const (
	untilSaid    = 50
	untilCleared = 5000
)

func newSpeaker(layer js.Value) *speaker {
	region := func(how string) js.Value {
		r := js.Global().Get("document").Call("createElement", "div")
		r.Set("className", "said")
		r.Call("setAttribute", "aria-live", how)
		layer.Call("append", r)
		return r
	}
	return &speaker{polite: region("polite"), assertive: region("assertive")}
}

// heed says what is new or changed and live. What has the focus is said for that.
func (s *speaker) heed(changes []Change, elements map[int]*element) {
	focused := js.Global().Get("document").Get("activeElement")
	var polite, assertive []string
	for _, c := range changes {
		n := c.Node
		fresh := c.Kind == Added || c.Kind == Altered && c.What.Has(ItsName|ItsValue)
		switch {
		case !fresh, elements[n.ID] != nil && focused.Equal(elements[n.ID].value):
		case n.Role == Alert:
			assertive = append(assertive, spoken(n))
		case n.Role == Status || n.Live:
			polite = append(polite, spoken(n))
		}
	}
	s.say(s.assertive, assertive)
	s.say(s.polite, polite)
}

func spoken(n *Node) string {
	return strings.TrimSpace(strings.Join([]string{n.Name, n.Value, n.Description}, " "))
}

func (s *speaker) say(region js.Value, texts []string) {
	text := strings.TrimSpace(strings.Join(texts, ". "))
	if text == "" {
		return
	}
	region.Set("textContent", "")
	after(untilSaid, func() { region.Set("textContent", text) })
	after(untilCleared, func() {
		if region.Get("textContent").String() == text {
			region.Set("textContent", "")
		}
	})
}

// after calls f once, later.
func after(milliseconds int, f func()) {
	var once js.Func
	once = js.FuncOf(func(js.Value, []js.Value) any {
		once.Release()
		f()
		return nil
	})
	js.Global().Call("setTimeout", once, milliseconds)
}
