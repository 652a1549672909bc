package mockplan

import (
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// recovery is what was proved so far by who forgot or lost something. Until the first proof nothing in it says whether
// anybody has the name that was typed.
type recovery struct {
	names  []string                           // as typed; none where the password was proved
	asked  *question                          // the proof that is asked for; nil: none
	begun  map[plan.AuthenticatorID]*question // every proof that was asked for in this conversation
	proved []route                            // by what the member proved who they are
	of     *member                            // whose account it is; nil before the first proof
	number int                                // which of the member's recoveries this is
	lost   func(o plan.Authenticator) bool    // what the member no longer has; nil: nothing that is known
	leaked bool                               // somebody else may know the password
	wait   *request                           // what the plan waits with
}

// route is a way to prove who one is. Two proofs of one route are one proof.
type route string

const (
	byPassword route = "password"
	byEmail    route = "email"
	byPhone    route = "phone"
	byApp      route = "app"
	byApproval route = "approval"
	byCodes    route = "codes"
	byCard     route = "card"
	byLetter   route = "letter"
)

// routeOf gives the route of a kind: a text and a call reach the same number.
func routeOf(kind plan.AuthenticatorKind) route {
	return map[plan.AuthenticatorKind]route{plan.SMS: byPhone, plan.Voice: byPhone, plan.EmailCode: byEmail, plan.TOTP: byApp,
		plan.PushApproval: byApproval, plan.RecoveryCodes: byCodes, plan.IdentityProof: byCard, plan.LetterCode: byLetter}[kind]
}

// mostCandidates is how many names a member may give who does not know which one the plan has (S008).
const mostCandidates = 4

// beginRecovery asks whom the recovery is for.
func (p *Plan) beginRecovery(f *flow) { f.at, f.recovery = plan.KindIdentify, &recovery{} }

func (p *Plan) identifyStep(f *flow, head plan.Head) plan.Step {
	s := plan.Identify{Head: head, Most: 1,
		Identifiers: []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber}}
	if f.purpose == plan.FindUsername {
		s.Most = mostCandidates
	}
	return s
}

// answerIdentify takes the name, and does the same for every one.
func (p *Plan) answerIdentify(f *flow, a plan.Identified) *problem.Problem {
	names, trouble := p.namesIn(f, a)
	if trouble != nil {
		return trouble
	}
	f.forgetChoices()
	f.name, f.recovery = names[0], &recovery{names: names}
	if f.purpose == plan.CheckStatus {
		p.sendStatus(f)
		return nil
	}
	f.at = plan.KindChoose
	return nil
}

