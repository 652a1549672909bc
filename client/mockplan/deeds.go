package mockplan

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// did is a deed that was done, for the one that is repeated.
type did struct {
	once string
	what [sha256.Size]byte
}

// mostDone is how many deeds of one grant, or of one member for themselves, are remembered.
const mostDone = 200

// longestReply is how long an answer to a message may be, in bytes.
const longestReply = 2000

// do does something in a person's records, for themselves or under a grant, and gives the entry as it then stands.
func (p *Plan) do(s *session, subject *member, deed plan.Deed) (plan.Record, *problem.Problem) {
	d, trouble := p.mayDo(s, subject, deed)
	if trouble != nil {
		return plan.Record{}, trouble
	}
	record, trouble := p.recordFor(subject, deed)
	if trouble != nil {
		return plan.Record{}, trouble
	}
	done := &subject.care.done
	if d != nil {
		done = &d.done
	}
	if again, trouble := repeats(*done, deed); again {
		return p.within(d, deed.Kind, record), trouble
	}
	if !slices.Contains(record.Deeds, deed.What) { // done already, or never offered
		return plan.Record{}, refusedField("what")
	}
	if trouble := p.asksSubject(d, deed, record); trouble != nil {
		return plan.Record{}, trouble
	}
	*done = last(append(*done, &did{deed.Once, fingerprint(deed)}), mostDone)
	subject.changeRecord(deed, p.now())
	if d != nil {
		p.noteAct(d, s, deed.Kind, deed.What, record.Title)
	}
	record, _ = p.recordFor(subject, deed)
	return p.within(d, deed.Kind, record), nil
}

// mayDo gives the grant by which something is done; nil for oneself. Where the subject's own word is wanted, looking is enough to
// ask for it.
func (p *Plan) mayDo(s *session, subject *member, deed plan.Deed) (*delegation, *problem.Problem) {
	switch {
	case !slices.Contains(plan.DeedKinds(), deed.What):
		return nil, refusedField("what")
	case deed.Once == "":
		return nil, missing("once")
	case len(deed.Text) > longestReply:
		return nil, refusedField("text")
	case deed.What == plan.Reply && strings.TrimSpace(deed.Text) == "":
		return nil, missing("text")
	case subject == s.member:
		return nil, nil
	}
	d, trouble := p.mayEnter(s.member, subject, deed.Kind, plan.MayLook)
	if trouble != nil {
		return nil, trouble
	}
	if p.wantsWord(d, deed.What) {
		return d, nil
	}
	return p.mayEnter(s.member, subject, deed.Kind, plan.MayAct)
}

// wantsWord reports that a deed needs the subject's own word.
func (p *Plan) wantsWord(d *delegation, what plan.DeedKind) bool {
	_, on := p.faults.on("proxy.member_action_needed", d.subject)
	return on || slices.Contains(d.own, what)
}

// recordFor gives the entry of a deed. One that is another's is as if it were not there.
func (p *Plan) recordFor(subject *member, deed plan.Deed) (plan.Record, *problem.Problem) {
	list := p.records(subject, deed.Kind)
	at := slices.IndexFunc(list, func(r plan.Record) bool { return r.ID == deed.ID })
	if at < 0 {
		return plan.Record{}, refusedField("id")
	}
	return list[at], nil
}

// fingerprint tells one deed from another; the subject's code is no part of it.
func fingerprint(deed plan.Deed) [sha256.Size]byte {
	return sha256.Sum256([]byte(fmt.Sprintf("%q %q %q %q", deed.Kind, deed.ID, deed.What, deed.Text)))
}

// repeats reports a deed that was done already by its Once; of another deed it is a conflict.
func repeats(done []*did, deed plan.Deed) (bool, *problem.Problem) {
	at := slices.IndexFunc(done, func(one *did) bool { return one.once == deed.Once })
	if at < 0 {
		return false, nil
	}
	if done[at].what != fingerprint(deed) {
		return true, problem.New(problem.FlowConflict)
	}
	return true, nil
}

// within gives an entry as an actor sees it: with what their grant lets them do.
func (p *Plan) within(d *delegation, kind plan.RecordKind, r plan.Record) plan.Record {
	if d == nil {
		return r
	}
	r.Deeds = slices.DeleteFunc(slices.Clone(r.Deeds), func(what plan.DeedKind) bool {
		if p.wantsWord(d, what) {
			return false
		}
		_, trouble := p.mayEnter(d.actor, d.subject, kind, plan.MayAct)
		return trouble != nil
	})
	return r
}

