// Package desktop drives the real window through AT-SPI, by role and visible name, on a desktop of its own.
//
// Come here when a test has to see the program as a screen reader on Linux does. Everything goes over the accessibility
// bus; only keys are pressed by xdotool. It builds nothing.
package desktop

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/godbus/dbus/v5"

	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

const (
	patience = time.Minute           // for one action, on the busiest machine
	beat     = 50 * time.Millisecond // between two looks
)

// Desktop is one program on its own desktop.
type Desktop struct {
	Session *Session

	ctx    context.Context
	stop   context.CancelFunc
	binary string
	conn   *dbus.Conn
	root   ref // the program
}

var _ uitest.Driver = (*Desktop)(nil)

// Start starts a desktop and a program on it, and waits until the program is on the accessibility bus with a window. It ends
// with ctx or Close.
func Start(ctx context.Context, binary string, arguments ...string) (d *Desktop, err error) {
	for range screens {
		if d, err = start(ctx, binary, arguments...); err == nil || ctx.Err() != nil {
			break
		}
	}
	return d, err
}

// screens is how many desktops are tried: where others come and go, one that ends may take the socket of a new one of the same
// number along.
const screens = 3

func start(ctx context.Context, binary string, arguments ...string) (*Desktop, error) {
	ctx, stop := context.WithCancel(ctx)
	session, err := StartSession(ctx, 1280, 900)
	if err != nil {
		stop()
		return nil, err
	}
	d := &Desktop{Session: session, ctx: ctx, stop: stop, binary: binary}
	if err := d.begin(arguments); err != nil {
		return nil, errors.Join(fmt.Errorf("%w; it said: %s", err, session.Said(binary)), d.Close())
	}
	return d, nil
}

func (d *Desktop) begin(arguments []string) error {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	err := d.until(ctx, func() (bool, error) {
		conn, err := accessibilityBus(ctx, d.Session.Env)
		d.conn = conn
		return err == nil, nil
	})
	if err != nil {
		return fmt.Errorf("no accessibility bus: %w", err)
	}
	if _, err := d.Session.run(d.ctx, nil, d.binary, arguments...); err != nil {
		return err
	}
	err = d.until(ctx, func() (bool, error) {
		applications, err := d.children(ctx, desktopRoot)
		if err != nil || len(applications) == 0 {
			return false, nil // the registry may not be there yet
		}
		d.root = applications[0]
		windows, err := d.children(ctx, d.root)
		return err == nil && len(windows) > 0, nil
	})
	if err != nil {
		return fmt.Errorf("the program is not on the accessibility bus: %w", err)
	}
	return nil
}

// Outline is what is in the window, as the bus tells it.
func (d *Desktop) Outline() (string, error) {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	root, err := d.walk(ctx)
	if err != nil {
		return "", err
	}
	return root.Outline(), nil
}

// Wait looks again and again.
func (d *Desktop) Wait(ctx context.Context, pleases func(string) bool) (string, error) {
	var outline string
	err := d.until(ctx, func() (done bool, err error) {
		outline, err = d.Outline()
		return err == nil && pleases(outline), err
	})
	if err != nil {
		return outline, &uitest.Missed{What: "waited in vain: " + err.Error(), Outline: outline}
	}
	return outline, nil
}

// Type focuses the textbox and replaces its text.
func (d *Desktop) Type(name, text string) error {
	return d.act(name, func(ctx context.Context, r ref) error {
		if err := d.yes(ctx, r, "Component.GrabFocus"); err != nil {
			return err
		}
		return d.yes(ctx, r, "EditableText.SetTextContents", text)
	}, a11y.Textbox)
}

// Press does the action of a button or a link.
func (d *Desktop) Press(name string) error { return d.act(name, d.click, a11y.Button, a11y.Link) }

// Check does the checkbox's action if it stands otherwise.
func (d *Desktop) Check(name string, on bool) error {
	n, _, err := d.find(name, a11y.Checkbox)
	if err != nil || n.Checked == on {
		return err
	}
	return d.act(name, d.click, a11y.Checkbox)
}

// Choose does the radio's action.
func (d *Desktop) Choose(name string) error { return d.act(name, d.click, a11y.Radio) }

// Key presses a key on the desktop's keyboard, with the window in front.
func (d *Desktop) Key(k uitest.Key) error {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	key := map[uitest.Key]string{uitest.Enter: "Return", uitest.Escape: "Escape", uitest.Tab: "Tab"}[k]
	_, err := d.Session.Run(ctx, "xdotool", "key", key)
	return err
}

// Screenshot is the whole desktop.
func (d *Desktop) Screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	return d.Session.Run(ctx, "import", "-window", "root", "png:-")
}

// Close ends the program and its desktop.
func (d *Desktop) Close() error {
	if d.conn != nil {
		_ = d.conn.Close() // the bus goes with the session
	}
	d.stop()
	return d.Session.Close()
}

// click takes the focus first, as a tap does; not everything takes it.
func (d *Desktop) click(ctx context.Context, r ref) error {
	var took bool
	if err := answer(d.start(ctx, r, spi+"Component.GrabFocus"), &took); err != nil {
		return err
	}
	return d.yes(ctx, r, "Action.DoAction", int32(0))
}

func (d *Desktop) act(name string, do func(context.Context, ref) error, roles ...a11y.Role) error {
	n, at, err := d.find(name, roles...)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	if n.Disabled {
		return d.missed(n.Line() + " is off")
	}
	if err := do(ctx, at); err != nil {
		return d.missed(n.Line() + ": " + err.Error())
	}
	return nil
}

func (d *Desktop) missed(what string) error {
	outline, err := d.Outline()
	return errors.Join(&uitest.Missed{What: what, Outline: outline}, err)
}

// until asks every beat until it is done or ctx ends.
func (d *Desktop) until(ctx context.Context, done func() (bool, error)) error {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
