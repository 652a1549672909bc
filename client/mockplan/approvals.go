package mockplan

import (
	"crypto/subtle"
	"encoding/json"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// approvalTries is how many wrong numbers a request bears at most: with two digits, three tries are 3 in 100.
const approvalTries = 3

// pendingFor gives the authenticator whose request may be answered in a session; nil: nothing waits. Not in one on a
// shared device, and not where the session itself asks for the proof: it would prove itself.
func (p *Plan) pendingFor(s *session) *authenticator {
	a := s.member.waiting(p.now())
	if a == nil || s.plan.Shared || a.pending.session == s {
		return nil
	}
	return a
}

func (p *Plan) getApprovals(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.watching, func(s *session) (any, *problem.Problem) {
		var list []plan.Approval
		if a := p.pendingFor(s); a != nil {
			list = append(list, a.pending.seen())
		}
		return wire.FromApprovals(list, p.now()), nil
	})
}

// seen is what the approving device may know: not the number.
func (w *approval) seen() plan.Approval {
	return plan.Approval{ID: w.id, Place: place, Device: w.device, Asked: w.asked, Expires: w.expires, Digits: len(w.number)}
}

func (p *Plan) postApproval(w http.ResponseWriter, r *http.Request) {
	body, trouble := readBody(w, r)
	defer clear(body)
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		if trouble != nil {
			return nil, trouble
		}
		verdict, trouble := readVerdict(body)
		if trouble != nil {
			return nil, trouble
		}
		a := p.pendingFor(s)
		if a == nil || string(a.pending.id) != r.PathValue("id") {
			return nil, problem.New(problem.ApprovalGone)
		}
		return nil, p.judge(a, s.member, verdict)
	})
}

func readVerdict(body []byte) (v wire.Verdict, trouble *problem.Problem) {
	switch {
	case !json.Valid(body) || strictly(body, &v) != nil || (v.Approve == nil) == (v.Deny == nil):
		return v, refusedField("approve")
	case v.Approve != nil && v.Approve.Number.Empty():
		return v, missing("number")
	}
	return v, nil
}

// judge carries the member's word out.
func (p *Plan) judge(a *authenticator, m *member, v wire.Verdict) *problem.Problem {
	switch {
	case v.Approve != nil:
		return p.matched(a, m, v.Approve.Number.Reveal())
	case v.Deny.NotMe:
		p.notMe(m, a)
	default:
		p.deny(m, a)
	}
	return nil
}

// matched approves where the number is the one that the other page shows (NIST SP 800-63B, section 3.1.3).
func (p *Plan) matched(a *authenticator, m *member, number []byte) *problem.Problem {
	w := a.pending
	if subtle.ConstantTimeCompare([]byte(w.number), number) == 1 {
		w.approved, m.unanswered = true, 0
		return nil
	}
	w.misses++
	left := min(approvalTries, p.policy.Lockout.MaxFailures) - w.misses
	if left <= 0 {
		p.deny(m, a)
		return problem.New(problem.ApprovalGone)
	}
	trouble := problem.New(problem.ApprovalNumber)
	trouble.Field, trouble.Facts.Left = "number", &left
	return trouble
}

// notMe ends a sign-in that is somebody else's, and marks the member for review: whoever made it knows the password.
func (p *Plan) notMe(m *member, a *authenticator) {
	p.deny(m, a)
	delete(p.flows, a.pending.flow)
	m.review = true
	p.note(m, plan.EventReported, a.pending.device, a.hint)
	p.notify(m, words{subject: "Security alert: we stopped a sign-in", body: "You told us that a sign-in to your " + planName +
		" account was not you. We stopped it and will look at your account. Someone may know your password: please change it."})
}

// tooManyPushes locks the asking for codes and approvals once too many in a row were left without a word: whoever sends one
// after the other hopes for a slip of the finger. Else the one that still waits makes room for the new one.
func (p *Plan) tooManyPushes(f *flow, a *authenticator) *problem.Problem {
	if a.kind != plan.PushApproval {
		return nil
	}
	m := f.member
	old := m.asked()
	switch {
	case old == nil:
		return nil
	case p.now().Sub(old.asked) > p.policy.OTP.Window:
		m.unanswered = 0
	default:
		m.unanswered++
	}
	if m.unanswered >= p.policy.Lockout.MaxFailures {
		m.unanswered = 0
		return p.stopSending(f, a)
	}
	old.replaced = true
	return nil
}

// asked gives the newest request that got no answer, in time or late; nil: none.
func (m *member) asked() *approval {
	for _, a := range m.authenticators {
		if a.kind == plan.PushApproval && a.pending != nil && a.pending.open() {
			return a.pending
		}
	}
	return nil
}
