package scenario

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"vestibule/ui/uitest"
)

// Commands that set up the plan, the device and the app.

// part begins anew.
type part struct{ name string }

func (c part) do(p *play) error {
	p.count()
	return p.anew(c.name)
}

type policyNamed struct{ name string }

func (c policyNamed) do(p *play) error { return p.stage.Backstage().Policy(p.ctx, c.name) }

type policyOf struct{ piece json.RawMessage }

func (c policyOf) do(p *play) error { return p.stage.Backstage().Policy(p.ctx, c.piece) }

// knob turns a fault on or off: the device's at the stage, every other at the plan.
type knob struct {
	name   string
	detail json.RawMessage
	off    bool
}

func (c knob) knob() (string, bool) { return c.name, !c.off }

func (c knob) do(p *play) error {
	if onDevice(c.name) {
		return c.atDevice(p)
	}
	delete(p.knobs, c.name)
	if !c.off {
		p.knobs[c.name] = c.detail
	}
	return p.stage.Backstage().Faults(p.ctx, maps.Clone(p.knobs))
}

func (c knob) atDevice(p *play) error {
	b, ok := p.stage.(Breaker)
	if !ok {
		return ErrCannot
	}
	if c.off {
		return b.Break(c.name, nil)
	}
	return b.Break(c.name, c.detail)
}

// onDevice reports whether a knob is one of the client's: there the server has no part in it.
func onDevice(name string) bool {
	group, _, _ := strings.Cut(name, ".")
	switch group {
	case "os", "store", "keyring", "env":
		return true
	}
	return false
}

// skew sets the device's clock wrong; where that cannot be, the plan's clock is off by as much the other way, which is
// the same to the app.
type skew struct{ ahead time.Duration }

func (c skew) knob() (string, bool) { return "clock.skew", c.ahead != 0 }

func (c skew) do(p *play) error {
	if s, ok := p.stage.(Skewer); ok {
		return s.Skew(c.ahead)
	}
	detail := fmt.Sprintf(`{"seconds":%d}`, int(-c.ahead/time.Second))
	return knob{name: "clock.skew", detail: json.RawMessage(detail), off: c.ahead == 0}.do(p)
}

// open starts the app; one that is open is closed first.
type open struct{ phone bool }

func (c open) do(p *play) error {
	if err := p.shut(); err != nil {
		return err
	}
	form := p.form
	if c.phone {
		form = uitest.Phone
	}
	var err error
	if p.before, err = p.stage.Backstage().Journal(p.ctx); err != nil {
		return err
	}
	app, err := p.stage.Open(form)
	if err == nil {
		p.app, p.way.begun = app, true
	}
	return err
}

// shut closes the app.
type shut struct{}

func (shut) do(p *play) error { return p.shut() }

// newDevice closes the app and goes on on a device that has kept nothing.
type newDevice struct{}

func (newDevice) do(p *play) error {
	if err := p.shut(); err != nil {
		return err
	}
	return p.stage.Wipe()
}

// advance lets time pass.
type advance struct{ by time.Duration }

func (c advance) do(p *play) error {
	if p.way.begun {
		p.spend(Cost{Waited: c.by})
	}
	if w, ok := p.stage.(Waiter); ok {
		return w.Advance(c.by)
	}
	return p.stage.Backstage().Advance(p.ctx, c.by)
}
