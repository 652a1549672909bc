package oidc

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

const (
	// mostKeys is how many keys a provider may have.
	mostKeys = 64
	// keysRest is how long a set is left alone that did not have a key: who sends tokens of unknown keys is not to have us
	// ask all day.
	keysRest = 10 * time.Second
)

// algorithms are those that an ID token may be signed with. None of them has a shared key, so nobody can sign with a public
// one (RFC 8725, section 2.1); "none" is not among them.
func algorithms() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{jose.RS256, jose.RS384, jose.RS512, jose.PS256, jose.PS384, jose.PS512,
		jose.ES256, jose.ES384, jose.ES512, jose.EdDSA}
}

// keys are the provider's, fetched when they are first needed, and once more for a token of a key that is not among them
// (OpenID Connect Core, section 10.1.1). It is a go-oidc KeySet that looks at what a key is for: go-oidc's own takes one for
// encryption, and tells a server that was not reached from a signature that is wrong by words only.
type keys struct {
	line    line
	address string
	clock   *clock.Plan

	one     turn // to look, and to fetch
	known   []jose.JSONWebKey
	fetched time.Time
}

// The causes where a signature is not the provider's.
var (
	errSignature = errors.New("oidc: not signed by a key of the provider")
	errForm      = errors.New("oidc: not a signed token")
)

// VerifySignature gives what a token says if it is signed by one of the keys.
func (k *keys) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(token, algorithms())
	if err != nil || len(signed.Signatures) != 1 {
		return nil, errForm
	}
	if err := k.one.await(ctx); err != nil {
		return nil, err
	}
	defer k.one.leave()
	if said, ok := verifiedBy(k.known, token, signed); ok {
		return said, nil
	}
	if len(k.known) > 0 && k.clock.Now().Sub(k.fetched) < keysRest {
		return nil, errSignature
	}
	if err := k.fetch(ctx); err != nil {
		return nil, err
	}
	if said, ok := verifiedBy(k.known, token, signed); ok {
		return said, nil
	}
	return nil, errSignature
}

// fetch asks for the keys. A set in trouble does not take the place of one that was good.
func (k *keys) fetch(ctx context.Context) error {
	body, _, err := k.line.get(ctx, k.address, secret.Bytes{})
	if err != nil {
		return err
	}
	known, err := readKeys(body)
	if err != nil {
		return err
	}
	k.known, k.fetched = known, k.clock.Now()
	return nil
}

// readKeys reads a set. A key that we cannot use takes nothing from the others (RFC 7517, section 5).
func readKeys(body []byte) ([]jose.JSONWebKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := reach.Unmarshal(body, &set); err != nil || len(set.Keys) > mostKeys {
		return nil, problem.New(problem.Malformed).Because(errors.New("oidc: not a set of keys"))
	}
	var out []jose.JSONWebKey
	for _, raw := range set.Keys {
		if key, ok := readKey(raw); ok {
			out = append(out, key)
		}
	}
	return out, nil
}

// readKey takes a public key that signs.
func readKey(raw []byte) (jose.JSONWebKey, bool) {
	var purpose struct {
		Operations []string `json:"key_ops"`
	}
	var key jose.JSONWebKey
	if json.Unmarshal(raw, &purpose) != nil || key.UnmarshalJSON(raw) != nil || !key.IsPublic() || !key.Valid() {
		return key, false
	}
	if key.Use != "" && key.Use != "sig" || len(purpose.Operations) > 0 && !slices.Contains(purpose.Operations, "verify") {
		return key, false
	}
	if rsaKey, ok := key.Key.(*rsa.PublicKey); ok && weak(rsaKey) {
		return key, false
	}
	return key, true
}

// verifiedBy tries the keys that a token could be signed with: the one it names, or each where it names none.
func verifiedBy(known []jose.JSONWebKey, token string, signed *jose.JSONWebSignature) ([]byte, bool) {
	signature := signed.Signatures[0]
	header := signature.Protected
	for _, key := range known {
		if header.KeyID != "" && header.KeyID != key.KeyID || key.Algorithm != "" && key.Algorithm != header.Algorithm {
			continue
		}
		if said, err := signed.Verify(key.Key); err == nil && salted(token, signature, key.Key) {
			return said, true
		}
	}
	return nil, false
}
