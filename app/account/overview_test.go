package account_test

import (
	"testing"
	"time"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

func TestADeviceIsUnusedAfterNinetyDays(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, c := range []struct {
		device plan.TrustedDevice
		unused bool
	}{
		{plan.TrustedDevice{Added: ago(400), LastUsed: ago(90)}, false},
		{plan.TrustedDevice{Added: ago(400), LastUsed: ago(91)}, true},
		{plan.TrustedDevice{Added: ago(91)}, true}, // never used
		{plan.TrustedDevice{Added: ago(3)}, false},
		{plan.TrustedDevice{}, false}, // the plan does not tell
	} {
		if account.Unused(c.device, now) != c.unused {
			t.Errorf("%+v", c.device)
		}
	}
}

func TestTheLastWayStays(t *testing.T) {
	text := plan.Authenticator{ID: "sms", Kind: plan.SMS}
	app := plan.Authenticator{ID: "totp", Kind: plan.TOTP}
	gone := plan.Authenticator{ID: "push", Kind: plan.PushApproval, Unusable: problem.AuthenticatorOff}
	codes := plan.Authenticator{ID: "codes", Kind: plan.RecoveryCodes, Remaining: 8}
	for name, c := range map[string]struct {
		all  []plan.Authenticator
		can  bool
		left int
	}{
		"the only one":             {[]plan.Authenticator{text}, false, 1},
		"another":                  {[]plan.Authenticator{text, app}, true, 2},
		"recovery codes":           {[]plan.Authenticator{text, codes}, false, 1},
		"another that cannot work": {[]plan.Authenticator{text, gone}, false, 2},
	} {
		o := plan.Overview{Authenticators: c.all}
		if account.CanRemoveWay(o, "sms") != c.can || len(account.Ways(o)) != c.left {
			t.Errorf("%s: %v, %d ways", name, account.CanRemoveWay(o, "sms"), len(account.Ways(o)))
		}
	}
	if n, made := account.RecoveryCodes(plan.Overview{Authenticators: []plan.Authenticator{text, codes}}); n != 8 || !made {
		t.Errorf("%d codes, %v", n, made)
	}
	if _, made := account.RecoveryCodes(plan.Overview{Authenticators: []plan.Authenticator{text}}); made {
		t.Error("codes that nobody made")
	}
}

func TestTheLastContactStays(t *testing.T) {
	one := plan.Overview{Contacts: make([]plan.ContactOnFile, 1)}
	two := plan.Overview{Contacts: make([]plan.ContactOnFile, 2)}
	if account.CanRemoveContact(one) || !account.CanRemoveContact(two) {
		t.Error("the last contact can go, or one of two cannot")
	}
}

func TestTheFirstContactThatWasNeverConfirmed(t *testing.T) {
	confirmed := plan.ContactOnFile{ID: "c1", Confirmed: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}
	all := plan.Overview{Contacts: []plan.ContactOnFile{confirmed, {ID: "c2"}, {ID: "c3"}}}
	if c, is := account.Unconfirmed(all); !is || c.ID != "c2" {
		t.Errorf("%v, %v", c, is)
	}
	all.Contacts = all.Contacts[:1]
	if c, is := account.Unconfirmed(all); is {
		t.Errorf("%v was confirmed", c)
	}
}

func TestAReviewEndsWithItsLastPart(t *testing.T) {
	var r account.Review
	for i, p := range account.Parts() {
		if r.Looked(p) || r.Left() != len(account.Parts())-i {
			t.Errorf("before %s: %d left", p, r.Left())
		}
		r.Look(p)
		r.Look(p)
	}
	if r.Left() != 0 {
		t.Errorf("%d left", r.Left())
	}
}
