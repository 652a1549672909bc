package plantest

import (
	"context"
	"encoding/base32"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// This file makes members of Kratos round the app: the account by the administration, what only a member can add by the
// member's own settings.

// setting is what a configuration has members for. Where codes are sent as second proofs Kratos wants one of every member,
// and one without a telephone can never get in: its flow for a second proof is empty.
type setting struct {
	schema string
	texts  bool // every member has a telephone
	ways   []plan.AuthenticatorKind
	traits func(*Member) map[string]any
}

func settings(variant string) setting {
	switch variant {
	case CodeOnly:
		return setting{"mail", false, nil, mailTraits}
	case TOTPOnly:
		return setting{"member", false, []plan.AuthenticatorKind{plan.TOTP}, memberTraits}
	case OtherSchema:
		return setting{"person", true, []plan.AuthenticatorKind{plan.SMS, plan.TOTP, plan.RecoveryCodes}, personTraits}
	}
	return setting{"member", true, []plan.AuthenticatorKind{plan.SMS, plan.TOTP, plan.RecoveryCodes}, memberTraits}
}

// Member makes a new one; nil where this Kratos is not set up for such.
func (k *Kratos) Member(t testing.TB, ways ...plan.AuthenticatorKind) *Member {
	t.Helper()
	for _, way := range ways {
		if !slices.Contains(k.setting.ways, way) {
			return nil
		}
	}
	if k.setting.texts && len(ways) == 0 {
		return nil
	}
	k.made++
	name := fmt.Sprintf("member%d%06d", k.made, time.Now().UnixMicro()%1_000_000)
	m := &Member{Name: name, Password: "Lantern-Street-" + name[len(name)-4:], Email: name + "@mail.example.org", Ways: ways}
	if k.setting.texts {
		m.Phone = telephone(k.made)
	}
	if err := k.admit(t.Context(), m); err != nil {
		t.Fatalf("no member with %v: %v", ways, err)
	}
	return m
}

// telephone is the n-th invented number: a hundred in each of these places, 555-0100 to 555-0199.
func telephone(n int) string {
	places := []int{202, 212, 213, 312, 404, 415}
	return fmt.Sprintf("+1%d555%04d", places[n/100%len(places)], 100+n%100)
}

// admit makes the account, then what the member adds.
func (k *Kratos) admit(ctx context.Context, m *Member) error {
	proven := []any{map[string]any{"value": m.Email, "via": "email", "verified": true, "status": "completed"}}
	if m.Phone != "" {
		proven = append(proven, map[string]any{"value": m.Phone, "via": "sms", "verified": true, "status": "completed"})
	}
	identity := map[string]any{"schema_id": k.setting.schema, "state": "active", "traits": k.setting.traits(m), "verifiable_addresses": proven,
		"credentials": map[string]any{"password": map[string]any{"config": map[string]string{"password": m.Password}}}}
	var made struct{ ID string }
	if err := k.admin.call(ctx, http.MethodPost, "/admin/identities", identity, &made); err != nil {
		return err
	}
	m.ID = made.ID
	if slices.Contains(m.Ways, plan.RecoveryCodes) || slices.Contains(m.Ways, plan.TOTP) {
		return k.settle(ctx, m)
	}
	return nil
}

// memberTraits, mailTraits and personTraits are a member as the schemas have it.
func memberTraits(m *Member) map[string]any {
	traits := map[string]any{"username": m.Name, "email": m.Email, "name": map[string]string{"first": "Invented", "last": "Member"}}
	if m.Phone != "" {
		traits["phone"] = m.Phone
	}
	return traits
}

func mailTraits(m *Member) map[string]any {
	m.Name = m.Email
	return map[string]any{"email": m.Email}
}

func personTraits(m *Member) map[string]any {
	m.Name = m.Email
	reach := map[string]string{"letterbox": m.Email}
	if m.Phone != "" {
		reach["bell"] = m.Phone
	}
	return map[string]any{"reach": reach, "called": "Invented"}
}

// kratosFlow is a flow of Kratos as far as this file needs it.
type kratosFlow struct {
	ID string
	UI struct {
		Nodes []struct {
			Attributes struct {
				ID   string
				Text struct {
					Context struct {
						Secret  string
						Secrets []struct{ Context struct{ Secret string } }
					}
				}
			}
		}
	}
}

// settle adds an authenticator app and a set of recovery codes, as far as the member is to have them.
func (k *Kratos) settle(ctx context.Context, m *Member) error {
	var signed struct {
		SessionToken string `json:"session_token"`
	}
	if err := k.flow(ctx, k.public, "login", map[string]any{"method": "password", "identifier": m.Name, "password": m.Password}, &signed); err != nil {
		return err
	}
	as := k.public
	as.header = http.Header{"X-Session-Token": {signed.SessionToken}}
	if m.Phone != "" {
		if err := k.proveTelephone(ctx, as, m); err != nil {
			return err
		}
	}
	if slices.Contains(m.Ways, plan.RecoveryCodes) {
		if err := k.settleCodes(ctx, as, m); err != nil {
			return err
		}
	}
	if slices.Contains(m.Ways, plan.TOTP) {
		return k.settleApp(ctx, as, m)
	}
	return nil
}

// proveTelephone gives the second proof that everything else hangs on.
func (k *Kratos) proveTelephone(ctx context.Context, as api, m *Member) error {
	var open kratosFlow
	if err := as.call(ctx, http.MethodGet, "/self-service/login/api?aal=aal2", nil, &open); err != nil {
		return err
	}
	before, err := k.sink.sent(ctx, 0, m.Phone)
	if err != nil {
		return err
	}
	at := "/self-service/login?flow=" + open.ID
	_ = as.call(ctx, http.MethodPost, at, map[string]any{"method": "code", "address": m.Phone}, nil) // "sent" is a 400
	codes, err := k.sink.sent(ctx, len(before)+1, m.Phone)
	if err != nil {
		return err
	}
	return as.call(ctx, http.MethodPost, at, map[string]any{"method": "code", "identifier": m.Phone, "code": codes[len(codes)-1]}, nil)
}

func (k *Kratos) settleCodes(ctx context.Context, as api, m *Member) error {
	var shown kratosFlow
	if err := k.flow(ctx, as, "settings", map[string]any{"method": "lookup_secret", "lookup_secret_regenerate": true}, &shown); err != nil {
		return err
	}
	for _, node := range shown.UI.Nodes {
		for _, s := range node.Attributes.Text.Context.Secrets {
			m.Recovery = append(m.Recovery, s.Context.Secret)
		}
	}
	return as.call(ctx, http.MethodPost, "/self-service/settings?flow="+shown.ID, map[string]any{"method": "lookup_secret", "lookup_secret_confirm": true}, nil)
}

func (k *Kratos) settleApp(ctx context.Context, as api, m *Member) error {
	var shown kratosFlow
	if err := as.call(ctx, http.MethodGet, "/self-service/settings/api", nil, &shown); err != nil {
		return err
	}
	for _, node := range shown.UI.Nodes {
		if node.Attributes.ID == "totp_secret_key" {
			m.App, _ = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.TrimRight(node.Attributes.Text.Context.Secret, "="))
		}
	}
	key := otp.Key{Type: otp.TOTP, Secret: secret.Copy(m.App), Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second}
	code, err := key.Code(time.Now())
	if err != nil {
		return err
	}
	return as.call(ctx, http.MethodPost, "/self-service/settings?flow="+shown.ID, map[string]any{"method": "totp", "totp_code": code.Text}, nil)
}

// flow opens one and submits to it at once.
func (k *Kratos) flow(ctx context.Context, as api, kind string, body, into any) error {
	var open kratosFlow
	if err := as.call(ctx, http.MethodGet, "/self-service/"+kind+"/api", nil, &open); err != nil {
		return err
	}
	return as.call(ctx, http.MethodPost, "/self-service/"+kind+"?flow="+open.ID, body, into)
}
