package desktop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"

	"vestibule/ui/a11y"
)

const spi = "org.a11y.atspi."

// ref is AT-SPI's reference to an accessible: (so).
type ref struct {
	Bus  string
	Path dbus.ObjectPath
}

// desktopRoot is the registry's: its children are the programs.
var desktopRoot = ref{spi + "Registry", "/org/a11y/atspi/accessible/root"}

// told is a thing with where it is on the bus.
type told struct {
	*a11y.Node
	ref ref
}

// AT-SPI's states that an outline shows (atspi-constants.h).
const (
	checked    = 4
	expandable = 9
	expanded   = 10
	focusable  = 11
	focused    = 12
	sensitive  = 24
	required   = 33
	invalid    = 36
	checkable  = 41

	passwordText = 40 // a role
)

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

func (d *Desktop) once(ctx context.Context) (told, error) {
	windows, err := d.children(ctx, d.root)
	if err != nil || len(windows) == 0 {
		return told{}, errors.Join(err, errors.New("the program has no window"))
	}
	all := map[*a11y.Node]ref{}
	root, err := d.read(ctx, windows[0], all)
	return told{root, windows[0]}, err
}

// read asks everything about a thing at once, then about what is in it.
func (d *Desktop) read(ctx context.Context, r ref, all map[*a11y.Node]ref) (*a11y.Node, error) {
	property := func(of, name string) *dbus.Call {
		return d.start(ctx, r, "org.freedesktop.DBus.Properties.Get", spi+of, name)
	}
	name, description := property("Accessible", "Name"), property("Accessible", "Description")
	role, states := d.start(ctx, r, spi+"Accessible.GetRole"), d.start(ctx, r, spi+"Accessible.GetState")
	attributes, kids := d.start(ctx, r, spi+"Accessible.GetAttributes"), d.start(ctx, r, spi+"Accessible.GetChildren")
	text := d.start(ctx, r, spi+"Text.GetText", int32(0), int32(-1))
	n := &a11y.Node{}
	var number uint32
	var bits []uint32
	var about map[string]string
	var refs []ref
	err := errors.Join(answer(name, &n.Name), answer(description, &n.Description), answer(role, &number),
		answer(states, &bits), answer(attributes, &about), answer(kids, &refs))
	if err != nil {
		return nil, err
	}
	n.stand(nil)
	return n, nil
}
