package oidc_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"vestibule/app/problem"
	"vestibule/client/oidc/optest"
)

const (
	otherFlow   = "of the implicit or hybrid flow: an answer of that kind is not asked for (RFC 9700, section 2.1.2)"
	forServers  = "for servers: a program on a device has no address that a provider could call"
	noFinger    = "members name their plan by its address: WebFinger is not asked"
	noSecret    = "for clients that keep a secret: a program that everybody has keeps none (RFC 8252, section 8.5)"
	noReference = "for requests by reference, which need an address of ours"
	noCipher    = "for encrypted or signed answers that a client registers for: this one does not"
	noClaims    = "for the claims parameter: what is needed comes with scopes"
)

// conformance says of each test of the certification of relying parties which test of ours it is, or why it is none for a
// native, public client of the code flow.
func conformance() map[string]string {
	out := map[string]string{
		"rp-3rd_party-init-login": forServers,
		// Understood as what they are: claims that nobody has told us to believe. The sign-in goes on without them.
		"rp-claims-aggregated": "TestWhoIsSignedIn", "rp-claims-distributed": "TestWhoIsSignedIn",
		"rp-claims_request-id_token": noClaims, "rp-claims_request-userinfo": noClaims,
		"rp-discovery-issuer-not-matching-config": "TestAttackAnotherIssuersDocument", "rp-discovery-jwks_uri-keys": "TestAMemberSignsIn",
		"rp-discovery-openid-configuration": "TestAMemberSignsIn",
		"rp-frontchannel-rpinitlogout":      forServers,
		"rp-id_token-aud":                   "TestAttackIDToken", "rp-id_token-iat": "TestAttackIDToken", "rp-id_token-issuer-mismatch": "TestAttackIDToken",
		"rp-id_token-sub": "TestAttackIDToken", "rp-id_token-bad-at_hash": "TestAttackIDToken",
		"rp-id_token-bad-c_hash": otherFlow, "rp-id_token-missing-c_hash": otherFlow, "rp-id_token-missing-at_hash": otherFlow,
		"rp-id_token-bad-sig-es256": "TestAttackSignature", "rp-id_token-bad-sig-rs256": "TestKeysOfAllSorts", "rp-id_token-bad-sig-hs256": "TestAttackSignature",
		"rp-id_token-kid-absent-multiple-jwks": "TestKeysOfAllSorts", "rp-id_token-kid-absent-single-jwks": "TestKeysOfAllSorts",
		"rp-id_token-sig+enc-a128kw": noCipher, "rp-id_token-sig+enc": noCipher,
		"rp-id_token-sig-es256": "TestAMemberSignsIn", "rp-id_token-sig-rs256": "TestKeysOfAllSorts",
		"rp-id_token-sig-hs256": noSecret, "rp-id_token-sig-none": "TestAttackSignature", // refused: RFC 8725, section 3.2
		"rp-init-logout": "TestTheMemberSignsOut", "rp-init-logout-no-state": "TestWhereTheBrowserGoesAfterASignOut",
		"rp-init-logout-other-state": "TestWhereTheBrowserGoesAfterASignOut", "rp-init-logout-session": "for pages that watch the provider's in a frame",
		"rp-key-rotation-op-enc-key": noCipher, "rp-key-rotation-op-sign-key-native": "TestKeysAreRotated", "rp-key-rotation-op-sign-key": "TestKeysAreRotated",
		"rp-nonce-invalid": "TestAttackIDToken", "rp-nonce-unless-code-flow": otherFlow,
		"rp-registration-dynamic":          "TestWhoWeAreToTheProvider",
		"rp-response_mode-form_post-error": forServers, "rp-response_mode-form_post": forServers, "rp-response_type-code": "TestAMemberSignsIn",
		"rp-scope-userinfo-claims": "TestWhoIsSignedIn", "rp-token_endpoint-private_key_jwt": noSecret,
		"rp-userinfo-bad-sub-claim": "TestAttackUserInfo", "rp-userinfo-bearer-header": "TestWhoIsSignedIn",
		"rp-userinfo-bearer-body": "the header does it, and is preferred (RFC 6750, section 2.2)",
	}
	for reason, names := range map[string][]string{
		forServers: {"", "-lt-alg-none", "-lt-no-event", "-lt-with-nonce", "-lt-wrong-alg", "-lt-wrong-aud", "-lt-wrong-event", "-lt-wrong-issuer"},
	} {
		for _, n := range names {
			out["rp-backchannel-rpinitlogout"+n] = reason
		}
	}
	for prefix, c := range map[string]struct {
		reason string
		names  []string
	}{
		"rp-discovery-webfinger-": {noFinger, []string{"acct", "http-href", "unknown-member", "url"}},
		"rp-request_uri-":         {noReference, []string{"enc", "sig+enc", "sig", "unsigned"}},
		"rp-response_type-":       {otherFlow, []string{"code+id_token+token", "code+id_token", "code+token", "id_token+token", "id_token"}},
		"rp-token_endpoint-":      {noSecret, []string{"client_secret_basic", "client_secret_jwt", "client_secret_post"}},
		"rp-userinfo-":            {noCipher, []string{"enc", "sig+enc", "sig"}},
	} {
		for _, n := range c.names {
			out[prefix+n] = c.reason
		}
	}
	return out
}

