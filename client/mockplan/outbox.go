package mockplan

import (
	"slices"
	"time"

	"vestibule/app/plan"
)

// sent is one message that left the plan.
type sent struct {
	member  *member
	message plan.Message
	due     time.Time // when it arrives
	held    bool      // waits for the next one to overtake it
	dropped bool
	spam    bool
	stale   bool
}

// The states of a message.
const (
	stateDelivered = "delivered"
	stateQueued    = "queued"
	stateDropped   = "dropped"
	stateSpam      = "spam"
	stateStale     = "delivered to a number or address that is no longer theirs"
)

// state is what has become of a message by now.
func (s *sent) state(now time.Time) string {
	switch {
	case s.dropped:
		return stateDropped
	case s.held || now.Before(s.due):
		return stateQueued
	case s.stale:
		return stateStale
	case s.spam:
		return stateSpam
	}
	return stateDelivered
}

// mostSent is how many messages the outbox shows.
const mostSent = 1000

// last gives the last n of a list that grows at its end.
func last[T any](list []T, n int) []T { return slices.Clone(list[max(0, len(list)-n):]) }

// words are what a message says.
type words struct{ subject, body string }

// channelOf names the way that messages of an authenticator take.
func channelOf(a *authenticator) string {
	if a == nil {
		return "email"
	}
	return string(a.kind)
}

// send hands a message to the carrier, with the knobs that delay or lose it. No authenticator: a notice by e-mail.
func (p *Plan) send(m *member, a *authenticator, w words, code string) *sent {
	s := &sent{member: m, due: p.now(), message: plan.Message{At: p.now(), Channel: channelOf(a), To: m.Email,
		Subject: w.subject, Body: w.body, Code: code}}
	if a != nil && a.kind == plan.PushApproval {
		s.message.To = a.hint
	} else if a != nil {
		s.message.To, s.stale = a.to, a.stale
	}
	p.mishap(s)
	p.outbox = last(append(p.outbox, s), mostSent)
	return s
}

// notify tells a member of a change that they may not have made, at every contact.
func (p *Plan) notify(m *member, w words) { p.tellAll(m, w) }

// mishap is what the outbox and contact knobs do to a message.
func (p *Plan) mishap(s *sent) {
	if setting, on := p.faults.use("outbox.delay", s.member); on {
		s.due = s.due.Add(time.Duration(setting.Seconds) * time.Second)
	}
	_, s.dropped = p.faults.use("outbox.drop", s.member)
	_, s.spam = p.faults.use("outbox.spam", s.member)
	s.stale = s.stale || p.reachesAnother(s)
	_, s.held = p.faults.on("outbox.reorder", s.member)
	for _, older := range p.outbox {
		if older.held && older.member == s.member { // the newer one has overtaken it
			older.held, older.due, s.held = false, p.now().Add(time.Second), false
		}
	}
}

// reachesAnother reports that a message goes to where the member is no more.
func (p *Plan) reachesAnother(s *sent) bool {
	if s.message.Channel == string(plan.EmailCode) {
		c := s.member.contact(plan.ContactEmail, s.message.To)
		return c != nil && p.bounces(s.member, c)
	}
	_, on := p.faults.on("contact.phone_stale", s.member)
	return on
}

// seen gives a message as the outbox shows it: what has not arrived has no code to copy.
func (s *sent) seen(now time.Time) plan.Message {
	m := s.message
	m.State = s.state(now)
	if m.State == stateQueued || m.State == stateDropped {
		m.Body, m.Code = "", ""
	}
	if s.due.After(m.At) {
		m.At = s.due
	}
	return m
}

// messages gives what was sent to somebody, or to all when no name is given, newest first.
func (p *Plan) messages(to string) []plan.Message {
	p.remind()
	p.sendLater()
	var out []plan.Message
	for _, s := range p.outbox {
		if to == "" || p.names[normalise(to)] == s.member || s.message.To == to {
			out = append(out, s.seen(p.now()))
		}
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b plan.Message) int { return b.At.Compare(a.At) })
	return out
}
