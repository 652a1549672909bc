package readiness

import (
	"slices"

	"vestibule/app/account"
	"vestibule/app/plan"
)

// Facts are what is known of a member who is signed in.
type Facts struct {
	Account plan.Overview
	// Made are the authenticator apps whose codes this device makes.
	Made []plan.AuthenticatorID
	// Phone reports that this device is a phone, so that what it makes is lost with it.
	Phone bool
	// Can are the fixes that the plan lets the app carry out.
	Can []Fix
}

func (f Facts) makes(id plan.AuthenticatorID) bool { return slices.Contains(f.Made, id) }

// Gap is what is missing; it is the key of its words.
type Gap string

// The gaps.
const (
	NoWay       Gap = "no-way"      // the password alone signs in
	OneWay      Gap = "one-way"     // one way, and nothing else
	OnePhone    Gap = "one-phone"   // several, all on one phone as far as anybody can tell
	Unconfirmed Gap = "unconfirmed" // a contact was never confirmed
)

// Gaps is every gap.
func Gaps() []Gap { return []Gap{NoWay, OneWay, OnePhone, Unconfirmed} }

// Fix is the one thing to do about a gap; empty: the plan lets the app do nothing.
type Fix string

// The fixes.
const (
	AddApp         Fix = "add-app"         // this device makes codes
	MakeCodes      Fix = "make-codes"      // recovery codes on paper
	ConfirmContact Fix = "confirm-contact" // a code to the contact
)

// Item is one gap with its fix.
type Item struct {
	Gap Gap
	Fix Fix
}

// Report is how ready a member is: how many of how many checks are kept, and the gaps, the most urgent first.
type Report struct {
	Kept, Of int
	Items    []Item
}

// Judge runs every check.
func Judge(f Facts) Report {
	checks := []func(Facts) (Gap, []Fix){ways, contacts}
	r := Report{Of: len(checks)}
	for _, check := range checks {
		gap, fixes := check(f)
		if gap == "" {
			r.Kept++
			continue
		}
		r.Items = append(r.Items, Item{gap, f.first(fixes)})
	}
	return r
}

// first gives the first fix that can be done here.
func (f Facts) first(fixes []Fix) Fix {
	for _, fix := range fixes {
		if slices.Contains(f.Can, fix) {
			return fix
		}
	}
	return ""
}

// ways wants two that are not lost together (catalogue S093, S163). Paper is the one that no phone takes along; on a computer
// an app of its own does as well. Recovery codes are for when another way is out of reach, so they do not come first.
func ways(f Facts) (Gap, []Fix) {
	usable := slices.DeleteFunc(account.Ways(f.Account), func(a plan.Authenticator) bool { return a.Unusable != "" })
	switch on, n := Carriers(f), len(usable); {
	case len(on) >= 2:
		return "", nil
	case n == 0 && len(on) == 0:
		return NoWay, []Fix{AddApp}
	case n < 2:
		return OneWay, f.beside()
	default:
		return OnePhone, f.beside()
	}
}

// beside are the fixes that add a carrier to one.
func (f Facts) beside() []Fix {
	if f.Phone {
		return []Fix{MakeCodes}
	}
	return []Fix{MakeCodes, AddApp}
}

// contacts wants every one confirmed: one that was not proves nothing when it is needed (catalogue S039).
func contacts(f Facts) (Gap, []Fix) {
	if _, is := account.Unconfirmed(f.Account); is {
		return Unconfirmed, []Fix{ConfirmContact}
	}
	return "", nil
}
