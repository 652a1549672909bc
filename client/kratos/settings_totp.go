package kratos

import (
	"context"
	"encoding/base32"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// showSecret hands out the secret of a new authenticator app. Kratos takes one at a time: who has one takes it away first.
func (p *Plan) showSecret(at place, f *reading) (plan.Step, error) {
	if f.takes(byTOTP, "totp_unlink") {
		return p.refer(at, problem.AuthenticatorBound), nil
	}
	n := f.node(byTOTP, "totp_secret_key")
	if n == nil {
		return p.refer(at, problem.NotForMember), nil
	}
	key, ok := secretIn(n.Attributes.Text)
	if !ok {
		return nil, problem.New(problem.Malformed)
	}
	s := plan.ShowSecret{Head: at.head(), Authenticator: nameOf(plan.TOTP, ""), Issuer: p.name, Secret: key,
		Algorithm: "SHA1", Digits: totpDigits, Period: totpPeriod, Expires: at.Expires}
	if f.Identity != nil {
		s.Account = p.account(f.Identity).Identifier
	}
	return s, nil
}

// secretIn reads the key of the HMAC out of its letters (RFC 4648, section 6, without padding).
func secretIn(m *message) (secret.Bytes, bool) {
	var c struct {
		Secret wire.Secret `json:"secret"`
	}
	m.context(&c)
	defer c.Secret.Clear()
	letters := c.Secret.Reveal()
	key := make([]byte, base32.StdEncoding.WithPadding(base32.NoPadding).DecodedLen(len(letters)))
	n, err := base32.StdEncoding.WithPadding(base32.NoPadding).Decode(key, letters)
	if err != nil || n < 10 { // RFC 4226, section 4, R6: at least 128 bits; 80 are met
		clear(key)
		return secret.Bytes{}, false
	}
	return secret.Of(key[:n]), true
}

// confirmSecret binds the authenticator by a code of it.
func (p *Plan) confirmSecret(ctx context.Context, at place, step plan.Step, code secret.Bytes) (plan.Step, error) {
	r, next, err := p.change(ctx, at, step, method(byTOTP).secret("totp_code", code))
	defer r.wipe()
	if err != nil {
		return next, err
	}
	if !r.takes(byTOTP, "totp_unlink") {
		return step, r.signed(problem.New(problem.Malformed))
	}
	return p.finish(ctx, at)
}
