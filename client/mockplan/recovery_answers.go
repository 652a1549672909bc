package mockplan

import (
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerProof checks a code, or the link that came with it.
func (p *Plan) answerProof(f *flow, a plan.CodeTyped) *problem.Problem {
	q := f.recovery.asked
	typed := strings.TrimSpace(string(a.Code.Reveal()))
	if q.shown.Kind == plan.EmailCode && linkish(typed) {
		return p.answerLink(f, q, typed)
	}
	typed = strings.NewReplacer(" ", "", "-", "").Replace(typed)
	if typed == "" {
		return missing("code")
	}
	if len(typed) != p.digitsOf(q.shown.Kind) || strings.Trim(typed, "0123456789") != "" {
		return refusedField("code")
	}
	if until := p.shut(f, q); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	m, why, skew := p.checkProof(f, q, typed)
	if why != "" {
		return p.refuseProof(f, q, why, skew)
	}
	return p.provedBy(f, q, m)
}

// checkProof gives whose code it is, or why it is refused. Every recipient is looked at, so that the time does not tell
// whose it was.
func (p *Plan) checkProof(f *flow, q *question, typed string) (whose *member, why problem.Code, skew time.Duration) {
	why = problem.CodeWrong
	for _, r := range q.to {
		got, ahead := p.checkFor(q, r, typed)
		for _, k := range codeKnobs {
			if _, on := p.faults.use(k.knob, r.m); on {
				got = k.code
			}
		}
		switch {
		case !r.reached:
		case got == "" && whose == nil:
			whose, why = r.m, ""
		case whose == nil && got != problem.CodeWrong:
			why, skew = got, ahead
		}
	}
	return whose, why, skew
}

func (p *Plan) checkFor(q *question, r *recipient, typed string) (problem.Code, time.Duration) {
	switch {
	case q.shown.Kind == plan.TOTP && q.neutral:
		return p.checkApps(r.m, typed), 0
	case q.shown.Kind == plan.TOTP:
		return p.checkTOTP(r.a, typed)
	}
	return r.a.checkSent(typed, p.now()), 0
}

// appsAsked is how many authenticator apps a code is held against at least, also where there are fewer.
const appsAsked = 3

// checkApps holds a code against every app of a member. By how much a clock is off is not searched: it would tell that
// there is an app.
func (p *Plan) checkApps(m *member, typed string) problem.Code {
	rules, why := p.policy.TOTP, problem.CodeWrong
	near := totpStep(p.now(), rules)
	try := func(a *authenticator, counts bool) {
		step, ok := totpMatch(a.secret, typed, near, int64(rules.SkewSteps), rules)
		switch {
		case !ok || !counts:
		case step <= a.step:
			why = problem.CodeReplayed
		default:
			a.step, why = step, ""
		}
	}
	asked := 0
	for _, a := range m.authenticators {
		if a.kind == plan.TOTP {
			try(a, !p.gone(m, a) && p.unavailable(m, a) == "")
			asked++
		}
	}
	for ; asked < appsAsked; asked++ {
		try(p.nobody.authenticators[1], false)
	}
	return why
}

// refuseProof counts a wrong answer and adds the facts that help.
func (p *Plan) refuseProof(f *flow, q *question, why problem.Code, skew time.Duration) *problem.Problem {
	t := p.missesOf(f, q)
	trouble := p.missed(p.counted(q), t, lockMFA, why)
	if !q.shown.Kind.Sent() {
		p.noteDoor(f, q.shown.Kind, t)
	}
	if trouble.Code != why {
		return trouble
	}
	trouble.Facts.Skew = skew
	if c := q.newest(); c != nil && q.shown.Kind.Sent() {
		trouble.Facts.Sent = c.sent
	}
	return trouble
}

// counted is whom the journal books a miss to.
func (p *Plan) counted(q *question) *member {
	if m := q.to[0].m; m != p.nobody {
		return m
	}
	return nil
}

// answerProofRecovery checks one of the codes that were handed out; each works once.
func (p *Plan) answerProofRecovery(f *flow, a plan.RecoveryCodeTyped) *problem.Problem {
	q, typed := f.recovery.asked, plainRecoveryCode(string(a.Code.Reveal()))
	if typed == "" {
		return missing("code")
	}
	if until := p.shut(f, q); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	var whose *member
	var right *recoveryCode
	for _, r := range q.to {
		if c := p.recoveryCode(r.m, typed); c != nil && r.reached {
			whose, right = r.m, c
		}
	}
	switch {
	case right == nil:
		return p.refuseProof(f, q, problem.RecoveryWrong, 0)
	case right.used:
		return p.refuseProof(f, q, problem.RecoveryUsed, 0)
	}
	right.used = true
	return p.provedBy(f, q, whose)
}

// pollProof tells what became of an approval. Before the first proof a refusal looks like one that nobody has seen: it
// would tell that there is somebody.
func (p *Plan) pollProof(f *flow) outcome {
	q := f.recovery.asked
	switch w := q.push; {
	case w.approved:
		trouble := p.provedBy(f, q, q.to[0].m)
		f.number++
		f.asked[f.number] = f.at
		return outcome{p.step(f), trouble}
	case w.denied && !q.neutral:
		return outcome{p.step(f), problem.New(problem.PushDenied)}
	case w.unreachable && !q.neutral:
		return outcome{p.step(f), problem.New(problem.PushUnreachable)}
	case w.replaced, !p.now().Before(w.expires):
		return outcome{p.step(f), problem.New(problem.PushExpired)}
	}
	return outcome{step: p.step(f)}
}

// provedBy notes that somebody is the member, by one route, and goes on.
func (p *Plan) provedBy(f *flow, q *question, m *member) *problem.Problem {
	p.missesOf(f, q).clear(lockMFA)
	if q.shown.Kind == plan.TOTP || q.shown.Kind == plan.PushApproval {
		if a := q.to[0].a; a != nil {
			a.used = p.now()
		}
	}
	return p.proved(f, q.shown.Kind, m)
}

// proved goes on after a proof: nothing that was asked before it is asked again.
func (p *Plan) proved(f *flow, kind plan.AuthenticatorKind, m *member) *problem.Problem {
	r := f.recovery
	if r.of == nil {
		r.of, r.number, f.member = m, m.recoveries, m
		f.name = p.namedAs(r.names, m)
	}
	r.proved = append(r.proved, routeOf(kind))
	f.methods = append(f.methods, string(kind))
	r.asked, f.using, f.identity = nil, nil, nil
	clear(f.asked)
	clear(f.answers)
	return p.afterProof(f)
}

// namedAs gives the name of a member among those that were typed.
func (p *Plan) namedAs(names []string, m *member) string {
	for _, name := range names {
		if p.find(name) == m {
			return name
		}
	}
	return m.Username
}
