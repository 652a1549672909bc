package mockplan

import (
	"fmt"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// sendProof sends a code, a letter or a request for an approval to whom a question is about.
func (p *Plan) sendProof(f *flow, q *question) *problem.Problem {
	t := p.doorOf(f, q.shown.Kind)
	if p.sendsLeft(f, q) == 0 {
		trouble := problem.New(problem.CodeTooMany)
		trouble.Until = t.asked[0].Add(p.policy.OTP.Window)
		return trouble
	}
	t.asked = last(append(t.asked, p.now()), p.policy.OTP.MaxRequests)
	p.noteDoor(f, q.shown.Kind, t)
	f.showProof(q)
	if q.shown.Kind == plan.PushApproval {
		return p.pushProof(f, q)
	}
	for _, r := range q.to {
		p.sendTo(f, q, r)
	}
	return q.notSent(p)
}

// sendsLeft is how many more may be asked for. An approval is one tap away from a slip of the finger: fewer.
func (p *Plan) sendsLeft(f *flow, q *question) int {
	most := p.policy.OTP.MaxRequests
	if q.shown.Kind == plan.PushApproval {
		most = min(most, p.policy.Lockout.MaxFailures)
	}
	return max(0, most-countSince(p.doorOf(f, q.shown.Kind).asked, p.now().Add(-p.policy.OTP.Window)))
}

// notSent says why nothing was sent, to who has proved something already.
func (q *question) notSent(p *Plan) *problem.Problem {
	c := q.newest()
	if q.neutral || c == nil || c.failed == "" {
		return nil
	}
	_, code := p.unreachable(q.to[0].m, q.to[0].a)
	trouble := problem.New(problem.Code(firstOf(string(code), string(problem.CodeNotSent))))
	trouble.Facts.Sent = c.sent
	return trouble
}

// sendTo issues a code with its link, and hands it to the carrier where it leads anywhere. A letter that is on its way is
// not sent again.
func (p *Plan) sendTo(f *flow, q *question, r *recipient) {
	now, life := p.now(), p.recoveryLife()
	if q.shown.Kind == plan.LetterCode {
		if c := r.a.newest(); c != nil && !c.used && now.Before(c.expires) {
			return
		}
		life = letterLife
	}
	for _, old := range r.a.issued {
		old.replaced = true
	}
	c := &issued{flow: f.id, code: p.codeOf(p.digitsOf(q.shown.Kind)), link: p.token(16), sent: now, expires: now.Add(life)}
	r.a.issued = last(append(r.a.issued, c), mostIssued)
	p.links[c.link] = c
	goes := p.reachable(r) && !(q.neutral && p.flooded(r.m))
	if !goes {
		c.failed = plan.NotSent
	}
	c.message = p.carry(r.m, r.a, p.proofWords(f, r, c), c.code, goes)
	p.mailed(q, r)
}

// mailed notes that something was sent to who may not have asked for it.
func (p *Plan) mailed(q *question, r *recipient) {
	if q.neutral {
		r.m.mailed = last(append(r.m.mailed, p.now()), 2*p.policy.OTP.MaxRequests)
	}
}

// reachable reports whether a message to a recipient leaves. Post goes where nothing else does.
func (p *Plan) reachable(r *recipient) bool {
	_, why := p.unreachable(r.m, r.a)
	return r.reached && (why == "" || r.a.kind == plan.LetterCode)
}

// burst is within what time at most two messages go to one member (attack AT-028).
const burst = 10 * time.Second

// flooded reports that a member gets more messages than one who is really at it asks for, under whatever names. Nothing is
// said of it: it would tell that the names are of one member.
func (p *Plan) flooded(m *member) bool {
	now := p.now()
	return countSince(m.mailed, now.Add(-burst)) >= 2 || countSince(m.mailed, now.Add(-p.policy.OTP.Window)) >= 2*p.policy.OTP.MaxRequests
}

// carry sends a message, or does as much and throws it away: how long a name takes must not tell whether anybody has it.
func (p *Plan) carry(m *member, a *authenticator, w words, code string, goes bool) *sent {
	if goes {
		return p.send(m, a, w, code)
	}
	s := &sent{member: m, due: p.now(), message: plan.Message{At: p.now(), Channel: channelOf(a), To: a.to, Subject: w.subject,
		Body: w.body, Code: code}}
	p.mishap(s)
	p.void = last(append(p.void, s), mostSent)
	return s
}

// againProof sends once more.
func (p *Plan) againProof(f *flow) *problem.Problem {
	q := f.recovery.asked
	if !reaches(q.shown.Kind) && q.shown.Kind != plan.PushApproval {
		return problem.New(problem.AuthenticatorOff)
	}
	if until := p.shut(f, q); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if c := q.newest(); c != nil && q.shown.Kind.Sent() && p.now().Before(c.sent.Add(p.policy.OTP.ResendWait)) {
		trouble := problem.New(problem.CodeTooSoon)
		trouble.Until = c.sent.Add(p.policy.OTP.ResendWait)
		return trouble
	}
	return p.sendProof(f, q)
}

// pushProof asks for an approval on the member's other device. One that waits there for another conversation is left
// alone: whoever knows only a name must not push it aside, nor send one after the other.
func (p *Plan) pushProof(f *flow, q *question) *problem.Problem {
	b := p.random(2)
	q.push = &approval{id: plan.ApprovalID(p.token(9)), flow: f.id, number: fmt.Sprintf("%02d", (int(b[0])<<8|int(b[1]))%100),
		device: f.device, asked: p.now(), expires: p.now().Add(pushLife), recovery: true}
	r := q.to[0]
	a := r.a
	if a == nil {
		a = p.nobody.authenticators[0]
	}
	waits := r.m.waiting(p.now())
	_, gone := p.faults.on("factor.push_unreachable", r.m)
	goes := r.reached && !gone && !(q.neutral && p.flooded(r.m)) && (waits == nil || waits.pending.flow == f.id)
	p.mailed(q, r)
	p.carry(r.m, a, words{subject: "Is this you?", body: "Someone wants to get back into your " + planName +
		" account. If it is you, type the number you see there. If not, deny."}, "", goes)
	if goes {
		a.pending = q.push
	}
	if _, denied := p.faults.use("factor.push_denied", r.m); denied {
		q.push.denied = true
	}
	if q.push.unreachable = !goes; !goes && !q.neutral {
		return problem.New(problem.PushUnreachable)
	}
	return nil
}

// proofWords are the words of the message with a code. They name the plan (S043), warn (S165), and hold the username where
// that is what was forgotten.
func (p *Plan) proofWords(f *flow, r *recipient, c *issued) words {
	life := int(p.recoveryLife() / time.Minute)
	body := fmt.Sprintf("%s is your %s passcode.", c.code, planName)
	if f.purpose == plan.FindUsername {
		body = fmt.Sprintf("Your username at %s is %s. Your passcode is %s.", planName, r.m.Username, c.code)
	}
	if r.a.kind == plan.LetterCode {
		return words{subject: p.subjectOf(f), body: body + " Choose “letter” in the app and type it. We never ask you for it by phone."}
	}
	body += fmt.Sprintf(" Type it in the app where you asked for it. It works for %d minutes.", life)
	if r.a.kind == plan.EmailCode {
		body += fmt.Sprintf(" Or paste this link there: %s", p.linkOf(r.m, c))
	}
	return words{subject: p.subjectOf(f), body: body + " If you did not ask for it, do nothing. We never ask you for it by phone."}
}

// subjectOf is what to look for among the spam (S040).
func (p *Plan) subjectOf(f *flow) string {
	if f.purpose == plan.FindUsername {
		return "Your " + planName + " username"
	}
	return "Your " + planName + " passcode"
}

// sendStatus sends how accounts stand to their own contacts, and tells here nothing but that (S117).
func (p *Plan) sendStatus(f *flow) {
	f.at, f.told = plan.KindTold, plan.Told{What: plan.StatusSent}
	kinds := []plan.AuthenticatorKind{plan.EmailCode, plan.SMS}
	for _, m := range p.askedFor(f) {
		flooded := p.flooded(m)
		for _, kind := range kinds {
			r := p.recipient(m, plan.Authenticator{ID: plan.AuthenticatorID(kind), Kind: kind})
			p.carry(m, r.a, words{subject: "Your " + planName + " account", body: p.statusOf(m)}, "", p.reachable(r) && !flooded)
		}
		m.mailed = last(append(m.mailed, p.now()), 2*p.policy.OTP.MaxRequests)
	}
}

// statusOf says how an account stands.
func (p *Plan) statusOf(m *member) string {
	says := map[problem.Code]string{
		"":                      "Your account is open.",
		problem.AccountInactive: "Your account was not used for a long time. You can wake it up in the app.",
		problem.AccountUnready:  "Your account is not activated yet. Use the code of your letter in the app.",
		problem.AccountDisabled: "Your account is closed. Please call 1-800-555-0100.",
		problem.AccountHeld:     "Your account is on hold. You can open it in the app with two proofs.",
		problem.AccountFrozen:   "Your account is frozen. You can open it in the app with two proofs.",
		problem.LockedManually:  "Your account was locked by a person at the plan. Please call 1-800-555-0100.",
		problem.OtherLogin:      "You sign in at another page.",
	}[p.standingOf(m).why]
	for _, k := range []lock{lockPassword, lockMFA, lockRequests} {
		if until := p.lockedUntil(m, &m.tally, k); !until.IsZero() && says == "Your account is open." {
			says = "Your account is locked for a while. The lock ends by itself, or you can open it in the app."
		}
	}
	return says + " We never ask you for a code by phone."
}

// sweepLinks forgets links that are long over.
func (p *Plan) sweepLinks(now time.Time) {
	for token, c := range p.links {
		if now.Sub(c.expires) > day {
			delete(p.links, token)
		}
	}
	for token, w := range p.waits {
		if now.Sub(w.until) > waitKept {
			delete(p.waits, token)
		}
	}
}
