package mockplan

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// binding is an authenticator app whose secret was handed out. It is none of the member's until a code of it was typed.
type binding struct {
	*authenticator
	expires time.Time
}

// secretLength is RFC 4226, section 4: 160 bits are recommended.
const secretLength = 20

// appHint is what an authenticator app is called that the member gave no name.
const appHint = "Authenticator app"

// askSecret hands out the secret of a new authenticator app; the same one again as long as it is good.
func (p *Plan) askSecret(f *flow) *problem.Problem {
	if f.binding == nil {
		f.binding = &binding{&authenticator{id: plan.AuthenticatorID("app-" + p.token(9)), kind: plan.TOTP, hint: appHint,
			secret: p.random(secretLength)}, p.now().Add(p.policy.OTP.Life)}
	}
	f.at, f.using = plan.KindShowSecret, f.binding.authenticator
	if until := p.lockedUntil(f.member, &f.member.bindings, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	return nil
}

// unbound reports that the secret of a conversation has died before a code of it was typed.
func (p *Plan) unbound(f *flow) bool {
	return f.binding != nil && f.done == nil && !p.now().Before(f.binding.expires)
}

// answerShowSecret binds the app once a code of it is right. Wrong ones are counted by themselves: an app that was set up
// badly must not keep its owner from signing in.
func (p *Plan) answerShowSecret(f *flow, a plan.ShowSecretConfirmed) *problem.Problem {
	typed := strings.ReplaceAll(string(a.Code.Reveal()), " ", "")
	if trouble := p.unlike(f, typed); trouble != nil {
		return trouble
	}
	label, fits := cleanLabel(a.Label)
	if !fits {
		return refusedField("label")
	}
	t := &f.member.bindings
	if until := p.lockedUntil(f.member, t, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if code, skew := p.checkCode(f, typed); code != "" {
		return p.refuseCode(f, t, code, skew)
	}
	t.clear(lockMFA)
	p.bound(f, label)
	return nil
}

// bound makes the app one of the member's, beside those there are, and tells the member.
func (p *Plan) bound(f *flow, label string) {
	m, a := f.member, f.binding.authenticator
	a.added, a.hint = p.now(), m.freeName(firstOf(label, appHint))
	m.authenticators = append(m.authenticators, a)
	m.passwordOnly = false
	p.note(m, plan.EventAuthAdded, f.device, a.hint)
	p.notify(m, words{subject: "Security change: a new way to sign in", body: "“" + a.hint +
		"” was added to your " + planName + " account as an authenticator app. If this was not you, call 1-800-555-0100."})
	p.finishWith(f, f.session)
}

// freeName gives a name for an authenticator that none of the member's has: on the page where one is chosen, two of one name
// could not be told apart.
func (m *member) freeName(name string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(m.authenticators, func(a *authenticator) bool { return a.hint == name })
	}
	for n, first := 2, name; taken(name); n++ {
		name = fmt.Sprintf("%s %d", first, n)
	}
	return name
}

// longestLabel is how long a member's name for a device may be, in characters.
const longestLabel = 40

// cleanLabel gives a label that can be shown on one line.
func cleanLabel(label string) (clean string, fits bool) {
	clean = strings.TrimSpace(label)
	printable := !strings.ContainsFunc(clean, func(r rune) bool { return !unicode.IsPrint(r) })
	return clean, printable && utf8.RuneCountInString(clean) <= longestLabel
}

func (p *Plan) secretStep(f *flow, head plan.Head) plan.Step {
	rules := p.policy.TOTP
	return plan.ShowSecret{Head: head, Authenticator: f.binding.id, Issuer: planName, Account: f.member.Username,
		Secret: secret.Of(f.binding.secret), Algorithm: rules.Algorithm, Digits: rules.Digits, Period: rules.Period,
		Expires: f.binding.expires, Tries: f.member.bindings.tries(lockMFA, p.policy.Lockout)}
}
