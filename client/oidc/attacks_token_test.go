package oidc_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"vestibule/app/problem"
	"vestibule/client/oidc/optest"
)

// forgeries are ID tokens that are not to be believed, as a change of what they say.
func forgeries() map[string]func(map[string]any) {
	set := func(name string, value any) func(map[string]any) { return func(c map[string]any) { c[name] = value } }
	at := func(d time.Duration) int64 { return noon.Add(d).Unix() }
	return map[string]func(map[string]any){
		"wrong nonce": set("nonce", "another"), "no nonce": without("nonce"), "a nonce that is a number": set("nonce", 7),
		"aud of another": set("aud", "another"), "no aud": without("aud"), "aud of several, none us": set("aud", []string{"a", "b"}),
		"iss of another": set("iss", "https://evil.example.org"), "no iss": without("iss"), "iss with a slash": set("iss", issuer+"/"),
		"azp of another": set("azp", "another"), "no sub": without("sub"), "an empty sub": set("sub", ""), "a sub of 256": set("sub", strings.Repeat("s", 256)),
		"no iat": without("iat"), "iat of tomorrow": set("iat", at(24*time.Hour)), "iat of yesterday": set("iat", at(-24*time.Hour)),
		"no exp": without("exp"), "exp of yesterday": set("exp", at(-24*time.Hour)), "exp just now": set("exp", at(-3*time.Minute)),
		"nbf of tomorrow": set("nbf", at(24*time.Hour)), "at_hash of another token": set("at_hash", "77QmUPtjPfzWtF2AnpK9RQ"),
		"claims of no source": set("_claim_names", map[string]string{"address": "src9"}),
	}
}

// TestAttackIDToken: a token of the provider's key that says what it must not.
func TestAttackIDToken(t *testing.T) {
	for name, change := range forgeries() {
		t.Run(name, func(t *testing.T) {
			r := opened(t, func(r *rig) { r.op.Bend.IDToken = change })
			r.refused(problem.ProviderRefused)
		})
	}
	t.Run("aud of several, one us, and nobody said who it was made for", func(t *testing.T) {
		r := opened(t, func(r *rig) {
			r.op.Bend.IDToken = func(c map[string]any) { c["aud"] = []any{c["aud"], "another"} }
		})
		r.refused(problem.ProviderRefused)
	})
	t.Run("the same, made for us", func(t *testing.T) {
		r := opened(t, func(r *rig) {
			r.op.Bend.IDToken = func(c map[string]any) { c["azp"], c["aud"] = c["aud"], []any{c["aud"], "another"} }
		})
		r.signIn()
	})
}

// TestAttackSignature: a token that the provider did not sign.
func TestAttackSignature(t *testing.T) {
	evil := optest.NewKey("key-1")
	for name, sign := range map[string]func(*rig) func([]byte) string{
		"alg none": func(*rig) func([]byte) string {
			return func(claims []byte) string { return compact(`{"alg":"none"}`, claims) + "." }
		},
		"alg nOnE": func(*rig) func([]byte) string {
			return func(claims []byte) string { return compact(`{"alg":"nOnE"}`, claims) + "." }
		},
		"key of another issuer": func(*rig) func([]byte) string { return evil.Sign },
		"a public key as a shared one": func(r *rig) func([]byte) string {
			public := publicKey(t, r)
			return func(claims []byte) string { return sharedKey(t, public, claims) }
		},
		"signed over something else": func(r *rig) func([]byte) string {
			return func(claims []byte) string {
				parts := strings.Split(evil.Sign(claims), ".")
				return parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"x"}`)) + "." + parts[2]
			}
		},
		"a key that comes with the token": func(*rig) func([]byte) string {
			return func(claims []byte) string { return carried(t, evil, claims) }
		},
		"two signatures": func(*rig) func([]byte) string {
			return func(claims []byte) string { return strings.Replace(evil.Sign(claims), ".", "..", 1) }
		},
		"nothing": func(*rig) func([]byte) string { return func([]byte) string { return "" } },
		"a book":  func(*rig) func([]byte) string { return func([]byte) string { return strings.Repeat("a", 100<<10) } },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.op.Bend.Sign = sign(r)
			r.must(r.open())
			r.refused(problem.ProviderRefused)
		})
	}
}

func compact(header string, claims []byte) string {
	return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString(claims)
}

// sharedKey signs with the provider's public key, as everybody can (RFC 8725, section 2.1).
func sharedKey(t *testing.T, of any, claims []byte) string {
	public, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: public}, (&jose.SignerOptions{}).WithHeader("kid", "key-1"))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := signed.CompactSerialize()
	return out
}

func publicKey(t *testing.T, r *rig) any {
	q, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, issuer+"/keys", nil)
	res, err := r.hosts.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	var set map[string][]any
	if err := json.NewDecoder(res.Body).Decode(&set); err != nil {
		t.Fatal(err)
	}
	return set["keys"][0]
}

// carried has the key stand in the token's own header.
func carried(t *testing.T, k optest.Key, claims []byte) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: k.Algorithm, Key: k.Private}, &jose.SignerOptions{EmbedJWK: true})
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := signed.CompactSerialize()
	return out
}

// TestAttackSaidTwice: a token whose claims have one name twice, which two readers read differently.
func TestAttackSaidTwice(t *testing.T) {
	key := optest.NewKey("key-1")
	r := newRig(t)
	r.op.Rotate(key)
	r.op.Bend.Sign = func(claims []byte) string {
		return key.Sign(append([]byte(`{"sub":"somebody-else",`), claims[1:]...))
	}
	r.must(r.open())
	r.refused(problem.ProviderRefused)
}
