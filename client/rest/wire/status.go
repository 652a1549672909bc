package wire

import (
	"time"

	"vestibule/app/plan"
)

// Status is what the plan says of its service.
type Status struct {
	ServerTime   time.Time     `json:"server_time"`
	Outages      []Outage      `json:"outages"`
	Maintenances []Maintenance `json:"maintenances"`
}

// Outage is a feature that does not work now.
type Outage struct {
	Feature string    `json:"feature"`
	Until   time.Time `json:"until,omitzero"`
	Detail  string    `json:"detail,omitempty"`
}

// Maintenance is a window announced ahead.
type Maintenance struct {
	Feature string    `json:"feature"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
}

// FromStatus gives a status as it travels.
func FromStatus(s plan.Status, now time.Time) Status {
	w := Status{ServerTime: now, Outages: []Outage{}, Maintenances: []Maintenance{}}
	for _, o := range s.Outages {
		w.Outages = append(w.Outages, Outage{string(o.Feature), o.Until, o.Detail})
	}
	for _, m := range s.Maintenances {
		w.Maintenances = append(w.Maintenances, Maintenance{string(m.Feature), m.From, m.To})
	}
	return w
}

// Status gives the status the app shows, checked at that time, or problem.Malformed.
func (w Status) Status(checked time.Time) (plan.Status, error) {
	var c check
	s := plan.Status{Checked: checked}
	for _, o := range w.Outages {
		c.that(o.Feature != "", "outages.feature")
		s.Outages = append(s.Outages, plan.Outage{Feature: plan.Feature(o.Feature), Until: o.Until, Detail: cut(o.Detail)})
	}
	for _, m := range w.Maintenances {
		c.that(m.Feature != "", "maintenances.feature")
		c.that(!m.From.IsZero() && m.To.After(m.From), "maintenances.to")
		s.Maintenances = append(s.Maintenances, plan.Maintenance{Feature: plan.Feature(m.Feature), From: m.From, To: m.To})
	}
	return s, c.malformed("status")
}
