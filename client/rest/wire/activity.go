package wire

import (
	"time"

	"vestibule/app/plan"
)

// Activity is what happened to an account, newest first.
type Activity struct {
	ServerTime time.Time `json:"server_time"`
	Events     []Event   `json:"events"`
}

// Event is one entry of it; Hint is what it was about, masked.
type Event struct {
	ID     string    `json:"id"`
	What   string    `json:"what"`
	At     time.Time `json:"at"`
	Device string    `json:"device,omitempty"`
	Place  string    `json:"place,omitempty"`
	Hint   string    `json:"hint,omitempty"`
}

// FromActivity gives a log as it travels.
func FromActivity(list []plan.Event, now time.Time) Activity {
	w := Activity{ServerTime: now, Events: []Event{}}
	for _, e := range list {
		w.Events = append(w.Events, Event{string(e.ID), string(e.What), e.At, e.Device, e.Place, e.Hint})
	}
	return w
}

// mostEvents is how many entries are believed.
const mostEvents = 1000

// List gives the log, or problem.Malformed. What happened is kept though the app does not know it: a member must see it
// all the same.
func (w Activity) List() ([]plan.Event, error) {
	var c check
	c.within(int64(len(w.Events)), 0, mostEvents, "events")
	out := make([]plan.Event, 0, len(w.Events))
	seen := c.ids("events.id")
	for _, e := range w.Events {
		seen(e.ID)
		c.that(e.What != "", "events.what")
		c.that(!e.At.IsZero(), "events.at")
		out = append(out, plan.Event{ID: plan.EventID(e.ID), What: plan.EventWhat(cut(e.What)), At: e.At, Device: cut(e.Device),
			Place: cut(e.Place), Hint: cut(e.Hint)})
	}
	return out, c.malformed("activity")
}