// TestConformance holds the table to the list of tests, and its tests to be there.
func TestConformance(t *testing.T) {
	f, err := os.Open("../../../shared/data/oidc/rp-conformance-tests.tsv")
	if err != nil {
		t.Skip("the list is not here")
	}
	defer func() { _ = f.Close() }()
	rows := csv.NewReader(f)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = '\t', true, -1
	list, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	written, table, ours, tests := ownTests(t), conformance(), 0, 0
	for _, row := range list {
		name := row[0]
		if !strings.HasPrefix(name, "rp-") {
			continue
		}
		tests++
		where := table[name]
		delete(table, name)
		switch {
		case where == "":
			t.Errorf("%s: neither a test nor a reason", name)
		case strings.HasPrefix(where, "Test") && !strings.Contains(written, "func "+where+"("):
			t.Errorf("%s: no test is called %s", name, where)
		case strings.HasPrefix(where, "Test"):
			ours++
		}
	}
	for name := range table {
		t.Errorf("%s is not on the list", name)
	}
	t.Logf("%d tests of the list: %d held here, %d with a reason why not", tests, ours, tests-ours)
}

func ownTests(t *testing.T) string {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	return all.String()
}

// TestKeysOfAllSorts: which of a provider's keys a token may be signed with.
func TestKeysOfAllSorts(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	rs256 := optest.Key{ID: "rsa", Algorithm: jose.RS256, Private: private}
	es256, other := optest.NewKey("ec"), optest.NewKey("other")
	nameless := func(k optest.Key) optest.Key { k.ID = ""; return k }
	public := func(change func(*jose.JSONWebKey)) jose.JSONWebKey {
		k := es256.Public()
		change(&k)
		return k
	}
	for name, c := range map[string]struct {
		signed optest.Key
		set    []any
		in     bool
	}{
		"RS256": {rs256, []any{rs256.Public()}, true}, "RS256 of another": {optest.Key{ID: "rsa", Algorithm: jose.RS256, Private: must(rsa.GenerateKey(rand.Reader, 2048))}, []any{rs256.Public()}, false},
		"no name, one key":                 {nameless(es256), []any{es256.Public()}, true},
		"no name, several keys":            {nameless(es256), []any{rs256.Public(), other.Public(), es256.Public()}, true},
		"no name, none of several":         {nameless(es256), []any{rs256.Public(), other.Public()}, false},
		"a name that is another's":         {optest.Key{ID: "other", Algorithm: jose.ES256, Private: es256.Private}, []any{es256.Public(), other.Public()}, false},
		"beside keys that nobody can use":  {es256, []any{map[string]string{"kty": "new"}, map[string]string{"kty": "RSA"}, es256.Public()}, true},
		"a key for encryption":             {es256, []any{public(func(k *jose.JSONWebKey) { k.Use = "enc" })}, false},
		"a key for another algorithm":      {es256, []any{public(func(k *jose.JSONWebKey) { k.Algorithm = "ES384" })}, false},
		"a key of which nothing more said": {es256, []any{public(func(k *jose.JSONWebKey) { k.Algorithm, k.Use = "", "" })}, true},
		"no keys":                          {es256, []any{}, false},
		"far too many":                     {es256, many(es256.Public(), 65), false},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := json.Marshal(map[string]any{"keys": c.set})
			if err != nil {
				t.Fatal(err)
			}
			r := opened(t, func(r *rig) {
				r.op.Bend.Sign, r.op.Bend.Before = c.signed.Sign, answers("/keys", http.StatusOK, string(set))
			})
			step, err := r.tried()
			if c.in != (err == nil) || !c.in && !problem.Is(err, problem.ProviderRefused) && !problem.Is(err, problem.Malformed) {
				t.Error(step, err)
			}
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func many(v any, n int) (out []any) {
	for range n {
		out = append(out, v)
	}
	return out
}
