package session_test

import (
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/app/session"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const here = plan.Key("https://plan.example.org")

// desk is a keeper with a thread and a clock moved by hand.
type desk struct {
	*session.Keeper
	device *clock.Manual
	clock  *clock.Plan
	posted []func()
	news   []session.Change
}

func newDesk() *desk {
	d := &desk{device: clock.At(noon)}
	d.clock = clock.ForPlan(d.device)
	d.Keeper = session.New(session.Config{
		Post:     func(f func()) { d.posted = append(d.posted, f) },
		OnChange: func(c session.Change) { d.news = append(d.news, c) },
	})
	return d
}

// passes lets time pass, second by second.
func (d *desk) passes(t time.Duration) {
	for ; t > 0; t -= time.Second {
		d.device.Advance(min(t, time.Second))
		for len(d.posted) > 0 {
			f := d.posted[0]
			d.posted = d.posted[1:]
			f()
		}
	}
}

// maria's session: ten minutes of idle time, a minute of warning, an hour in all.
func maria(token string) plan.Session {
	return plan.Session{Token: secret.Of([]byte(token)), Actor: "maria", Began: noon,
		Idle: 10 * time.Minute, Warn: time.Minute, Ends: noon.Add(time.Hour)}
}

func (d *desk) enters(s plan.Session) {
	d.Enter(session.Entry{Plan: here, Clock: d.clock, Session: s, Account: plan.Account{Name: "Maria"}})
}

func (d *desk) phase() session.Phase { return d.Standing(here).Phase }

// last is the newest news.
func (d *desk) last(t *testing.T) session.Change {
	t.Helper()
	if len(d.news) == 0 {
		t.Fatal("no news")
	}
	return d.news[len(d.news)-1]
}
