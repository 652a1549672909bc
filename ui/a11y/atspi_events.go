//go:build linux && !android

package a11y

import "github.com/godbus/dbus/v5"

// event is one AT-SPI event: (siiva{sv}) about a thing.
type event struct {
	id            int
	kind, detail  string // as in Object.StateChanged, focused
	first, second int32
	what          any
}

// emit queues an event. A bus that does not take them loses them: the window goes on.
func (a *atspi) emit(e event) {
	if e.what == nil {
		e.what = int32(0)
	}
	select {
	case a.events <- e:
	default:
	}
}

// speak sends events until the bridge is closed or the bus is gone.
func (a *atspi) speak(conn *dbus.Conn) error {
	a.emit(event{id: a.now.Load().root.ID, kind: "Window.Create"})
	a.emit(event{id: a.now.Load().root.ID, kind: "Window.Activate"})
	for {
		select {
		case e := <-a.events:
			err := conn.Emit(spiPath(e.id), spi+"Event."+e.kind, e.detail, e.first, e.second, dbus.MakeVariant(e.what),
				map[string]dbus.Variant{})
			if err != nil {
				return err
			}
		case <-a.bridge.done:
			return nil
		case <-conn.Context().Done():
			return dbus.ErrClosed
		}
	}
}

// tell says what changed, before anybody is there to nobody.
func (a *atspi) tell(c Change) {
	if a.bus.Load() == nil {
		return
	}
	switch c.Kind {
	case Added:
		a.emit(event{c.Parent.ID, "Object.ChildrenChanged", "add", int32(c.Index), 0, a.ref(c.Node)})
		a.announce(c.Node)
		if c.Node.Focused {
			a.flag(c.Node, spiFocused)
		}
	case Moved:
		a.emit(event{c.Parent.ID, "Object.ChildrenChanged", "add", int32(c.Index), 0, a.ref(c.Node)})
	case Gone:
		a.emit(event{c.Parent.ID, "Object.ChildrenChanged", "remove", int32(c.Index), 0, a.ref(c.Node)})
	case Altered:
		a.tellAltered(c)
	}
}

func (a *atspi) tellAltered(c Change) {
	n, was := c.Node, c.Was
	if c.What.Has(ItsName) {
		a.emit(event{id: n.ID, kind: "Object.PropertyChange", detail: "accessible-name", what: n.Name})
		a.announce(n)
	}
	if c.What.Has(ItsText) {
		a.emit(event{id: n.ID, kind: "Object.PropertyChange", detail: "accessible-description", what: n.Description})
	}
	if c.What.Has(ItsName | ItsValue) {
		a.tellText(n, shown(was), shown(n))
	}
	if c.What.Has(ItsCaret) {
		a.emit(event{id: n.ID, kind: "Object.TextCaretMoved", first: int32(n.Caret)})
	}
	for s := range spiStateNames {
		if s.of(was) != s.of(n) {
			a.flag(n, s)
		}
	}
}

// flag tells a state as it is now.
func (a *atspi) flag(n *Node, s spiState) {
	on := int32(0)
	if s.of(n) {
		on = 1
	}
	a.emit(event{id: n.ID, kind: "Object.StateChanged", detail: spiStateNames[s], first: on})
}

// tellText tells the least that was taken out and put in.
func (a *atspi) tellText(n *Node, was, now []rune) {
	same := 0
	for same < len(was) && same < len(now) && was[same] == now[same] {
		same++
	}
	if out := was[same:]; len(out) > 0 {
		a.emit(event{n.ID, "Object.TextChanged", "delete", int32(same), int32(len(out)), string(out)})
	}
	if in := now[same:]; len(in) > 0 {
		a.emit(event{n.ID, "Object.TextChanged", "insert", int32(same), int32(len(in)), string(in)})
	}
}

// announce has what is live spoken (at-spi2-core 2.46: Announcement; 1 polite, 2 assertive).
func (a *atspi) announce(n *Node) {
	urgency := int32(1)
	switch {
	case n.Role == Alert:
		urgency = 2
	case n.Role != Status && !n.Live:
		return
	}
	if text := string(shown(n)); text != "" {
		a.emit(event{id: n.ID, kind: "Object.Announcement", first: urgency, what: text})
	}
}
