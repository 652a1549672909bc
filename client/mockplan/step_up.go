package mockplan

import (
	"net/http"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// beginIn opens a conversation in the session of a request.
func (p *Plan) beginIn(r *http.Request, purpose plan.Purpose) outcome {
	s, trouble := p.signedIn(r)
	if trouble != nil {
		return outcome{trouble: trouble}
	}
	f := p.open(purpose)
	f.session, f.member, f.name, f.shared, f.device = s, s.member, s.identifier, s.plan.Shared, deviceOf(r)
	f.at = plan.KindChoose
	if purpose != plan.StepUp && !p.stale(s) {
		trouble = p.carryOn(f)
	} else if trouble = p.askAgain(f); trouble != nil && trouble.Code == problem.NeedsReauth {
		delete(p.flows, f.id)
		return outcome{trouble: trouble}
	}
	f.asked[f.number] = f.at
	return outcome{p.step(f), trouble}
}

// stale reports whether a session's last proof is too old to change how its member signs in, or too weak: whoever adds an
// authenticator proves as much as the member can (NIST SP 800-63B, section 4.1.2.1).
func (p *Plan) stale(s *session) bool {
	weak := s.plan.AAL < plan.AAL2 && len(p.options(s.member)) > 0
	return weak || p.now().Sub(s.plan.Proved) > p.policy.Session.ReauthWindow
}

// askAgain asks for one more proof of a second factor. Who has none signs in anew: a password would have to be asked for
// by the page that signs in.
func (p *Plan) askAgain(f *flow) *problem.Problem {
	f.asksProof = true
	if until := p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	options := p.options(f.member)
	ways := usable(options)
	if len(options) == 0 || len(ways) == 0 && p.lockedUntil(f.member, &f.member.tally, lockRequests).IsZero() {
		return problem.New(problem.NeedsReauth)
	}
	return p.askSecond(f)
}

// provenAgain notes the proof at the session, and goes on with what it was asked for.
func (p *Plan) provenAgain(f *flow) *problem.Problem {
	s := f.session
	s.plan.Proved = p.now()
	for _, m := range f.methods {
		if !slices.Contains(s.plan.Methods, m) {
			s.plan.Methods = append(slices.Clone(s.plan.Methods), m)
		}
	}
	s.plan.AAL = max(s.plan.AAL, assurance(f.methods))
	return p.carryOn(f)
}

// sessionOver says why a conversation cannot go on: the session that it was begun in is over.
func (p *Plan) sessionOver(f *flow) *problem.Problem {
	if f.session == nil {
		return nil
	}
	if !p.lives(f.session.plan) && f.session.over == "" { // signed out
		return problem.New(problem.SessionRevoked)
	}
	return p.ended(f.session)
}

// headIn places a step of a conversation in a session: a choice where there is one, the proof where one is asked for, and
// what it was begun for.
func (f *flow) headIn(h plan.Head) plan.Head {
	before := 0
	if f.asksProof {
		before = 1
	}
	if f.chose {
		before = 2
	}
	h.Length = max(1, before+partsOf(f.purpose))
	switch {
	case f.at == plan.KindDone, f.confirms():
		h.Position = h.Length
	case f.at == plan.KindChoose:
		h.Position = 1
	case f.at == plan.KindCode, f.at == plan.KindPush, f.at == plan.KindRecoveryCode:
		h.Position = before
	default:
		h.Position = min(before+1, h.Length)
	}
	return h
}

// partsOf is how many steps a purpose has besides the proof.
func partsOf(purpose plan.Purpose) int {
	switch purpose {
	case plan.StepUp:
		return 0
	case plan.AddContact:
		return 2
	}
	return 1
}
