package mockplan

import (
	"fmt"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// addingContact is a contact that is being added in a conversation.
type addingContact struct {
	kinds    []plan.ContactKind
	replaces string // masked; empty: nothing
	optional bool
	// added is called once a code sent to the new contact came back, with the contact in full, which stands on file by then
	// and has taken the place of the one it replaces; skipped members come with an empty one.
	added func(kind plan.ContactKind, value string) *problem.Problem
	// apart reports that the contact is not put on file here: the account is only being made.
	apart bool
	// onFile is the contact that stands there already and is only confirmed; nil: it is a new one.
	onFile *contact

	kind  plan.ContactKind // of what was typed
	value string
	way   *authenticator // by which its code goes; nil: nothing was typed yet
}

// askContact asks for a new contact.
func (p *Plan) askContact(f *flow, ask addingContact) {
	f.at, f.using, f.adding = plan.KindContact, nil, &ask
}

func (p *Plan) contactStep(f *flow, head plan.Head) plan.Step {
	return plan.Contact{Head: head, Kinds: f.adding.kinds, Replaces: f.adding.replaces, Optional: f.adding.optional}
}

// answerContact sends a code to what was typed. Whose it is otherwise is not looked at: that would tell who is a member.
func (p *Plan) answerContact(f *flow, a plan.ContactTyped) *problem.Problem {
	kind, value, rule := plan.CleanContact(a.Value)
	if rule == plan.ContactMissing {
		return missing("value")
	}
	if rule != "" || kind != a.ContactKind || !f.adding.takes(kind) || !isASCII(value) && kind == plan.ContactPhone {
		return refusedContact("value")
	}
	return p.confirmContact(f, kind, value)
}

func (ask *addingContact) takes(kind plan.ContactKind) bool {
	for _, k := range ask.kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func refusedContact(field string) *problem.Problem {
	trouble := problem.New(problem.ContactRefused)
	trouble.Field = field
	return trouble
}

// skipContact goes on without, where that may be.
func (p *Plan) skipContact(f *flow) *problem.Problem {
	if !f.adding.optional {
		return problem.New(problem.FlowConflict)
	}
	return p.contactDone(f, "", "")
}

func (p *Plan) contactDone(f *flow, kind plan.ContactKind, value string) *problem.Problem {
	ask := f.adding
	f.adding, f.using = nil, nil
	return ask.added(kind, value)
}

// confirmContact sends a code to a contact that nobody has confirmed (NIST SP 800-63A, section 3.8). The same one again
// within the resend wait is no second message.
func (p *Plan) confirmContact(f *flow, kind plan.ContactKind, value string) *problem.Problem {
	ask := f.adding
	if ask.way == nil || ask.kind != kind || normalise(ask.value) != normalise(value) {
		ask.way = &authenticator{id: "new-contact", kind: plan.EmailCode, to: value, hint: masked(value)}
		if kind == plan.ContactPhone {
			ask.way.kind = plan.SMS
		}
	}
	ask.kind, ask.value = kind, value
	if ask.way.live(f.id, p.now()) {
		p.show(f, ask.way)
		return nil
	}
	return p.sendToContact(f)
}

// confirms reports whether a conversation waits for the code of a new contact.
func (f *flow) confirms() bool {
	return f.adding != nil && f.adding.way != nil && f.at == plan.KindCode && f.using == f.adding.way
}

// sendToContact sends a code to the new contact, counted with all that the member asks for: nobody's telephone is rung
// without end.
func (p *Plan) sendToContact(f *flow) *problem.Problem {
	m, way := f.member, f.adding.way
	if until := m.bindings.locked(lockMFA, p.now()); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if until := p.lockedUntil(m, &m.tally, lockRequests); !until.IsZero() {
		return p.refusedBy(lockRequests, until)
	}
	if trouble := p.tooMany(f, way); trouble != nil {
		return trouble
	}
	m.requests = last(append(m.requests, p.now()), p.policy.OTP.MaxRequests)
	p.journal.of(m).Sends++
	return p.sendCode(f, way)
}

// contactWords are the words of a code that confirms a contact.
func contactWords(code string, life time.Duration) words {
	return words{subject: "Your code to confirm this contact", body: fmt.Sprintf(
		"%s confirms this address or number for a %s account. It works for %d minutes. If you did not ask for it, do nothing.",
		code, planName, int(life/time.Minute))}
}

// contactCodeStep asks for the code that went to the new contact.
func (p *Plan) contactCodeStep(f *flow, head plan.Head) plan.Step {
	m, a := f.member, f.using
	s := plan.Code{Head: head, Authenticator: plan.Authenticator{ID: a.id, Kind: a.kind, Hint: a.hint}, Digits: p.policy.OTP.Digits,
		Tries: m.bindings.tries(lockMFA, p.policy.Lockout),
		Sends: plan.Tries{Known: true, Left: max(0, p.policy.OTP.MaxRequests-p.requested(m))}}
	if c := a.newest(); c != nil {
		s.Sent, s.Expires, s.ResendAt = c.sent, c.expires, c.sent.Add(p.policy.OTP.ResendWait)
		s.Delivery = c.delivery(p.now())
	}
	return s
}

// answerContactCode checks the code. Wrong ones are counted by themselves: who mistypes a new number is not kept from
// signing in.
func (p *Plan) answerContactCode(f *flow, typed string) *problem.Problem {
	t := &f.member.bindings
	if until := t.locked(lockMFA, p.now()); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if code, skew := p.checkCode(f, typed); code != "" {
		return p.refuseCode(f, t, code, skew)
	}
	t.clear(lockMFA)
	ask := f.adding
	switch {
	case ask.onFile != nil:
		p.confirmOnFile(f.member, ask.onFile, f.device)
	case !ask.apart:
		p.putContact(f.member, ask.kind, ask.value, ask.replaces, f.device)
	}
	return p.contactDone(f, ask.kind, ask.value)
}

// corrects reports whether a step can be answered again because the code that it led to was not typed yet: an address with a
// slip in it gets none.
func (f *flow) corrects(kind plan.Kind) bool {
	switch kind {
	case plan.KindContact:
		return f.confirms() && !f.adding.apart
	case plan.KindRegister:
		return f.confirms() && f.adding.apart
	}
	return false
}
