package account

import (
	"time"

	"vestibule/app/plan"
)

// unusedAfter is how long a trusted device may rest before the member is asked whether it is still theirs (catalogue S213).
const unusedAfter = 90 * 24 * time.Hour

// Unused reports whether nobody has used a trusted device for so long that it should go. now is the plan's time.
func Unused(d plan.TrustedDevice, now time.Time) bool {
	used := d.LastUsed
	if used.IsZero() {
		used = d.Added
	}
	return !used.IsZero() && now.Sub(used) > unusedAfter
}

// CanRemoveContact reports whether another contact would be left: through the last one the member gets back in.
func CanRemoveContact(o plan.Overview) bool { return len(o.Contacts) > 1 }

// Unconfirmed gives the first contact on file that was never confirmed, which plan.ConfirmContact is about; false: all were.
func Unconfirmed(o plan.Overview) (plan.ContactOnFile, bool) {
	for _, c := range o.Contacts {
		if c.Confirmed.IsZero() {
			return c, true
		}
	}
	return plan.ContactOnFile{}, false
}

// CanRemoveWay reports whether a way to sign in can go: add before remove (catalogue S112). Recovery codes are for getting
// back in, each works once, so they are no other way.
func CanRemoveWay(o plan.Overview, id plan.AuthenticatorID) bool {
	for _, a := range o.Authenticators {
		if a.ID != id && a.Kind != plan.RecoveryCodes && a.Unusable == "" {
			return true
		}
	}
	return false
}

// Ways are the authenticators a member signs in with, without the recovery codes.
func Ways(o plan.Overview) (ways []plan.Authenticator) {
	for _, a := range o.Authenticators {
		if a.Kind != plan.RecoveryCodes {
			ways = append(ways, a)
		}
	}
	return ways
}

// RecoveryCodes tells how many recovery codes are left, and whether the member ever made any.
func RecoveryCodes(o plan.Overview) (left int, made bool) {
	for _, a := range o.Authenticators {
		if a.Kind == plan.RecoveryCodes {
			return a.Remaining, true
		}
	}
	return 0, false
}
