package mockplan

import (
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerCredentials checks a name and a password. Whoever has the wrong one learns the same about a known name as
// about an unknown one, and nothing of what would come after (S101).
func (p *Plan) answerCredentials(f *flow, a plan.NameAndPassword) *problem.Problem {
	if f.of != nil { // asked for whom it is about already
		a.Name = f.of.Username
	}
	if field := missingCredential(a); field != "" {
		return missing(field)
	}
	m := p.find(a.Name)
	f.name, f.shared = a.Name, a.Shared
	f.forgetChoices()
	f.member, f.using, f.methods, f.chose, f.trust = nil, nil, nil, false, false
	if until := p.lockedUntil(m, p.tallyOf(m, a.Name), lockPassword); !until.IsZero() {
		return p.refusedBy(lockPassword, until)
	}
	if !p.knows(m, a.Password.Reveal()) {
		return p.missedPassword(m, f)
	}
	m.tally.clear(lockPassword)
	f.member, f.methods = m, []string{"password"}
	if f.recovery != nil { // who unlocked it has proved more than a second factor
		f.methods = append(f.methods, f.recovery.methods()...)
		return p.proven(f)
	}
	f.of = nil
	return p.afterPassword(f, a)
}

func missingCredential(a plan.NameAndPassword) string {
	switch {
	case strings.TrimSpace(a.Name) == "":
		return "name"
	case a.Password.Empty():
		return "password"
	}
	return ""
}

func missing(field string) *problem.Problem {
	trouble := problem.New(problem.MissingField)
	trouble.Field = field
	return trouble
}

// knows checks a password, at the same cost where there is no member.
func (p *Plan) knows(m *member, typed []byte) bool {
	if m == nil {
		p.nobody.password.is(typed, p.config.KDF)
		return false
	}
	return p.passwordOf(m).is(typed, p.config.KDF)
}

// afterPassword decides what a member who knows the password is asked next.
func (p *Plan) afterPassword(f *flow, a plan.NameAndPassword) *problem.Problem {
	if s := p.standingOf(f.member); s.why != "" {
		p.referTo(f, s)
		return nil
	}
	if until := p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if f.member.passwordOnly {
		return p.proven(f)
	}
	if f.trusted = p.trusted(f.member, a); f.trusted != nil {
		f.methods = append(f.methods, "trusted-device")
		return p.proven(f)
	}
	return p.askSecond(f)
}

// askSecond asks for the second factor: the only one at once, else which.
func (p *Plan) askSecond(f *flow) *problem.Problem {
	options := p.options(f.member)
	ways := usable(options)
	if len(ways) == 0 {
		return p.noWay(f, options)
	}
	if only, ok := first(ways); ok {
		return p.start(f, only.ID)
	}
	f.at, f.chose = plan.KindChoose, true
	return nil
}

// noWay tells a member who has nothing left to prove with: when it comes back, or that a person can help, and so can another
// proof where the policy has one left.
func (p *Plan) noWay(f *flow, options []plan.Authenticator) *problem.Problem {
	for _, o := range options {
		if o.Unusable == problem.LockedRequests {
			return p.refusedBy(lockRequests, p.lockedUntil(f.member, &f.member.tally, lockRequests))
		}
	}
	p.referTo(f, standing{why: problem.NoAuthenticator, lost: len(usable(p.routesOf(besides(f)))) > 0})
	return nil
}

// referTo ends the automatic part of a conversation.
func (p *Plan) referTo(f *flow, s standing) {
	f.at, f.refer, f.reference = plan.KindRefer, s, p.reference()
}

// reference is something to read out to a person.
func (p *Plan) reference() string {
	const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
	out := []byte("TM-")
	for _, b := range p.random(6) {
		out = append(out, letters[int(b)%len(letters)])
	}
	return string(out)
}

// standingOf says what only a person can change about a member: by knob, by seed, or by the plan's rules.
func (p *Plan) standingOf(m *member) standing {
	if m.frozen {
		return standing{why: problem.AccountFrozen}
	}
	for _, k := range standingKnobs {
		if setting, on := p.faults.on(k.knob, m); on && m.restored.Before(setting.turned) {
			return standing{why: k.why, explanation: firstOf(setting.Reason, k.explanation(setting))}
		}
	}
	if m.standing.why == "" && p.lapsed(m) {
		return standing{why: problem.AccountInactive, explanation: unusedSince(m.lastSignIn)}
	}
	return m.standing
}

// lapsed reports that an account was not used for too long (S156).
func (p *Plan) lapsed(m *member) bool {
	days := p.policy.Inactivity.DeactivateDays
	return days > 0 && !m.lastSignIn.IsZero() && p.now().Sub(m.lastSignIn) > time.Duration(days)*24*time.Hour
}

var standingKnobs = []struct {
	knob        string
	why         problem.Code
	explanation func(Setting) string
}{
	{"acct.locked_manual", problem.LockedManually, nothing},
	{"acct.hold_compromised", problem.AccountHeld, func(Setting) string { return heldBecause }},
	{"acct.disabled", problem.AccountDisabled, nothing},
	{"acct.inactive", problem.AccountInactive, func(s Setting) string { return unusedSince(s.since) }},
	{"acct.not_activated", problem.AccountUnready, nothing},
	{"portal.other_login", problem.OtherLogin, func(s Setting) string { return otherLogin[s.Kind] }},
}

// heldBecause is the plan's sentence for an account on hold.
const heldBecause = "We saw a sign-in that did not look like yours."

// otherLogin is where members of other kinds sign in, by the kind that the knob names.
var otherLogin = map[string]string{
	"":             "Members through an employer sign in at the employer's own page.",
	"employer":     "Members through an employer sign in at the employer's own page.",
	"medicare":     "Members with Medicare sign in at medicare." + host + ".",
	"other_region": "Your region has its own portal: north." + host + ".",
}

func nothing(Setting) string { return "" }

func unusedSince(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "This account was not used since " + t.Format("January 2, 2006") + "."
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
