package mockplan

import (
	"time"

	"vestibule/app/plan"
)

// request is a recovery that waits for somebody to object: every contact was told how to.
type request struct {
	token     string // of the cancel link
	member    *member
	flow      string
	until     time.Time
	told      []string
	cancelled bool
	granted   bool
}

// waitKept is how long a conversation is kept after its wait, for the member to come back.
const waitKept = 7 * day

// waitPoll is how often a wait of hours should be asked about.
const waitPoll = time.Minute

// beginWait tells every contact, and waits.
func (p *Plan) beginWait(f *flow, wait time.Duration) {
	m := f.recovery.of
	f.claim()
	w := &request{token: p.token(16), member: m, flow: f.id, until: p.now().Add(wait)}
	for _, c := range m.contacts {
		w.told = append(w.told, hinted(c.value))
	}
	f.recovery.wait, p.waits[w.token] = w, w
	f.at, f.using = plan.KindWait, nil
	p.note(m, plan.EventIdentityAsked, f.device, "")
	p.tellAll(m, words{subject: "Someone asked to get back into your account", body: "Someone asked to get back into your " + planName +
		" account. It opens for them on " + w.until.Format("January 2 at 15:04 MST") + ". If it is not you, stop it here: https://" +
		host + "/cancel/" + w.token})
}

func (p *Plan) waitStep(f *flow, head plan.Head) plan.Step {
	w := f.recovery.wait
	return plan.Wait{Head: head, For: plan.WaitForObjection, Until: w.until, PollEvery: waitPoll, Told: w.told, Leave: true}
}

// pollWait tells whether somebody objected, and goes on once the wait is over.
func (p *Plan) pollWait(f *flow) outcome {
	w := f.recovery.wait
	switch {
	case w.cancelled:
		f.at, f.told = plan.KindTold, plan.Told{What: plan.RequestCancelled}
		f.number++
		return outcome{step: p.step(f)}
	case p.now().Before(w.until):
		return outcome{step: p.step(f)}
	}
	w.granted = true
	p.note(w.member, plan.EventIdentityGranted, f.device, "")
	trouble := p.recovered(f)
	f.number++
	f.asked[f.number] = f.at
	return outcome{p.step(f), trouble}
}

// runs reports whether a request still waits for its conversation, or its conversation for the member.
func (p *Plan) runs(w *request) bool {
	f := p.flows[w.flow]
	return !w.cancelled && !w.granted && f != nil && !f.superseded()
}

// cancel stops a request by its link. It says what became of it before.
func (p *Plan) cancel(token string) string {
	w := p.waits[token]
	switch {
	case w == nil:
		return "This link does not work. It may have been cut off, or it is too old."
	case w.cancelled:
		return "This request was stopped already. Nobody gets in by it."
	case !p.runs(w):
		return "This link comes too late: the request has ended. If it was not you, freeze your account in the app or call 1-800-555-0100."
	}
	w.cancelled = true
	p.note(w.member, plan.EventIdentityCanceled, "", "")
	p.tellAll(w.member, words{subject: "The request was stopped", body: "The request to get back into your " + planName +
		" account was stopped. Nothing was changed."})
	return "The request was stopped. Nobody gets in by it. If it was not you, please choose a new password."
}
