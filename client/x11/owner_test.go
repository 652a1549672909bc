package x11

import (
	"maps"
	"slices"
	"testing"
)

// Owner is a program in which something was copied, for tests.
type Owner struct {
	// Offers are what it hands out, by kind.
	Offers map[string][]byte
	// Part is how many bytes it hands out at once; 0: all.
	Part int
	// Hangs: it answers nobody.
	Hangs bool
}

// Copies has the program take the clipboard, and answer until the test is over.
func (o Owner) Copies(t *testing.T, d Display) {
	t.Helper()
	c, err := open(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	p := program{Owner: o, conn: c, kinds: map[uint32][]byte{}}
	if p.selection, err = c.selection(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range slices.Sorted(maps.Keys(o.Offers)) {
		a, err := c.atom(kind)
		if err != nil {
			t.Fatal(err)
		}
		p.kinds[a] = o.Offers[kind]
	}
	const setSelectionOwner = 22
	if err := c.ask(setSelectionOwner, 0, c.window, p.clipboard, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := c.atom("TARGETS"); err != nil { // it is the owner by now
		t.Fatal(err)
	}
	over := make(chan struct{})
	t.Cleanup(func() { _ = c.Close(); <-over })
	go func() { defer close(over); p.serve() }()
}

// program is an owner at work.
type program struct {
	Owner
	*conn
	selection
	kinds map[uint32][]byte
}

// serve answers each request until the connection is closed.
func (p *program) serve() {
	const selectionRequest = 30
	for {
		e, err := p.conn.event(selectionRequest, func([]byte) bool { return !p.Hangs })
		if err != nil {
			return
		}
		p.answer(e)
	}
}

// answer lays it down at the window of who asks, and says so.
func (p *program) answer(e []byte) {
	requestor, target, property := order.Uint32(e[12:]), order.Uint32(e[20:]), order.Uint32(e[24:])
	data, offered := p.kinds[target]
	switch {
	case target == p.targets:
		const ofAtoms = 4
		p.lay(requestor, property, ofAtoms, 32, p.list())
	case !offered:
		property = 0
	case p.Part > 0:
		p.watch(requestor)
		p.lay(requestor, property, p.incr, 32, order.AppendUint32(nil, uint32(len(data))))
	default:
		p.lay(requestor, property, target, 8, data)
	}
	p.tell(e, property)
	if offered && p.Part > 0 {
		p.hand(requestor, property, target, data)
	}
}

func (p *program) list() (atoms []byte) {
	for a := range p.kinds {
		atoms = order.AppendUint32(atoms, a)
	}
	return order.AppendUint32(atoms, p.targets)
}

// hand lays down part after part, each when the one before was taken away.
func (p *program) hand(requestor, property, kind uint32, data []byte) {
	for more := true; more; {
		_, err := p.conn.event(propertyNotify, func(e []byte) bool {
			return order.Uint32(e[4:]) == requestor && order.Uint32(e[8:]) == property && e[16] == 1
		})
		if err != nil {
			return
		}
		n := min(p.Part, len(data))
		p.lay(requestor, property, kind, 8, data[:n])
		data, more = data[n:], n > 0
	}
}

// lay is ChangeProperty.
func (p *program) lay(window, property, kind uint32, format byte, data []byte) {
	const changeProperty = 18
	b := order.AppendUint16([]byte{changeProperty, 0}, uint16(6+up(len(data))/4))
	for _, w := range []uint32{window, property, kind, uint32(format), uint32(len(data)) / uint32(format/8)} {
		b = order.AppendUint32(b, w)
	}
	_, _ = p.conn.Write(padded(append(b, data...)))
}

// watch is ChangeWindowAttributes: to hear what becomes of the window's properties.
func (p *program) watch(window uint32) {
	const changeWindowAttributes, eventMask, propertyChange = 2, 1 << 11, 1 << 22
	_ = p.conn.ask(changeWindowAttributes, 0, window, eventMask, propertyChange)
}

// tell is SendEvent with a SelectionNotify.
func (p *program) tell(e []byte, property uint32) {
	const sendEvent = 25
	_ = p.conn.ask(sendEvent, 0, order.Uint32(e[12:]), 0, selectionNotify, order.Uint32(e[4:]), order.Uint32(e[12:]), order.Uint32(e[16:]), order.Uint32(e[20:]), property, 0, 0)
}
