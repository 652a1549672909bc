package mockplan

import (
	"net/http"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// handoff is what was left at one device for another.
type handoff struct {
	ticket
	what plan.Handoff
	gone bool // taken
}

// mostHandoffs is how many lie ready; the oldest makes room.
const mostHandoffs = 1000

// leave keeps a hand-off until it is taken or over.
func (p *Plan) leave(what plan.Handoff) plan.Ticket {
	now := p.now()
	p.handoffs = slices.DeleteFunc(p.handoffs, func(h *handoff) bool { return !now.Before(h.until) })
	h := &handoff{ticket: p.ticket(p.policy.Grants.Handoff), what: what}
	p.handoffs = last(append(p.handoffs, h), mostHandoffs)
	return h.shown(handoffPath)
}

// leaves is leave for who asks. Only who is signed in asks somebody for a code: a stranger's name would be no name at all.
func (p *Plan) leaves(r *http.Request, what plan.Handoff) (plan.Ticket, *problem.Problem) {
	what.Device, what.Asker = firstOf(trimmed(what.Device), deviceOf(r)), ""
	if r.Header.Get("Authorization") != "" || what.Asks != "" {
		s, trouble := p.signedIn(r)
		if trouble != nil {
			return plan.Ticket{}, trouble
		}
		what.Asker = s.member.Name
	}
	return p.leave(what), nil
}

// takeUp gives what a code takes up, and forgets it. One that is used, over or never was is told alike; who guesses is counted by
// where they come from.
func (p *Plan) takeUp(r *http.Request, typed string) (plan.Handoff, *problem.Problem) {
	from := guesser(r, nil)
	if trouble := p.guessing(from); trouble != nil {
		return plan.Handoff{}, trouble
	}
	if typed == "" {
		return plan.Handoff{}, missing("typed")
	}
	at := slices.IndexFunc(p.handoffs, func(h *handoff) bool { return h.is(typed, handoffPath) })
	if at < 0 {
		return plan.Handoff{}, p.guessed(from, problem.HandoffGone)
	}
	h := p.handoffs[at]
	if h.gone || !p.now().Before(h.until) { // who has a code is not guessing
		return plan.Handoff{}, problem.New(problem.HandoffGone)
	}
	what := h.what
	h.gone, h.what = true, plan.Handoff{}
	return what, nil
}
