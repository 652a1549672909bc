package mockplan

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// afterProof asks for another proof where one does not open the account, waits where the plan's rules want it, and goes on
// with what the recovery is for.
func (p *Plan) afterProof(f *flow) *problem.Problem {
	r := f.recovery
	if f.purpose == plan.FindUsername { // the name was in the message: the password and the rest are still asked for
		p.askPasswordOf(f, r.of)
		f.recovery, f.member, f.methods = nil, nil, nil
		return nil
	}
	if len(r.proved) < p.proofsFor(r.of) {
		return p.askRoute(f)
	}
	if r.wait == nil && p.policy.RecoveryRules.Wait > 0 && p.weak(r) {
		p.beginWait(f, p.policy.RecoveryRules.Wait)
		return nil
	}
	return p.recovered(f)
}

// proofsFor is by how many routes a member has to prove who they are: two once any second factor is bound (NIST SP
// 800-63B, section 4.2.2.2), and to lift a hold.
func (p *Plan) proofsFor(m *member) int {
	held := p.standingOf(m).why
	if m.passwordOnly && held != problem.AccountHeld && held != problem.AccountFrozen {
		return 1
	}
	return 2
}

// weak reports that what was proved is what a mailbox and a wallet hold, or a password besides one of them: enough only
// where the plan does not wait for an objection. So is a contact that is on file for less than that wait: who swaps it must
// not come in by it sooner.
func (p *Plan) weak(r *recovery) bool {
	if p.proofsFor(r.of) == 1 && r.proved[0] == byEmail {
		return p.newlyAt(r.of, plan.ContactEmail)
	}
	return !slices.ContainsFunc(r.proved, func(by route) bool {
		strong := by != byPassword && by != byEmail && by != byCard
		return strong && (by != byPhone || !p.newlyAt(r.of, plan.ContactPhone))
	})
}

// recovered goes on once enough was proved. What only a person can change stays so.
func (p *Plan) recovered(f *flow) *problem.Problem {
	m := f.recovery.of
	f.claim()
	switch s := p.standingOf(m); s.why {
	case "":
	case problem.AccountInactive:
		p.wake(f, m)
	case problem.AccountHeld, problem.AccountFrozen:
		f.recovery.leaked = true
	default:
		p.referTo(f, s)
		return nil
	}
	p.note(m, plan.EventRecovered, f.device, "")
	switch {
	case f.recovery.leaked, m.mustChange, f.purpose == plan.RecoverPassword:
		f.at = plan.KindNewPassword
	case f.purpose == plan.Unlock:
		p.unlock(f, m)
	default:
		p.askNewPhone(f)
	}
	return nil
}

// wake opens an account that lapsed: who proved as much as this is there again (S046).
func (p *Plan) wake(f *flow, m *member) {
	m.lastSignIn, m.restored = p.now(), p.now()
	if m.standing.why == problem.AccountInactive {
		m.standing = standing{}
	}
	p.tellAll(m, words{subject: "Your account is open again", body: "Your " + planName +
		" account was opened again. If this was not you, call 1-800-555-0100."})
}

// unlock lifts the locks and asks for the password, which stays as it was.
func (p *Plan) unlock(f *flow, m *member) {
	p.liftLocks(m)
	p.note(m, plan.EventUnlocked, f.device, "")
	p.tellAll(m, words{subject: "Your account was unlocked", body: "Your " + planName +
		" account was unlocked. If this was not you, call 1-800-555-0100."})
	p.askPasswordOf(f, m)
}

// liftLocks ends every lock that ends by itself.
func (p *Plan) liftLocks(m *member) {
	m.bornLocked, m.unlocked = "", p.now()
	for _, k := range []lock{lockPassword, lockMFA, lockRequests} {
		m.tally.clear(k)
	}
	m.requests = nil
}

// askPasswordOf asks for the password of a member whose name is known by now.
func (p *Plan) askPasswordOf(f *flow, m *member) {
	f.at, f.of = plan.KindCredentials, m
	f.using, f.identity = nil, nil
}

// askNewPhone asks for the number that takes the place of the old one; the old one stays until the new one is proved.
func (p *Plan) askNewPhone(f *flow) {
	m := f.recovery.of
	ask := addingContact{kinds: []plan.ContactKind{plan.ContactPhone}, optional: true}
	if m.Phone != "" {
		ask.replaces = masked(m.Phone)
	}
	ask.added = func(plan.ContactKind, string) *problem.Problem {
		p.liftLocks(m)
		return p.proven(f)
	}
	p.askContact(f, ask)
}

// restore ends what a hold was for, once the password is new.
func (p *Plan) restore(m *member, now time.Time) {
	m.frozen, m.mustChange, m.restored = false, false, now
	if m.standing.why == problem.AccountHeld || m.standing.why == problem.AccountFrozen {
		m.standing = standing{}
	}
}
