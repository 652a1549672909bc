package uitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
)

// Inprocess drives a window of Fyne's test driver. It runs the Queue before it looks and after it acts; the test's goroutine
// is the UI thread.
type Inprocess struct {
	Window fyne.Window
	Queue  *Queue
	// Stop ends the program; nil: the window's Close.
	Stop func()

	walker a11y.Walker
}

var _ Driver = (*Inprocess)(nil)

// Outline is what is on screen once nothing waits on the queue.
func (d *Inprocess) Outline() (string, error) { return d.walk().Outline(), nil }

// Wait runs the queue until the outline pleases.
func (d *Inprocess) Wait(ctx context.Context, pleases func(string) bool) (string, error) {
	var outline string
	err := d.Queue.RunUntil(ctx, func() bool {
		outline = a11y.Outline(d.Window.Canvas())
		return pleases(outline)
	})
	if err != nil {
		return outline, &Missed{"waited in vain: " + err.Error(), outline}
	}
	return outline, nil
}

// Type focuses the textbox and replaces its text.
func (d *Inprocess) Type(name, text string) error {
	return d.act(name, func(n *a11y.Node) error {
		switch {
		case n.Password && n.SetSecret != nil:
			n.SetSecret([]byte(text))
		case !n.Password && n.SetText != nil:
			n.SetText(text)
		default:
			return errors.New("takes no text")
		}
		return nil
	}, a11y.Textbox)
}

// Press presses the button or follows the link.
func (d *Inprocess) Press(name string) error { return d.act(name, press, a11y.Button, a11y.Link) }

// Check presses the checkbox if it stands otherwise.
func (d *Inprocess) Check(name string, on bool) error {
	return d.act(name, func(n *a11y.Node) error {
		if n.Checked == on {
			return nil
		}
		return press(n)
	}, a11y.Checkbox)
}

// Choose presses the radio.
func (d *Inprocess) Choose(name string) error { return d.act(name, press, a11y.Radio) }

// Key goes where the focus is, or to the window.
func (d *Inprocess) Key(k Key) error {
	c := d.Window.Canvas()
	event := &fyne.KeyEvent{Name: map[Key]fyne.KeyName{Enter: fyne.KeyReturn, Escape: fyne.KeyEscape, Tab: fyne.KeyTab}[k]}
	switch focused := c.Focused(); {
	case k == Tab:
		c.FocusNext()
	case focused != nil:
		focused.TypedKey(event)
	case c.OnTypedKey() != nil:
		c.OnTypedKey()(event)
	}
	d.Queue.Run()
	return nil
}

// Screenshot is the window as Fyne's software painter draws it.
func (d *Inprocess) Screenshot() ([]byte, error) {
	d.Queue.Run()
	var b bytes.Buffer
	err := png.Encode(&b, d.Window.Canvas().Capture())
	return b.Bytes(), err
}

// Close ends the program and runs what that posted.
func (d *Inprocess) Close() error {
	if d.Stop != nil {
		d.Stop()
	} else {
		d.Window.Close()
	}
	d.Queue.Run()
	return nil
}

func (d *Inprocess) walk() *a11y.Node {
	d.Queue.Run()
	return d.walker.Walk(d.Window.Canvas())
}

func (d *Inprocess) act(name string, do func(*a11y.Node) error, roles ...a11y.Role) error {
	root := d.walk()
	n, err := FindAny(root, name, roles...)
	if err != nil {
		return err
	}
	if n.Disabled {
		return &Missed{n.Line() + " is off", root.Outline()}
	}
	if f, ok := n.Object.(fyne.Focusable); ok { // as a tap would
		d.Window.Canvas().Focus(f)
	}
	if err := do(n); err != nil {
		return &Missed{fmt.Sprintf("%s %v", n.Line(), err), root.Outline()}
	}
	d.Queue.Run()
	return nil
}

func press(n *a11y.Node) error {
	if n.Press == nil {
		return errors.New("cannot be pressed")
	}
	n.Press()
	return nil
}
