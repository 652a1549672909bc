package ui

import (
	"time"

	"vestibule/ui/control"
)

// This file is time on the list of codes: which clock they are made by, the one timer for all rows, and what is said of it.

// codeTime is what codes are made with: the plan's time where it is known and not a day off, since a device's clock may be
// wrong, and a code of the wrong time is a wrong code.
func (u *UI) codeTime() time.Time {
	if u.plan != nil {
		return u.plan.Clock.ForCodes()
	}
	return u.cfg.Device.Now()
}

// codeTolerance is how wrong a clock is before a code of it may be refused: servers mostly take the one before and after
// (RFC 6238, section 5.2), so a third of a step is early enough to say it.
const codeTolerance = 10 * time.Second

// update brings the codes and the time they still count up to date.
func (p *codesPage) update() {
	now := p.u.codeTime()
	p.u.counting = len(p.view.shown) > 0
	left := untilTurn(now, usualPeriod)
	p.timer.Set(p.u.say.left(left), float32(left)/float32(usualPeriod), left <= soon)
	p.announce(p.timer, p.list.Reading() != "", now, left)
	p.list.Update()
}

// usualPeriod is what nearly all codes last, and what the one timer counts; a row that lasts otherwise says so itself.
const usualPeriod = 30 * time.Second

// soon is from when on it is said that a code is about to change.
const soon = 10 * time.Second

// left says how long the codes still count.
func (s say) left(d time.Duration) string {
	return s.Count("codes.left", int((d+time.Second-1)/time.Second))
}

// announce speaks to who reads a code: once when it is about to change, and when it did.
func (p *codesPage) announce(on *control.CodeTimer, read bool, now time.Time, left time.Duration) {
	turned := !p.turn.IsZero() && !now.Before(p.turn)
	if turned || p.turn.IsZero() {
		p.turn, p.warned = now.Add(left), false
	}
	switch {
	case !read:
		on.Say("")
	case turned:
		on.Say(p.u.say.Say("codes.changed"))
	case left <= soon && !p.warned:
		p.warned = true
		on.Say(p.u.say.left(left))
	}
}
