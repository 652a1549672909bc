package kratos

import (
	"strconv"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// known are Kratos' messages of type error by their number (text/id.go of 1.3.1). One that is not here is shown whole.
var known = map[int64]problem.Code{
	4000002: problem.MissingField, 4000009: problem.MissingField,
	4000003: problem.BadField, 4000004: problem.BadField, 4000017: problem.BadField, 4000018: problem.BadField,
	4000019: problem.BadField, 4000020: problem.BadField, 4000021: problem.BadField, 4000022: problem.BadField,
	4000023: problem.BadField, 4000024: problem.BadField, 4000025: problem.BadField, 4000026: problem.BadField,
	4000029: problem.BadField, 4000030: problem.BadField, 4000036: problem.BadField,
	// Whether there is such an account is said by a plan that does not hide it; here it is a name that was not taken.
	4000035: problem.BadField, 4000037: problem.BadField,
	4000005: problem.PasswordRefused, 4000031: problem.PasswordRefused, 4000032: problem.PasswordRefused,
	4000033: problem.PasswordRefused, 4000034: problem.PasswordRefused,
	4000006: problem.BadCredentials, 4000007: problem.UsernameTaken, 4000028: problem.UsernameTaken,
	4000008: problem.CodeWrong, 4010008: problem.CodeWrong, 4060006: problem.CodeWrong, 4070006: problem.CodeWrong, 4040003: problem.CodeWrong,
	4000010: problem.AccountUnready,
	4000011: problem.AuthenticatorOff, 4000014: problem.AuthenticatorOff, 4010010: problem.AuthenticatorOff,
	4010002: problem.AuthenticatorOff, 4010004: problem.AuthenticatorOff, 4010005: problem.AuthenticatorOff, 4010006: problem.AuthenticatorOff,
	4000012: problem.RecoveryUsed, 4000016: problem.RecoveryWrong,
	4010001: problem.FlowExpired, 4040001: problem.FlowExpired, 4050001: problem.FlowExpired, 4060005: problem.FlowExpired, 4070005: problem.FlowExpired,
	4010007: problem.FlowConflict, 4060001: problem.FlowConflict, 4060002: problem.FlowConflict, 4070002: problem.FlowConflict, 4070003: problem.FlowConflict,
	4060003: problem.LinkBroken, 4070004: problem.LinkBroken, 4060004: problem.LinkUsed, 4070001: problem.LinkUsed,
	4000027: problem.ProviderUnlinked, 4010009: problem.ProviderUnlinked,
	5000001: problem.ServerError,
}

const (
	// generic is a message whose reason is in its words only.
	generic = 4000001
	// lockedByGateway is what a gateway that counts tries says in Kratos' shape; Kratos itself locks nothing.
	lockedByGateway = 9000001
	// tooOften is how Kratos says that a code was tried too often: it has no number for that, and three shapes (messages,
	// error.reason, and a flow that was replaced).
	tooOften = "submitted too often"
)

// rules are which rule of a new password a message is about, by its name in the policy.
var rules = map[int64]string{4000031: "name", 4000032: "min_len", 4000033: "max_len", 4000034: "blocklist"}

// problem says what a message of type error means; field is the name of the node it stands at, empty: none.
func (m message) problem(field string, now time.Time) *problem.Problem {
	switch {
	case m.ID == lockedByGateway:
		return m.locked(now)
	case m.ID == generic && strings.Contains(string(m.Text.Reveal()), tooOften):
		return problem.New(problem.CodeSpent)
	case m.ID == generic && byBrowser(string(m.Text.Reveal())):
		return problem.New(problem.NeedsGateway)
	case m.ID == generic && field != "":
		return about(problem.BadField, field)
	}
	code, is := known[m.ID]
	if !is {
		return m.unknown(field)
	}
	p := about(code, field)
	if rule, is := rules[m.ID]; is {
		p.Facts.Rules = []string{rule}
	}
	return p
}

// about makes a problem with a field, by the name it has in the app.
func about(code problem.Code, field string) *problem.Problem {
	p := problem.New(code)
	p.Field = fieldOf(field)
	return p
}

// byBrowser reports that something on the way made the request look like a browser's: a cookie, or an Origin.
func byBrowser(text string) bool {
	return strings.Contains(text, "made by a Browser") || strings.Contains(text, "in a Browser")
}

// locked reads when a lock ends.
func (m message) locked(now time.Time) *problem.Problem {
	var c struct {
		Until time.Time `json:"locked_until"`
		After float64   `json:"retry_after"`
	}
	m.context(&c)
	p := problem.New(problem.AccountLocked)
	p.Until = c.Until
	if c.After > 0 && c.After < (24*time.Hour).Seconds() { // what is left counts more than somebody's clock
		p.Until = now.Add(time.Duration(c.After * float64(time.Second)))
	}
	return p
}

// longestText is how much is shown of words that are not ours, in bytes.
const longestText = 300

// unknown keeps a message whole: its words, and its number to read out.
func (m message) unknown(field string) *problem.Problem {
	id := strconv.FormatInt(m.ID, 10)
	p := about(problem.Code("kratos."+id), field)
	p.Kind, p.Reference, p.Facts.Reason = problem.Unavailable, id, cut(string(m.Text.Reveal()))
	return p
}

func cut(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), longestText)], "")
}

// fieldOf names a field as the app does.
func fieldOf(node string) string {
	switch node {
	case "identifier":
		return "name"
	case "totp_code":
		return "code"
	case "lookup_secret":
		return "code"
	}
	return strings.TrimPrefix(node, "traits.")
}

// bounds learns from a refused password how long one must and may be. Kratos tells it only there.
func (m message) bounds(r *plan.PasswordRules) {
	var c struct {
		Min int `json:"min_length"`
		Max int `json:"max_length"`
	}
	m.context(&c)
	switch m.ID {
	case 4000032:
		r.MinLen = max(c.Min, 0)
	case 4000033:
		r.MaxLen = max(c.Max, 0)
	case 4000034:
		r.Blocklist = true
	}
}
