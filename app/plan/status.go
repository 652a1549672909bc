package plan

import (
	"time"

	"vestibule/app/problem"
)

// Feature is a part of a plan's service that can be out by itself.
type Feature string

// SignInFeature is the one that stops a sign-in; the others are told but block nothing (S134).
const SignInFeature Feature = "sign-in"

// Status is what a plan says of its service.
type Status struct {
	Outages      []Outage
	Maintenances []Maintenance
	Checked      time.Time
}

// Outage is a feature that does not work now. Until is zero where nobody knows.
type Outage struct {
	Feature Feature
	Until   time.Time
	Detail  string // the plan's own sentence
}

// Maintenance is a window announced ahead.
type Maintenance struct {
	Feature  Feature
	From, To time.Time
}

// Blocking gives what stops a sign-in now, or nil.
func (s Status) Blocking(now time.Time) *problem.Problem {
	for _, o := range s.Outages {
		if o.Feature == SignInFeature {
			return o.Problem()
		}
	}
	for _, m := range s.Maintenances {
		if m.Feature == SignInFeature && !now.Before(m.From) && now.Before(m.To) {
			return m.Problem()
		}
	}
	return nil
}

// Notices gives what is worth telling though sign-in works: other features that are out, and maintenance to come.
func (s Status) Notices(now time.Time) []*problem.Problem {
	var out []*problem.Problem
	for _, o := range s.Outages {
		if o.Feature != SignInFeature {
			out = append(out, o.Problem())
		}
	}
	for _, m := range s.Maintenances {
		if now.Before(m.To) && (m.Feature != SignInFeature || now.Before(m.From)) {
			out = append(out, m.Problem())
		}
	}
	return out
}

// Problem gives the outage as a problem.
func (o Outage) Problem() *problem.Problem {
	p := problem.New(problem.Outage)
	p.Until, p.Facts.Feature, p.Facts.Reason = o.Until, string(o.Feature), o.Detail
	return p
}

// Problem gives the window as a problem.
func (m Maintenance) Problem() *problem.Problem {
	p := problem.New(problem.Maintenance)
	p.From, p.Until, p.Facts.Feature = m.From, m.To, string(m.Feature)
	return p
}
