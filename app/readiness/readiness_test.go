package readiness_test

import (
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/readiness"
)

var (
	text  = plan.Authenticator{ID: "sms", Kind: plan.SMS}
	call  = plan.Authenticator{ID: "voice", Kind: plan.Voice}
	app   = plan.Authenticator{ID: "totp", Kind: plan.TOTP}
	push  = plan.Authenticator{ID: "push", Kind: plan.PushApproval}
	mail  = plan.Authenticator{ID: "email", Kind: plan.EmailCode}
	codes = plan.Authenticator{ID: "codes", Kind: plan.RecoveryCodes, Remaining: 8}
	used  = plan.Authenticator{ID: "codes", Kind: plan.RecoveryCodes}
	off   = plan.Authenticator{ID: "mail-off", Kind: plan.EmailCode, Unusable: problem.AuthenticatorOff}
)

func all() []readiness.Fix {
	return []readiness.Fix{readiness.AddApp, readiness.MakeCodes, readiness.ConfirmContact}
}

func TestTwoWaysThatAreNotLostTogether(t *testing.T) { // S093
	for name, c := range map[string]struct {
		ways  []plan.Authenticator
		made  []plan.AuthenticatorID
		phone bool
		gap   readiness.Gap
		fix   readiness.Fix
	}{
		"the password alone":                {nil, nil, false, readiness.NoWay, readiness.AddApp},
		"one way":                           {[]plan.Authenticator{text}, nil, false, readiness.OneWay, readiness.MakeCodes},
		"one app":                           {[]plan.Authenticator{app}, nil, true, readiness.OneWay, readiness.MakeCodes},
		"a text and a call":                 {[]plan.Authenticator{text, call}, nil, false, readiness.OnePhone, readiness.MakeCodes},
		"a text and an app somewhere":       {[]plan.Authenticator{text, app}, nil, false, readiness.OnePhone, readiness.MakeCodes},
		"a text and an app on this phone":   {[]plan.Authenticator{text, app}, []plan.AuthenticatorID{"totp"}, true, readiness.OnePhone, readiness.MakeCodes},
		"approvals, a text and an app":      {[]plan.Authenticator{push, text, app}, nil, false, readiness.OnePhone, readiness.MakeCodes},
		"a text, and codes that are used":   {[]plan.Authenticator{text, used}, nil, false, readiness.OneWay, readiness.MakeCodes},
		"a text, and mail that cannot work": {[]plan.Authenticator{text, off}, nil, false, readiness.OneWay, readiness.MakeCodes},
		"a text and an app on the computer": {[]plan.Authenticator{text, app}, []plan.AuthenticatorID{"totp"}, false, "", ""},
		"a text and codes on paper":         {[]plan.Authenticator{text, codes}, nil, true, "", ""},
		"a text and a mailbox":              {[]plan.Authenticator{text, mail}, nil, true, "", ""},
	} {
		r := readiness.Judge(readiness.Facts{Account: plan.Overview{Authenticators: c.ways}, Made: c.made, Phone: c.phone, Can: all()})
		var want []readiness.Item
		if c.gap != "" {
			want = []readiness.Item{{Gap: c.gap, Fix: c.fix}}
		}
		if !slices.Equal(r.Items, want) || r.Kept != r.Of-len(want) {
			t.Errorf("%s: %+v, want %v", name, r, want)
		}
	}
}

func TestAFixIsOneThatCanBeDoneHere(t *testing.T) {
	one := plan.Overview{Authenticators: []plan.Authenticator{text}}
	for name, c := range map[string]struct {
		can   []readiness.Fix
		phone bool
		fix   readiness.Fix
	}{
		"no codes at this plan, on a computer": {[]readiness.Fix{readiness.AddApp}, false, readiness.AddApp},
		"no codes at this plan, on the phone":  {[]readiness.Fix{readiness.AddApp}, true, ""},
		"nothing can be done here":             {nil, false, ""},
	} {
		r := readiness.Judge(readiness.Facts{Account: one, Can: c.can, Phone: c.phone})
		if len(r.Items) != 1 || r.Items[0].Fix != c.fix {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestAContactThatWasNeverConfirmed(t *testing.T) { // S039
	account := plan.Overview{Authenticators: []plan.Authenticator{text, codes},
		Contacts: []plan.ContactOnFile{{Confirmed: time.Unix(1, 0)}, {}}}
	r := readiness.Judge(readiness.Facts{Account: account, Can: all()})
	if want := (readiness.Item{Gap: readiness.Unconfirmed, Fix: readiness.ConfirmContact}); len(r.Items) != 1 || r.Items[0] != want || r.Kept != 1 || r.Of != 2 {
		t.Errorf("%+v", r)
	}
}