// theirCode is a code that went to the subject, for one deed and no other.
type theirCode struct {
	code    string
	what    [sha256.Size]byte
	sent    time.Time
	expires time.Time
	used    bool
	old     bool // a newer one took its place
}

// asksSubject lets a deed through that needs no word of the subject's, or has it. Else a code goes to the subject's own phone, and
// nothing of it to the actor.
func (p *Plan) asksSubject(d *delegation, deed plan.Deed, r plan.Record) *problem.Problem {
	if d == nil || !p.wantsWord(d, deed.What) {
		return nil
	}
	if until := d.tally.locked(lockMFA, p.now()); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if !deed.Their.Empty() {
		return p.checkTheirs(d, deed)
	}
	trouble := p.refuses(problem.GrantMemberActs, d)
	at := slices.IndexFunc(d.theirs, func(c *theirCode) bool { return p.live(c, deed) })
	if at >= 0 && p.now().Before(d.theirs[at].sent.Add(p.policy.OTP.ResendWait)) {
		trouble.Facts.To, trouble.Facts.Sent = masked(d.subject.Phone), d.theirs[at].sent
		return trouble
	}
	if failed := p.sendTheirs(d, deed, r); failed != nil {
		return failed
	}
	trouble.Facts.To, trouble.Facts.Sent = masked(d.subject.Phone), p.now()
	return trouble
}

// live reports whether a code is good for a deed now.
func (p *Plan) live(c *theirCode, deed plan.Deed) bool {
	return !c.used && !c.old && c.what == fingerprint(deed) && p.now().Before(c.expires)
}

// sendTheirs sends a code to the subject, with who asks and for what.
func (p *Plan) sendTheirs(d *delegation, deed plan.Deed, r plan.Record) *problem.Problem {
	m := d.subject
	if m.Phone == "" {
		return problem.New(problem.CodeNotSent)
	}
	to := m.textTo(m.Phone)
	if _, why := p.unreachable(m, to); why != "" || to.off != "" {
		return problem.New(problem.Code(firstOf(string(why), string(to.off))))
	}
	if trouble := p.writesTooOften(d); trouble != nil {
		return trouble
	}
	for _, old := range d.theirs {
		old.old = true
	}
	c := &theirCode{code: p.code(), what: fingerprint(deed), sent: p.now(), expires: p.now().Add(p.policy.OTP.Life)}
	d.theirs = last(append(d.theirs, c), mostIssued)
	p.send(m, to, words{body: fmt.Sprintf("%s wants to %s for you at %s: “%s”. If you agree, tell them this code: %s. It works for %d minutes. If you do not, do nothing.",
		d.actor.Name, deedWords[deed.What], planName, r.Title, c.code, int(p.policy.OTP.Life/time.Minute))}, c.code)
	return nil
}

var deedWords = map[plan.DeedKind]string{plan.Refill: "order a refill", plan.CancelVisit: "cancel a visit", plan.Reply: "answer a message"}

// checkTheirs takes the subject's code, once. Wrong ones are counted under the grant: they lock nobody out of signing in.
func (p *Plan) checkTheirs(d *delegation, deed plan.Deed) *problem.Problem {
	typed := []byte(strings.ReplaceAll(string(deed.Their.Reveal()), " ", ""))
	for _, c := range slices.Backward(d.theirs) {
		if subtle.ConstantTimeCompare([]byte(c.code), typed) != 1 || c.what != fingerprint(deed) {
			continue
		}
		switch {
		case c.used:
			return problem.New(problem.CodeReplayed)
		case c.old:
			return problem.New(problem.CodeSuperseded)
		case !p.now().Before(c.expires):
			return problem.New(problem.CodeExpired)
		}
		c.used = true
		d.tally.clear(lockMFA)
		return nil
	}
	d.tally.miss(lockMFA, p.now(), p.policy.Lockout)
	if until := d.tally.locked(lockMFA, p.now()); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	trouble := problem.New(problem.CodeWrong)
	trouble.Field = "their"
	if tries := d.tally.tries(lockMFA, p.policy.Lockout); tries.Known {
		trouble.Facts.Left = &tries.Left
	}
	return trouble
}
