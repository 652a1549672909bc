package desktop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"

	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

const spi = "org.a11y.atspi."

// ref is AT-SPI's reference to an accessible: (so).
type ref struct {
	Bus  string
	Path dbus.ObjectPath
}

// desktopRoot is the registry's: its children are the programs.
var desktopRoot = ref{spi + "Registry", "/org/a11y/atspi/accessible/root"}

// told is a tree, and where each thing is on the bus.
type told struct {
	*a11y.Node
	refs map[*a11y.Node]ref
}

func accessibilityBus(ctx context.Context, env []string) (*dbus.Conn, error) {
	at := slices.IndexFunc(env, func(s string) bool { return strings.HasPrefix(s, "DBUS_SESSION_BUS_ADDRESS=") })
	if at < 0 {
		return nil, errors.New("no session bus")
	}
	session, err := dbus.Connect(strings.TrimPrefix(env[at], "DBUS_SESSION_BUS_ADDRESS="))
	if err != nil {
		return nil, err
	}
	defer session.Close()
	var address string
	err = session.Object("org.a11y.Bus", "/org/a11y/bus").CallWithContext(ctx, "org.a11y.Bus.GetAddress", 0).Store(&address)
	if err != nil {
		return nil, err
	}
	return dbus.Connect(address)
}

// start asks and does not wait.
func (d *Desktop) start(ctx context.Context, r ref, method string, arguments ...any) *dbus.Call {
	return d.conn.Object(r.Bus, r.Path).GoWithContext(ctx, method, 0, make(chan *dbus.Call, 1), arguments...)
}

// answer waits for what was asked.
func answer(c *dbus.Call, into ...any) error {
	done := <-c.Done
	if done.Err != nil {
		return fmt.Errorf("%s: %w", c.Method, done.Err)
	}
	return done.Store(into...)
}

// yes calls a method that has to answer true.
func (d *Desktop) yes(ctx context.Context, r ref, method string, arguments ...any) error {
	var ok bool
	if err := answer(d.start(ctx, r, spi+method, arguments...), &ok); err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%s was refused", method)
	}
	return nil
}

func (d *Desktop) children(ctx context.Context, r ref) ([]ref, error) {
	var refs []ref
	err := answer(d.start(ctx, r, spi+"Accessible.GetChildren"), &refs)
	return refs, err
}

// walk gives what is in the program's window. What goes away meanwhile has it begin anew.
func (d *Desktop) walk(ctx context.Context) (told, error) {
	for {
		root, err := d.once(ctx)
		var gone dbus.Error
		if errors.As(err, &gone) && gone.Name == "org.freedesktop.DBus.Error.UnknownObject" && ctx.Err() == nil {
			continue
		}
		return root, err
	}
}

// once gives the tree and remembers where each thing is on the bus.
func (d *Desktop) once(ctx context.Context) (told, error) {
	windows, err := d.children(ctx, d.root)
	if err != nil || len(windows) == 0 {
		return told{}, errors.Join(err, errors.New("the program has no window"))
	}
	t := told{refs: map[*a11y.Node]ref{}}
	t.Node, err = d.read(ctx, windows[0], t.refs)
	return t, err
}

// read asks for a thing and for what is in it.
func (d *Desktop) read(ctx context.Context, r ref, refs map[*a11y.Node]ref) (*a11y.Node, error) {
	f, err := d.facts(ctx, r)
	if err != nil {
		return nil, err
	}
	n := f.node()
	refs[n] = r
	for _, child := range f.children {
		inside, err := d.read(ctx, child, refs)
		if err != nil {
			return nil, err
		}
		n.Children = append(n.Children, inside)
	}
	return n, nil
}

// find gives the one thing with this name and one of the roles.
func (d *Desktop) find(name string, roles ...a11y.Role) (*a11y.Node, ref, error) {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	t, err := d.walk(ctx)
	if err != nil {
		return nil, ref{}, err
	}
	n, err := uitest.FindAny(t.Node, name, roles...)
	return n, t.refs[n], err
}
