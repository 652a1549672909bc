package readiness

import "vestibule/app/plan"

// Carrier is the thing in the world that a way to sign in hangs on: who loses it loses every way on it.
type Carrier string

// The carriers.
const (
	OnPhone    Carrier = "phone"
	OnComputer Carrier = "computer"
	InMailbox  Carrier = "mailbox"
	OnPaper    Carrier = "paper"
)

// Carriers gives what a member's ways to sign in hang on, each carrier once. Ways that cannot be used now hang on nothing, and
// neither do recovery codes that are all used.
func Carriers(f Facts) []Carrier {
	var out []Carrier
	seen := map[Carrier]bool{}
	for _, a := range f.Account.Authenticators {
		c := carrierOf(a, f)
		if a.Unusable == "" && c != "" && !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	return out
}

// carrierOf gives what one way hangs on; empty: nothing. An authenticator app whose codes this device does not make counts as
// one on the phone, as most are: a text and an app that are lost together are not two ways (catalogue S093).
func carrierOf(a plan.Authenticator, f Facts) Carrier {
	switch a.Kind {
	case plan.SMS, plan.Voice, plan.PushApproval:
		return OnPhone
	case plan.TOTP:
		if f.makes(a.ID) && !f.Phone {
			return OnComputer
		}
		return OnPhone
	case plan.EmailCode:
		return InMailbox
	case plan.RecoveryCodes:
		if a.Remaining > 0 {
			return OnPaper
		}
	}
	return ""
}
