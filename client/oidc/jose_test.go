package oidc

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
)

// wycheproof is a file of cases against signatures and keys (C2SP/wycheproof).
type wycheproof struct {
	Groups []struct {
		Comment string          `json:"comment"`
		Public  json.RawMessage `json:"public"`
		Private json.RawMessage `json:"private"`
		Tests   []struct {
			ID      int             `json:"tcId"`
			Comment string          `json:"comment"`
			Token   json.RawMessage `json:"jws"`
			Result  string          `json:"result"`
		} `json:"tests"`
	} `json:"testGroups"`
}

// serving is a server of one set of keys.
type serving []byte

func (s serving) RoundTrip(q *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(s))), Request: q}, nil
}

// misnamed reports a key whose algorithm is not the token's.
func misnamed(key json.RawMessage, token string) bool {
	var of, in struct {
		Algorithm string `json:"alg"`
	}
	header, _ := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[0])
	return json.Unmarshal(key, &of) == nil && json.Unmarshal(header, &in) == nil && of.Algorithm != "" && of.Algorithm != in.Algorithm
}

// setOf is a set of keys as a provider gives it.
func setOf(key json.RawMessage) []byte {
	if strings.Contains(string(key), `"keys"`) {
		return key
	}
	return fmt.Appendf(nil, `{"keys":[%s]}`, key)
}

// TestWycheproof runs each case that has to do with signatures through the verifier of ID tokens. A case that is good in
// itself and refused by our rules (a shared key) is counted as such: it must be refused.
func TestWycheproof(t *testing.T) {
	run, shared, skipped := 0, 0, map[string]int{}
	for _, name := range []string{"signature", "key", "crypto"} {
		raw, err := os.ReadFile("../../../shared/data/jose/wycheproof-json_web_" + name + ".json")
		if err != nil {
			t.Skip("the cases are not here")
		}
		var file wycheproof
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatal(err)
		}
		for _, g := range file.Groups {
			key := g.Public
			if key == nil {
				key = g.Private
			}
			for _, c := range g.Tests {
				if c.Token == nil {
					skipped["encrypted tokens are not asked for"]++
					continue
				}
				var token string
				if json.Unmarshal(c.Token, &token) != nil {
					token = string(c.Token)
				}
				want := c.Result == "valid"
				switch {
				case want && strings.HasPrefix(strings.TrimSpace(token), "{"):
					skipped["an ID token is compact, not JSON (RFC 7519, section 1)"]++
					continue
				case want && misnamed(key, token):
					skipped["its key is for another algorithm, or for one that does not exist (RFC 7517, section 4.4)"]++
					continue
				case want && strings.Contains(string(key), `"oct"`):
					want, shared = false, shared+1
				}
				k := keys{one: make(turn, 1), line: line{&http.Client{Transport: serving(setOf(key))}}, address: "https://id.example.org/keys", clock: clock.ForPlan(clock.At(time.Unix(0, 0)))}
				_, err := k.VerifySignature(t.Context(), token)
				if run++; (err == nil) != want {
					t.Errorf("%s, %s %d (%s): %v, want accepted %v", name, g.Comment, c.ID, c.Comment, err, want)
				}
			}
		}
	}
	t.Logf("%d run, %d of them good but of a shared key and refused; skipped: %v", run, shared, skipped)
	if run < 400 {
		t.Error("only", run)
	}
}
