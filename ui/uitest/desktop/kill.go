package desktop

import (
	"context"
	"errors"
)

// Kill ends the program as the system does when it has no memory left: at once, in the middle of anything (SIGKILL).
func (d *Desktop) Kill() error {
	program := d.Session.processes[len(d.Session.processes)-1]
	if err := program.Process.Kill(); err != nil {
		return err
	}
	_ = program.Wait() // it was killed
	d.Session.processes = d.Session.processes[:len(d.Session.processes)-1]
	return nil
}

// Again starts the program anew on the same desktop, after a Kill, and waits as Start does.
func (d *Desktop) Again(arguments ...string) error {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	err := d.until(ctx, func() (bool, error) {
		left, err := d.children(ctx, desktopRoot)
		return err == nil && len(left) == 0, nil
	})
	if err != nil {
		return errors.New("the program that was killed is still on the accessibility bus")
	}
	_ = d.conn.Close()
	return d.begin(arguments)
}
