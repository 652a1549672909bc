package mockplan

import (
	"encoding/base64"
	"io"
	"maps"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// flowLife is how long a conversation is kept after the last word of the member, or the end of a lock in it.
const flowLife = 15 * time.Minute

// repeatFor is how long a repeated answer gets the same result.
const repeatFor = 60 * time.Second

// flow is one conversation. Its step is not stored but drawn anew from what stands here (steps.go), so that a poll
// tells deliveries and tries as they now are.
type flow struct {
	id      string
	purpose plan.Purpose
	number  int
	at      plan.Kind
	asked   map[int]plan.Kind // which step had which number
	answers map[int]answered
	expires time.Time

	name      string // as typed last
	member    *member
	shared    bool
	methods   []string // what was proved
	device    string   // what the member signs in with, as it names itself
	chose     bool     // the member was asked which way
	trust     bool     // the member wants this device trusted
	trusted   *trust   // by which this device was asked for less
	using     *authenticator
	session   *session       // the one it was begun in; nil where its purpose needs none
	asksProof bool           // it asks for one more proof first
	binding   *binding       // the authenticator app that is being added
	of        *member        // whose password is asked for without a name
	cards     tally          // cards that were not right
	recovery  *recovery      // what was proved so far by who forgot or lost something; nil in a plain sign-in
	identity  *identity      // the card that is asked for
	joining   *joining       // the account that is being made or woken
	adding    *addingContact // the contact that is being added
	newCodes  []string       // recovery codes that were shown and do not count yet
	pages     string         // where a browser finds the plan's pages; empty: nowhere
	away      *away          // a visit to an identity provider
	joins     string         // whom the provider knows the member as who signs in next
	told      plan.Told
	refer     standing
	reference string // to read out, for a refer
	done      *plan.Done
	doneAt    time.Time
}

// answered is what an answer got, for the one that is repeated.
type answered struct {
	body [32]byte
	got  outcome
	at   time.Time
}

// outcome is a step, a problem or both.
type outcome struct {
	step    plan.Step
	trouble *problem.Problem
}

// random gives n bytes of chance.
func (p *Plan) random(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(p.config.Chance, b); err != nil {
		panic("mockplan: the source of chance failed: " + err.Error())
	}
	return b
}

// token gives n bytes of chance in 64 letters.
func (p *Plan) token(n int) string { return base64.RawURLEncoding.EncodeToString(p.random(n)) }

// begin opens a conversation for a purpose that needs no session.
func (p *Plan) begin(purpose plan.Purpose, device, pages string) outcome {
	f := p.open(purpose)
	f.device, f.pages = device, pages
	switch purpose {
	case plan.SignIn:
	case plan.Register, plan.Activate, plan.Reactivate:
		p.beginJoining(f)
	default:
		p.beginRecovery(f)
	}
	f.asked[f.number] = f.at
	return outcome{step: p.step(f)}
}

func (p *Plan) open(purpose plan.Purpose) *flow {
	p.sweep()
	f := &flow{id: p.token(16), purpose: purpose, number: 1, at: plan.KindCredentials,
		asked: map[int]plan.Kind{1: plan.KindCredentials}, answers: map[int]answered{}}
	p.flows[f.id] = f
	p.touch(f)
	return f
}

// conversation gives an open one, nil when it is over or never was. One whose session has ended is over too: a repeated
// answer must not bring a session that is dead.
func (p *Plan) conversation(id string) *flow {
	f := p.flows[id]
	if f == nil || p.now().After(f.expires) || f.done != nil && !p.lives(f.done.Session) || p.unbound(f) {
		return nil
	}
	return f
}

// touch keeps a conversation for a while after now, and after a lock that it stands before.
func (p *Plan) touch(f *flow) {
	f.expires = p.now().Add(flowLife)
	if until, _ := p.lockIn(f); !until.IsZero() {
		f.expires = until.Add(flowLife)
	}
	if f.at == plan.KindWait {
		f.expires = f.recovery.wait.until.Add(waitKept)
	}
}

// mostFlows is how many conversations are kept; beyond it the next to end goes first.
const mostFlows = 10_000

// sweep forgets what is long over, and makes room for one conversation more.
func (p *Plan) sweep() {
	now, next := p.now(), (*flow)(nil)
	for id, f := range p.flows {
		if now.After(f.expires.Add(flowLife)) {
			delete(p.flows, id)
		} else if next == nil || f.expires.Before(next.expires) {
			next = f
		}
	}
	if len(p.flows) >= mostFlows {
		delete(p.flows, next.id)
	}
	p.sweepSessions(now)
	p.sweepLinks(now)
}

// submit answers a step of a conversation, once: an answer repeated within a minute gets what it got.
func (p *Plan) submit(f *flow, number int, body [32]byte, answer plan.Answer) outcome {
	old, seen := f.answers[number]
	if seen && old.body == body && p.now().Sub(old.at) <= repeatFor {
		return old.got
	}
	at, using := f.at, f.using
	if f.done != nil || !p.rewind(f, number) || !p.step(f).Accepts(answer) {
		f.at, f.using = at, using
		return p.conflict(f)
	}
	p.touch(f)
	maps.DeleteFunc(f.answers, func(_ int, old answered) bool { return p.now().Sub(old.at) > repeatFor })
	if f.session != nil { // an answer is the member's use of it, a poll is not
		f.session.used = p.now()
	}
	if f.superseded() {
		return outcome{trouble: problem.New(problem.RecoveryElsewhere)}
	}
	trouble := p.answer(f, answer)
	p.handOver(f)
	f.number++
	f.asked[f.number] = f.at
	got := outcome{p.step(f), trouble}
	f.answers[number] = answered{body, got, p.now()}
	p.touch(f)
	return got
}

// rewind goes back to an earlier step, which only the name and the choice allow: a code is answered once.
func (p *Plan) rewind(f *flow, number int) bool {
	if number == f.number {
		return true
	}
	switch kind := f.asked[number]; {
	case number > f.number || kind == "":
		return false
	case kind == plan.KindCredentials, kind == plan.KindIdentify:
		f.at = kind
		return true
	case kind == plan.KindChoose && (f.member != nil || f.recovery != nil), f.corrects(kind):
		f.at, f.using = kind, nil
		return true
	}
	return false
}

// forgetChoices makes the choices offered so far unanswerable: they were another member's, or came before a password
// that was wrong.
func (f *flow) forgetChoices() {
	maps.DeleteFunc(f.asked, func(_ int, kind plan.Kind) bool { return kind == plan.KindChoose })
}

// conflict tells that the conversation stands elsewhere, and where, unless it is over.
func (p *Plan) conflict(f *flow) outcome {
	if f.done != nil {
		return outcome{trouble: problem.New(problem.FlowConflict)}
	}
	return outcome{p.step(f), problem.New(problem.FlowConflict)}
}

// answer carries an answer out and gives what there is to complain of.
func (p *Plan) answer(f *flow, answer plan.Answer) *problem.Problem {
	switch a := answer.(type) {
	case plan.NameAndPassword:
		return p.answerCredentials(f, a)
	case plan.ByProvider:
		return p.answerProvider(f, a)
	case plan.Arrived:
		return p.answerArrived(f, a)
	case plan.Chosen:
		return p.answerChoose(f, a)
	case plan.CodeTyped:
		return p.answerCode(f, a)
	case plan.CodeResend, plan.PushResend:
		return p.again(f)
	case plan.CodeAnotherWay, plan.PushAnotherWay, plan.RecoveryCodeAnotherWay, plan.IdentityAnotherWay:
		return p.anotherWay(f)
	case plan.RecoveryCodeTyped:
		return p.answerRecoveryCode(f, a)
	case plan.NewPasswordTyped:
		return p.answerNewPassword(f, a)
	case plan.ShowSecretConfirmed:
		return p.answerShowSecret(f, a)
	case plan.Identified:
		return p.answerIdentify(f, a)
	case plan.IdentityTyped:
		return p.answerIdentity(f, a)
	case plan.LostIt:
		return p.answerLostIt(f)
	case plan.ActivationTyped:
		return p.answerActivation(f, a)
	case plan.ActivationFresh:
		return p.freshActivation(f)
	case plan.RegisterTyped:
		return p.answerRegister(f, a)
	case plan.ContactTyped:
		return p.answerContact(f, a)
	case plan.ContactSkipped:
		return p.skipContact(f)
	case plan.RecoveryCodesKept:
		return p.keepCodes(f)
	}
	return problem.New(problem.FlowConflict)
}

// poll asks again: what waits may have been approved, a lock may be over, a text may have arrived.
func (p *Plan) poll(f *flow) outcome {
	if f.done != nil {
		if p.now().Sub(f.doneAt) > repeatFor {
			return over()
		}
		return outcome{step: *f.done}
	}
	p.touch(f)
	if f.superseded() && f.at != plan.KindTold && f.at != plan.KindRefer {
		return outcome{trouble: problem.New(problem.RecoveryElsewhere)}
	}
	if until, kind := p.lockIn(f); !until.IsZero() {
		return outcome{p.step(f), p.refusedBy(kind, until)}
	}
	switch {
	case f.at == plan.KindWait:
		return p.pollWait(f)
	case f.at == plan.KindPush && f.recovery != nil:
		return p.pollProof(f)
	case f.at == plan.KindPush:
		return p.pollPush(f)
	}
	return outcome{step: p.step(f)}
}

// lockIn gives the lock that a conversation stands before.
func (p *Plan) lockIn(f *flow) (until time.Time, kind lock) {
	if f.name == "" || f.done != nil {
		return time.Time{}, ""
	}
	if f.recovery != nil && f.at != plan.KindCredentials && !f.confirms() {
		return p.lockInRecovery(f), lockMFA
	}
	switch f.at {
	case plan.KindCredentials:
		if f.member != nil && f.of == nil {
			return p.lockBehind(f)
		}
		return p.lockedUntil(p.find(f.name), p.tally(f), lockPassword), lockPassword
	case plan.KindProveIdentity:
		return p.cardLock(f), lockMFA
	case plan.KindShowSecret:
		return p.lockedUntil(f.member, &f.member.bindings, lockMFA), lockMFA
	case plan.KindCode, plan.KindPush, plan.KindRecoveryCode, plan.KindChoose:
		if f.confirms() {
			return p.lockedUntil(f.member, &f.member.bindings, lockMFA), lockMFA
		}
		return p.lockedUntil(f.member, &f.member.tally, lockMFA), lockMFA
	}
	return time.Time{}, ""
}

// lockInRecovery gives the lock of the proof that is asked for; the others stay open.
func (p *Plan) lockInRecovery(f *flow) time.Time {
	switch {
	case f.at == plan.KindProveIdentity:
		return p.cardLock(f)
	case f.recovery.asked != nil:
		return p.shut(f, f.recovery.asked)
	}
	return time.Time{}
}

// lockBehind gives the lock that a member with the right password stands before.
func (p *Plan) lockBehind(f *flow) (until time.Time, kind lock) {
	if until = p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return until, lockMFA
	}
	if len(usable(p.options(f.member))) == 0 {
		return p.lockedUntil(f.member, &f.member.tally, lockRequests), lockRequests
	}
	return time.Time{}, ""
}

// abandon ends a conversation, and the session that it opened: nobody holds it. One that it was begun in goes on.
func (p *Plan) abandon(f *flow) {
	if f.done != nil && f.session == nil {
		delete(p.sessions, string(f.done.Session.Token.Reveal()))
		delete(p.trusts, string(f.done.Trust.Reveal()))
	}
	delete(p.flows, f.id)
}

// handle is a conversation's id as the app holds it.
func (f *flow) handle() plan.Handle { return plan.Handle{Bytes: secret.Of([]byte(f.id))} }
