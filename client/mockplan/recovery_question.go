package mockplan

import (
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// question is one proof that is asked for in a recovery.
type question struct {
	shown   plan.Authenticator
	neutral bool         // asked before anything was proved: the same for every name
	to      []*recipient // one for each name
	misses  tally        // of what was sent in this conversation
	push    *approval
}

// recipient is whom a question is about: a member, or nobody, for whom the same work is done and nothing leaves.
type recipient struct {
	m       *member
	a       *authenticator // what is sent, or the app that is asked
	reached bool           // there is somebody, and this route leads there
}

// letterDigits is how long a code by post is: it is good for days.
const letterDigits = 8

// letterLife is how long a code by post is good, letterTakes how long it travels (NIST SP 800-63B, section 4.2.1.2).
const (
	letterLife  = 21 * day
	letterTakes = 5 * day
)

// mailTakes is how long a message usually takes.
const mailTakes = 2 * time.Minute

// ask puts the question of one route, and sends what has to be sent.
func (p *Plan) ask(f *flow, o plan.Authenticator) *problem.Problem {
	if o.Kind == plan.IdentityProof {
		return p.askOwnCard(f)
	}
	q := p.question(f, o)
	if until := p.shut(f, q); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if o.Kind == plan.RecoveryCodes || o.Kind == plan.TOTP || q.live(p.now()) {
		f.showProof(q)
		return nil
	}
	return p.sendProof(f, q)
}

// question gives the one of a route; the same again where the member comes back to it.
func (p *Plan) question(f *flow, o plan.Authenticator) *question {
	r := f.recovery
	if q := r.begun[o.ID]; q != nil && q.neutral == (r.of == nil) {
		return q
	}
	q := &question{shown: o, neutral: r.of == nil}
	for _, m := range p.askedFor(f) {
		q.to = append(q.to, p.recipient(m, o))
	}
	if q.neutral && len(r.names) == 1 {
		q.shown.Hint = hintTyped(r.names[0], o.Kind)
	}
	if r.begun == nil {
		r.begun = map[plan.AuthenticatorID]*question{}
	}
	r.begun[o.ID] = q
	return q
}

// askedFor gives whom a question is about: the member of each name, and nobody for a name that nobody has, or that is of a
// member who is among them already.
func (p *Plan) askedFor(f *flow) []*member {
	if f.recovery.of != nil {
		return []*member{f.recovery.of}
	}
	var out []*member
	for _, name := range f.recovery.names {
		m := p.find(name)
		if m == nil || slices.Contains(out, m) {
			m = p.nobody
		}
		out = append(out, m)
	}
	return out
}

func (p *Plan) recipient(m *member, o plan.Authenticator) *recipient {
	r := &recipient{m: m, reached: m != p.nobody}
	switch o.Kind {
	case plan.RecoveryCodes:
	case plan.TOTP:
		r.a = m.authenticator(o.ID) // nil before the first proof: every app is asked
	case plan.PushApproval:
		r.a = firstWay(m.authenticators, func(a *authenticator) bool {
			return a.kind == o.Kind && (o.Hint == "" || a.id == o.ID) && p.unavailable(m, a) == ""
		})
		r.reached = r.reached && r.a != nil
	case plan.LetterCode:
		if m.letter == nil {
			m.letter = &authenticator{id: o.ID, kind: o.Kind, to: m.address()}
		}
		r.a = m.letter
	default:
		old := m.textTo(m.Phone)
		r.a = &authenticator{id: o.ID, kind: o.Kind, to: p.contactBy(m, o.Kind), stale: o.Kind == plan.SMS && old.stale}
		r.reached = r.reached && r.a.to != "" && (o.Kind != plan.SMS || old.off == "")
	}
	return r
}

func firstWay(list []*authenticator, fits func(*authenticator) bool) *authenticator {
	if at := slices.IndexFunc(list, fits); at >= 0 {
		return list[at]
	}
	return nil
}

// hintTyped masks what was typed, where that was itself the address or number that a route leads to. It says nothing that
// the member did not say.
func hintTyped(name string, kind plan.AuthenticatorKind) string {
	local, _, address := strings.Cut(name, "@")
	number := !address && len(normalise(name)) >= 10 && strings.Trim(normalise(name), "0123456789") == ""
	if kind == plan.EmailCode && address && local != "" || kind == plan.SMS && number {
		return hinted(strings.TrimSpace(name))
	}
	return ""
}

// showProof puts a question as the step.
func (f *flow) showProof(q *question) {
	f.recovery.asked, f.using, f.identity = q, nil, nil
	switch q.shown.Kind {
	case plan.RecoveryCodes:
		f.at = plan.KindRecoveryCode
	case plan.PushApproval:
		f.at = plan.KindPush
	default:
		f.at = plan.KindCode
	}
}

// live reports whether something that was sent still waits for its answer.
func (q *question) live(now time.Time) bool {
	if q.push != nil {
		return q.push.open() && now.Before(q.push.expires)
	}
	c := q.newest()
	return c != nil && !c.used && now.Before(c.expires) && (q.neutral || c.failed == "")
}

// newest is the newest code that was sent to the first name, nil for none.
func (q *question) newest() *issued {
	if len(q.to) == 0 || q.to[0].a == nil || !reaches(q.shown.Kind) {
		return nil
	}
	return q.to[0].a.newest()
}

// doorOf counts at one route: tries, and what was asked for. Before the first proof it is kept by the name that was typed,
// known or not, and apart from what is counted when somebody signs in; so a lock there shuts nobody out here. Afterwards it
// is the member's.
func (p *Plan) doorOf(f *flow, kind plan.AuthenticatorKind) *tally {
	if m := f.recovery.of; m != nil {
		return m.doorBy(kind)
	}
	return p.doors.under(doorKey(kind, f.recovery.names[0]))
}

func (m *member) doorBy(kind plan.AuthenticatorKind) *tally {
	if m.doors == nil {
		m.doors = map[plan.AuthenticatorKind]*tally{}
	}
	if m.doors[kind] == nil {
		m.doors[kind] = &tally{}
	}
	return m.doors[kind]
}

func doorKey(kind plan.AuthenticatorKind, name string) nameKey {
	return sha256.Sum256([]byte("recovery by " + string(kind) + " of " + normalise(name)))
}

// noteDoor keeps a count that was changed.
func (p *Plan) noteDoor(f *flow, kind plan.AuthenticatorKind, t *tally) {
	if f.recovery.of == nil {
		now := p.now()
		p.doors.note(doorKey(kind, f.recovery.names[0]), t, func(t *tally) bool { return !t.locked(lockMFA, now).IsZero() })
	}
}

// missesOf gives where wrong answers to a question are counted: what was sent for this conversation only works in it, and is
// counted in it; an app, recovery codes and a code by post are the same in every one.
func (p *Plan) missesOf(f *flow, q *question) *tally {
	if q.shown.Kind.Sent() {
		return &q.misses
	}
	return p.doorOf(f, q.shown.Kind)
}

// shut gives the end of the lock of a question, zero for none.
func (p *Plan) shut(f *flow, q *question) time.Time {
	return p.missesOf(f, q).locked(lockMFA, p.now())
}

func (p *Plan) recoveryStep(f *flow, head plan.Head) plan.Step {
	return plan.RecoveryCode{Head: head, Tries: p.missesOf(f, f.recovery.asked).tries(lockMFA, p.policy.Lockout),
		Others: len(p.offered(f)) > 1}
}

func (p *Plan) proofStep(f *flow, head plan.Head) plan.Step {
	q := f.recovery.asked
	s := plan.Code{Head: head, Authenticator: q.shown, Digits: p.digitsOf(q.shown.Kind), Others: len(p.offered(f)) > 1, Neutral: q.neutral,
		Tries: p.missesOf(f, q).tries(lockMFA, p.policy.Lockout)}
	switch c := q.newest(); {
	case q.shown.Kind == plan.TOTP:
		s.Period = p.policy.TOTP.Period
	case q.shown.Kind == plan.LetterCode:
		s.Usually = letterTakes
	case c != nil:
		s.Sent, s.Expires, s.ResendAt = c.sent, c.expires, c.sent.Add(p.policy.OTP.ResendWait)
		s.Sends = plan.Tries{Known: true, Left: p.sendsLeft(f, q)}
		s.Usually = mailTakes
		if !q.neutral {
			s.Delivery = c.delivery(p.now())
		}
	}
	if q.shown.Kind == plan.EmailCode {
		s.Link, s.From, s.Subject = true, mailSender, p.subjectOf(f)
	}
	return s
}

func (p *Plan) digitsOf(kind plan.AuthenticatorKind) int {
	switch kind {
	case plan.TOTP:
		return p.policy.TOTP.Digits
	case plan.LetterCode:
		return letterDigits
	}
	return p.policy.OTP.Digits
}

func (p *Plan) approvalStep(f *flow, head plan.Head) plan.Step {
	q := f.recovery.asked
	return plan.Push{Head: head, Authenticator: q.shown, Number: q.push.number, Expires: q.push.expires, PollEvery: pollEvery,
		Others: len(p.offered(f)) > 1}
}