func (p *Plan) namesIn(f *flow, a plan.Identified) ([]string, *problem.Problem) {
	var names []string
	for _, name := range a.Names {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	most := p.identifyStep(f, plan.Head{}).(plan.Identify).Most
	switch {
	case len(names) == 0:
		return nil, missing("names")
	case len(names) > most:
		return nil, refusedField("names")
	}
	return names, nil
}

// offered are the ways to prove who one is that can be used now.
func (p *Plan) offered(f *flow) []plan.Authenticator { return usable(p.shownRoutes(f)) }

// shownRoutes are the ways to prove who one is as they stand on the page: after the first proof with those that the member has
// and cannot use, and why.
func (p *Plan) shownRoutes(f *flow) []plan.Authenticator {
	if f.recovery.of != nil {
		return p.routesOf(f.recovery)
	}
	var out []plan.Authenticator
	for _, kind := range p.policy.Recovery {
		if f.purpose != plan.FindUsername || reaches(kind) { // a name is sent, never shown
			out = append(out, plan.Authenticator{ID: plan.AuthenticatorID(kind), Kind: kind})
		}
	}
	return out
}

// reaches reports whether something travels to the member by a route.
func reaches(kind plan.AuthenticatorKind) bool { return kind.Sent() || kind == plan.LetterCode }

// routesOf are a member's own, after a first proof: real ones with hints, none that was proved or lost.
func (p *Plan) routesOf(r *recovery) []plan.Authenticator {
	var out []plan.Authenticator
	for _, kind := range p.policy.Recovery {
		if slices.Contains(r.proved, routeOf(kind)) {
			continue
		}
		for _, o := range p.waysBy(r.of, kind) {
			if r.lost == nil || !r.lost(o) {
				out = append(out, o)
			}
		}
	}
	return out
}

// waysBy gives what a member has for one kind of route. Contacts on file count whether or not codes are sent there when
// the member signs in (NIST SP 800-63B, section 4.2.1.2).
func (p *Plan) waysBy(m *member, kind plan.AuthenticatorKind) []plan.Authenticator {
	switch kind {
	case plan.RecoveryCodes:
		if m.remaining() > 0 {
			return []plan.Authenticator{p.recoveryOption(m)}
		}
		return nil
	case plan.TOTP, plan.PushApproval:
		return p.devicesBy(m, kind)
	case plan.IdentityProof, plan.LetterCode:
		return []plan.Authenticator{{ID: plan.AuthenticatorID(kind), Kind: kind}}
	}
	o := plan.Authenticator{ID: plan.AuthenticatorID(kind), Kind: kind}
	switch to := p.contactBy(m, kind); {
	case to != "":
		o.Hint = hinted(to)
	case kind == plan.EmailCode && m.Email != "": // it is there, and was never confirmed (S039)
		o.Hint, o.Unusable = hinted(m.Email), problem.ContactUnproven
	default:
		return nil
	}
	return []plan.Authenticator{o}
}

// devicesBy gives a member's apps or approving devices that can be used.
func (p *Plan) devicesBy(m *member, kind plan.AuthenticatorKind) []plan.Authenticator {
	if _, none := p.faults.on("factor.none_left", m); none {
		return nil
	}
	var out []plan.Authenticator
	for _, a := range m.authenticators {
		if a.kind == kind && !p.gone(m, a) && p.unavailable(m, a) == "" {
			out = append(out, p.option(m, a))
		}
	}
	return out
}

// contactBy gives where codes of a kind go in a recovery; empty: nowhere. An address that was never verified proves nothing.
func (p *Plan) contactBy(m *member, kind plan.AuthenticatorKind) string {
	if kind != plan.EmailCode {
		return m.Phone
	}
	return p.provenEmail(m)
}

// hinted masks a contact for who has proved one thing and not yet who they are: two digits of a number, the first letter
// of an address (attack AT-007).
func hinted(to string) string {
	if first, _, ok := strings.Cut(to, "@"); ok {
		return string([]rune(first + "•")[0]) + "•••@•••"
	}
	return "(•••) •••-••" + to[max(0, len(to)-2):]
}

// askRoute asks for one more proof: the only one at once, else which.
func (p *Plan) askRoute(f *flow) *problem.Problem {
	f.recovery.asked, f.using, f.identity = nil, nil, nil
	routes := p.offered(f)
	switch len(routes) {
	case 0:
		p.referTo(f, standing{why: problem.NoAuthenticator})
		return nil
	case 1:
		return p.ask(f, routes[0])
	}
	f.at, f.chose = plan.KindChoose, true
	return nil
}

// chooseRoute begins the proof that was picked.
func (p *Plan) chooseRoute(f *flow, id plan.AuthenticatorID) *problem.Problem {
	routes := p.offered(f)
	at := slices.IndexFunc(routes, func(o plan.Authenticator) bool { return o.ID == id })
	if at < 0 {
		return problem.New(problem.AuthenticatorOff)
	}
	return p.ask(f, routes[at])
}

// anotherRoute goes back to choosing.
func (p *Plan) anotherRoute(f *flow) *problem.Problem {
	if len(p.offered(f)) < 2 {
		return problem.New(problem.AuthenticatorOff)
	}
	f.recovery.asked, f.using, f.identity = nil, nil, nil
	f.at, f.chose = plan.KindChoose, true
	return nil
}

// superseded reports that a newer recovery of the same account goes on elsewhere, or has ended.
func (f *flow) superseded() bool {
	r := f.recovery
	return r != nil && r.of != nil && f.done == nil && r.number != r.of.recoveries
}

// claim makes this recovery the one that counts: the others of the account end.
func (f *flow) claim() {
	f.recovery.of.recoveries++
	f.recovery.number = f.recovery.of.recoveries
}

// recoveryLife is how long what was sent in a recovery is good.
func (p *Plan) recoveryLife() time.Duration {
	if p.policy.RecoveryRules.Life > 0 {
		return p.policy.RecoveryRules.Life
	}
	return p.policy.OTP.Life
}
