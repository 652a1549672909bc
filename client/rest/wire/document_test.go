package wire_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func document() plan.Document {
	return plan.Document{
		Name: "Bluestem Health", Host: "plan.example.org", Mark: "B", Demo: true, Updated: noon, Policy: policy(),
		Capabilities: map[plan.Capability]plan.Ability{
			plan.CanSignIn: {How: plan.InApp}, plan.CanRegister: {}, plan.CanFindUsername: {How: plan.InBrowser, URL: "https://plan.example.org/find"}},
		Support: plan.Support{Lines: []plan.Line{{For: "portal", Label: "Portal help", Number: "555-0100", Hours: "8-5"}},
			Emergency: "Call 911.", Nurse: plan.Line{For: "nurse", Label: "Nurse", Number: "555-0101"}},
		Claims: "https://plan.example.org/claims",
	}
}

func onTheWire() wire.Document {
	w := wire.FromDocument(document())
	w.Base, w.DemoURLs = "/v1", wire.DemoURLs{Outbox: "/mock/outbox", Members: "/mock/members"}
	return w
}

func TestADocumentTravelsUnchanged(t *testing.T) {
	body, err := json.Marshal(onTheWire())
	if err != nil {
		t.Fatal(err)
	}
	var w wire.Document
	if err := json.Unmarshal(body, &w); err != nil {
		t.Fatal(err)
	}
	got, err := w.Document()
	if err != nil || !reflect.DeepEqual(got, document()) {
		t.Fatalf("%v\n%+v", err, got)
	}
}

func TestNonsenseInThePolicyIsNotObeyed(t *testing.T) {
	for name, spoil := range map[string]func(*wire.Policy){
		"lockout.max_failures": func(p *wire.Policy) { p.Lockout.MaxFailures = -3 }, "lockout.lock_seconds": func(p *wire.Policy) { p.Lockout.LockSeconds = 0 },
		"otp.digits": func(p *wire.Policy) { p.OTP.Digits = 900 }, "totp.digits": func(p *wire.Policy) { p.TOTP.Digits = 1 },
		"otp.ttl_s": func(p *wire.Policy) { p.OTP.TTLS = -1 }, "otp.ttl_s ": func(p *wire.Policy) { p.OTP.TTLS = 1 << 62 },
		"password.max_len": func(p *wire.Policy) { p.Password.MinLen = 65 }, "password.max_age_days": func(p *wire.Policy) { p.Password.MaxAgeDays = new(int) },
		"session.warn_s": func(p *wire.Policy) { p.Session.WarnS = p.Session.IdleS }, "session.absolute_s": func(p *wire.Policy) { p.Session.AbsoluteS = 5 },
		"totp.algo": func(p *wire.Policy) { p.TOTP.Algo = "ROT13" }, "app.min_supported": func(p *wire.Policy) { p.App.MinSupported = "one" },
		"app.store_urls": func(p *wire.Policy) { p.App.StoreURLs = map[string]string{"web": "javascript:x"} }, "trusted_device.max_age_days": func(p *wire.Policy) { p.TrustedDevice.MaxAgeDays = -1 },
		"inactivity.warn_days": func(p *wire.Policy) { p.Inactivity.WarnDays = []int{-1} }, "lockout.warn_at_remaining": func(p *wire.Policy) { p.Lockout.WarnAtRemaining = 9 },
		"password.min_len": func(p *wire.Policy) { *p = wire.Policy{} },
		"grants.max_days":  func(p *wire.Policy) { p.Grants.MaxDays = -1 }, "grants.warn_days": func(p *wire.Policy) { p.Grants.WarnDays = []int{-1} },
		"grants.teen_age": func(p *wire.Policy) { p.Grants.TeenAge = 151 }, "grants.adult_age": func(p *wire.Policy) { p.Grants.AdultAge = p.Grants.TeenAge - 1 },
		"grants.adult_age ": func(p *wire.Policy) { p.Grants.AdultAge = 151 }, "grants.piece_bytes": func(p *wire.Policy) { p.Grants.PieceBytes = 1 << 40 },
		"grants.invitation_s": func(p *wire.Policy) { p.Grants.InvitationS = -1 }, "grants.handoff_s": func(p *wire.Policy) { p.Grants.HandoffS = -1 },
		"grants.private": func(p *wire.Policy) { p.Grants.Private = make([]string, 101) },
	} {
		w := onTheWire()
		spoil(&w.Policy)
		if _, err := w.Document(); !problem.Is(err, problem.BadPolicy) || !strings.Contains(err.Error(), strings.TrimSpace(name)+" is") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNothingLeadsAwayUnsafely(t *testing.T) {
	w := onTheWire()
	w.ClaimsURL = "http://plan.example.org/claims"
	w.Capabilities = map[string]wire.Ability{"register": {How: "browser", URL: "ftp://x"}, "records": {How: "telepathy"}}
	d, err := w.Document()
	if err != nil || d.Claims != "" || d.Can(plan.CanRegister).How != plan.No || d.Can(plan.CanRecords).How != plan.No {
		t.Fatalf("%v %+v", err, d)
	}
	for _, base := range []string{"", "//evil.example.org", "https://evil.example.org", `/\evil.example.org`, "/v1?x=1", "v1"} {
		w := onTheWire()
		w.Base = base
		if _, err := w.Document(); !problem.Is(err, problem.Malformed) {
			t.Errorf("base %q: %v", base, err)
		}
		w = onTheWire()
		w.DemoURLs.Outbox = base
		if out, _ := w.DemoPaths(); out != "" {
			t.Errorf("outbox %q is asked", base)
		}
	}
	w = onTheWire()
	w.Demo = false
	if out, members := w.DemoPaths(); out+members != "" {
		t.Error("a real plan has no outbox")
	}
}

func TestSafeURL(t *testing.T) {
	safe := "https://plan.example.org http://127.0.0.1:8089/x http://localhost/ http://[::1]:1/"
	for u := range strings.FieldsSeq(safe) {
		if !wire.SafeURL(u) {
			t.Error(u)
		}
	}
	for _, u := range []string{"", "plan.example.org", "http://plan.example.org", "https://a:b@plan.example.org", "https:///x", "http://localhost.example.org", "file:///etc"} {
		if wire.SafeURL(u) {
			t.Error(u)
		}
	}
}
