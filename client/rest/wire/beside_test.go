package wire_test

import (
	"encoding/json"
	"net/url"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// The rules of signing in are another server's there: what is not told is left at zero, what is told must make sense.
func TestServicesTellTheirOwnRulesAlone(t *testing.T) {
	var w wire.Document
	const text = `{"kind":"kratos","name":"P","host":"plan.example.org","base":"/v1","identity":{"base":"https://id.example.org"},
		"policy":{"hosts":{"official":["plan.example.org"]},"otp":{"digits":6,"ttl_s":60,"max_requests":3,"window_s":60}}}`
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		t.Fatal(err)
	}
	d, err := w.Document()
	if err != nil || d.Policy.Password.MaxLen != 0 || d.Policy.Lockout.MaxFailures != 0 || d.Policy.OTP.Digits != 6 || len(d.Policy.Hosts.Official) != 1 {
		t.Fatal(d.Policy, err)
	}
	w.Policy.OTP.Digits = 99
	if _, err := w.Document(); !problem.Is(err, problem.BadPolicy) {
		t.Error(err)
	}
	w.Kind, w.Policy.OTP.Digits = wire.KindREST, 6
	if _, err := w.Document(); !problem.Is(err, problem.BadPolicy) {
		t.Error("rules are missing where members sign in:", err)
	}
}

func TestWhoSignsMembersInIsNamed(t *testing.T) {
	from := &url.URL{Scheme: "https", Host: "plan.example.org"}
	s, err := wire.Document{Kind: "oidc", Identity: wire.SignInServer{Issuer: "https://id.example.org", Ports: []int{4455}}}.Beside(from)
	if err != nil || s.Kind != plan.OpenID || s.Issuer != "https://id.example.org" || len(s.Ports) != 1 {
		t.Error(s, err)
	}
	if s, err := (wire.Document{Kind: wire.KindREST}).Beside(from); s != nil || err != nil {
		t.Error(s, err)
	}
	here := &url.URL{Scheme: "http", Host: "127.0.0.1:8089"}
	if s, err := (wire.Document{Kind: "kratos", Identity: wire.SignInServer{Base: "http://127.0.0.1:4433"}}).Beside(here); err != nil || s.Base == "" {
		t.Error(s, err)
	}
}
