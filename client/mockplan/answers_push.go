package mockplan

import (
	"fmt"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// pushLife is how long an approval may take.
const pushLife = 2 * time.Minute

// approval is a request on the member's other device.
type approval struct {
	id             plan.ApprovalID
	flow           string
	session        *session // the one that a proof is asked for in; nil: a sign-in
	number         string
	device         string
	asked, expires time.Time
	misses         int // wrong numbers
	approved       bool
	denied         bool
	unreachable    bool
	replaced       bool // by a newer one: only one waits at a time
	recovery       bool // asked for by who has proved no password
}

func (w *approval) open() bool { return !w.approved && !w.denied && !w.unreachable && !w.replaced }

// push asks for an approval with a number of two digits.
func (p *Plan) push(f *flow, a *authenticator) *problem.Problem {
	b := p.random(2)
	number := fmt.Sprintf("%02d", (int(b[0])<<8|int(b[1]))%100)
	a.pending = &approval{id: plan.ApprovalID(p.token(9)), flow: f.id, session: f.session, number: number, device: f.device,
		asked: p.now(), expires: p.now().Add(pushLife)}
	p.show(f, a)
	if _, on := p.faults.on("factor.push_unreachable", f.member); on {
		a.pending.unreachable = true
		return problem.New(problem.PushUnreachable)
	}
	p.send(f.member, a, words{subject: "Is this you?", body: "Someone is signing in to " + planName +
		". If it is you, type the number you see there. If not, deny."}, "")
	if _, on := p.faults.use("factor.push_denied", f.member); on {
		p.deny(f.member, a)
	}
	return nil
}

// pollPush tells what became of an approval.
func (p *Plan) pollPush(f *flow) outcome {
	switch w := f.using.pending; {
	case w.flow != f.id, w.replaced: // asked for again in another conversation
		return outcome{p.step(f), problem.New(problem.PushExpired)}
	case w.unreachable:
		return outcome{p.step(f), problem.New(problem.PushUnreachable)}
	case w.denied:
		return outcome{p.step(f), problem.New(problem.PushDenied)}
	case w.approved:
		trouble := p.provenBy(f, f.using)
		f.number++
		f.asked[f.number] = f.at
		return outcome{p.step(f), trouble}
	case !p.now().Before(w.expires):
		return outcome{p.step(f), problem.New(problem.PushExpired)}
	}
	return outcome{step: p.step(f)}
}

// approve is the member's other device: the number has to match (NIST SP 800-63B, section 3.1.3).
func (p *Plan) approve(m *member, number string) error {
	a := m.waiting(p.now())
	switch {
	case a == nil:
		return fmt.Errorf("no request is waiting for %s", m.Username)
	case a.pending.number != number:
		return fmt.Errorf("the number does not match: nothing was approved")
	}
	a.pending.approved, m.unanswered = true, 0
	return nil
}

// refuse is the same device saying no.
func (p *Plan) refuse(m *member) error {
	a := m.waiting(p.now())
	if a == nil {
		return fmt.Errorf("no request is waiting for %s", m.Username)
	}
	p.deny(m, a)
	return nil
}

// deny counts as a miss: somebody who is not the member knows the password. In a recovery they know a name at most, and
// must not lock the member out by it.
func (p *Plan) deny(m *member, a *authenticator) {
	a.pending.denied, m.unanswered = true, 0
	if a.pending.recovery {
		return
	}
	p.missed(m, &m.tally, lockMFA, problem.PushDenied)
}

// waiting gives the authenticator whose approval is open.
func (m *member) waiting(now time.Time) *authenticator {
	for _, a := range m.authenticators {
		if a.kind == plan.PushApproval && a.pending != nil && a.pending.open() && now.Before(a.pending.expires) {
			return a
		}
	}
	return nil
}
