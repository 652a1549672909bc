//go:build linux && !android

package a11y

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/godbus/dbus/v5"
)

// The places of AT-SPI on its bus (at-spi2-core, xml/*.xml).
const (
	spi      = "org.a11y.atspi."
	spiBase  = "/org/a11y/atspi/accessible"
	spiRoot  = dbus.ObjectPath(spiBase + "/root")
	spiNull  = dbus.ObjectPath("/org/a11y/atspi/null")
	spiCache = dbus.ObjectPath("/org/a11y/atspi/cache")
)

// atspi shows the window to Orca and to other readers on the accessibility bus of a Linux desktop.
//
// The rules are: a call from the bus reads the last tree only, which nobody changes any more; what it does to a control it
// does on the UI thread; a bus that hangs does not hold up the window; a password is bullets.
type atspi struct {
	bridge *Bridge
	lang   string
	now    atomic.Pointer[sight]
	bus    atomic.Pointer[spiBus]
	events chan event
}

// sight is one tree, as the bus may read it.
type sight struct {
	places map[int]place
	root   *Node
	scale  float32
}

// spiBus is the connection, once there is one.
type spiBus struct {
	conn   *dbus.Conn
	texts  *texts
	name   string                 // ours, on the bus
	parent atomic.Pointer[spiRef] // the desktop
	id     atomic.Int32
}

// spiRef is AT-SPI's reference to an accessible: (so).
type spiRef struct {
	Bus  string
	Path dbus.ObjectPath
}

// open connects in the background: starting the accessibility bus can take a moment, and the window does not wait for it.
// Without a session bus there is nobody to read: godbus would start a daemon, which would outlive us.
func (b *Bridge) open(o Options) reader {
	session := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if session == "" {
		return nil
	}
	a := &atspi{bridge: b, lang: o.Lang, events: make(chan event, 1024)}
	a.now.Store(&sight{root: &Node{Role: Window}})
	go func() {
		if err := a.connect(session); err != nil && o.Failed != nil && !b.closed() {
			o.Failed(fmt.Errorf("accessibility bus: %w", err))
		}
	}()
	return a
}

// connect registers with the accessibility bus and speaks on it until the bridge is closed.
func (a *atspi) connect(session string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	address, err := busAddress(ctx, session)
	if err != nil || address == "" {
		return err
	}
	conn, texts, err := connectBus(address)
	if err != nil {
		return err
	}
	defer conn.Close()
	bus := &spiBus{conn: conn, texts: texts, name: conn.Names()[0]}
	bus.parent.Store(&spiRef{"", spiNull})
	if err := a.export(bus); err != nil {
		return err
	}
	a.bus.Store(bus)
	registry := conn.Object(spi+"Registry", spiRoot)
	var desktop spiRef
	if err := registry.CallWithContext(ctx, spi+"Socket.Embed", 0, spiRef{bus.name, spiRoot}).Store(&desktop); err != nil {
		return err
	}
	bus.parent.Store(&desktop)
	return a.speak(conn)
}

// busAddress asks the session for the accessibility bus; empty: this desktop has none.
func busAddress(ctx context.Context, session string) (string, error) {
	conn, err := dbus.Connect(session)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	var address string
	err = conn.Object("org.a11y.Bus", "/org/a11y/bus").CallWithContext(ctx, "org.a11y.Bus.GetAddress", 0).Store(&address)
	var refused dbus.Error
	if errors.As(err, &refused) && strings.HasPrefix(refused.Name, "org.freedesktop.DBus.Error.ServiceUnknown") {
		return "", nil
	}
	return address, err
}

func (a *atspi) export(bus *spiBus) error {
	tables := map[string]map[string]any{
		spi + "Accessible":                a.accessible(),
		spi + "Application":               {"GetLocale": func(uint32) (string, *dbus.Error) { return a.lang, nil }},
		spi + "Component":                 a.component(),
		spi + "Action":                    a.action(),
		spi + "Text":                      a.text(),
		spi + "EditableText":              a.editable(),
		"org.freedesktop.DBus.Properties": a.properties(),
	}
	for name, methods := range tables {
		if err := bus.conn.ExportSubtreeMethodTable(methods, spiBase, name); err != nil {
			return err
		}
	}
	return bus.conn.ExportMethodTable(a.cache(), spiCache, spi+"Cache")
}

// show takes the new tree and tells what changed.
func (a *atspi) show(now *Node, changes []Change) {
	a.now.Store(&sight{places: index(now), root: now, scale: a.bridge.window.Canvas().Scale()})
	for _, c := range changes {
		a.tell(c)
	}
}

// close lets go of the connection: speak sees that the bridge is done.
func (a *atspi) close() {}

func spiPath(id int) dbus.ObjectPath { return dbus.ObjectPath(spiBase + "/" + strconv.Itoa(id)) }

func (a *atspi) ref(n *Node) spiRef { return spiRef{a.bus.Load().name, spiPath(n.ID)} }

func (a *atspi) refs(nodes []*Node) []spiRef {
	refs := make([]spiRef, len(nodes))
	for i, n := range nodes {
		refs[i] = a.ref(n)
	}
	return refs
}

func (a *atspi) application() spiRef { return spiRef{a.bus.Load().name, spiRoot} }

// node finds what a message is about; nil is the application itself.
func (a *atspi) node(m dbus.Message) (*Node, *dbus.Error) {
	path, _ := m.Headers[dbus.FieldPath].Value().(dbus.ObjectPath)
	if path == spiRoot {
		return nil, nil
	}
	id, err := strconv.Atoi(strings.TrimPrefix(string(path), spiBase+"/"))
	if p := a.now.Load().places[id]; err == nil && p.node != nil {
		return p.node, nil
	}
	return nil, dbus.NewError("org.freedesktop.DBus.Error.UnknownObject", []any{string(path)})
}

// do acts on the control behind n as it is now, on the UI thread, and gives what act gives once it was done and looked at.
func (a *atspi) do(n *Node, act func(*Node) bool) bool {
	done := make(chan bool, 1)
	a.bridge.do(func() {
		current := a.now.Load().places[n.ID].node
		acted := current != nil && !current.Disabled && !a.bridge.closed() && act(current)
		a.bridge.sync()
		done <- acted
	})
	select {
	case acted := <-done:
		return acted
	case <-a.bridge.done:
		return false
	}
}
