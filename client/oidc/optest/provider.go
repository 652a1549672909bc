package optest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Provider is one provider. Make it with New. Safe for concurrent use, but for its fields, which are set before it is used.
type Provider struct {
	Issuer string
	// Now is its clock.
	Now func() time.Time
	// Subject is who signs in, Name what they are called; Claims are put into each ID token beside the usual ones.
	Subject, Name string
	Claims        map[string]any
	// Life is how long an access token lasts.
	Life time.Duration
	// Repeats has each ID token of a renewal repeat the nonce of the first.
	Repeats bool
	// Offline gives out refresh tokens, each good for once.
	Offline bool
	// Bend is where it does not do what it should.
	Bend Bend

	mu      sync.Mutex
	key     Key
	codes   map[string]*code
	refresh map[string]*family
	access  map[string]*family
	devices map[string]*device
	clients map[string]bool // that registered; false: forgotten
	seen    []string
}

// Bend is where a provider does not do what it should. Nil: it does.
type Bend struct {
	// Discovery changes what it says of itself, Back what the browser brings back, IDToken what an ID token says, Told what is
	// told beside it, Answer what comes with tokens.
	Discovery, IDToken, Told, Answer func(map[string]any)
	Back                             func(map[string]string)
	// Sign makes an ID token of claims.
	Sign func(claims []byte) string
	// Before sees each request first; true: it has answered.
	Before func(http.ResponseWriter, *http.Request) bool
}

// Key is one that tokens are signed with.
type Key struct {
	ID        string
	Algorithm jose.SignatureAlgorithm
	Private   crypto.Signer
}

// NewKey makes a key for ES256.
func NewKey(id string) Key {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // a test without chance
	}
	return Key{id, jose.ES256, private}
}

// New gives a provider at an address.
func New(issuer string, now func() time.Time) *Provider {
	return &Provider{
		Issuer: issuer, Now: now, Subject: "member-1", Name: "Anna Example", Life: 5 * time.Minute, Offline: true,
		key: NewKey("key-1"), codes: map[string]*code{}, refresh: map[string]*family{}, access: map[string]*family{},
		devices: map[string]*device{}, clients: map[string]bool{},
	}
}

// Rotate has it sign with another key from now on.
func (p *Provider) Rotate(k Key) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key = k
}

// Requests are what it was asked so far: method and path.
func (p *Provider) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.seen...)
}

// Count tells how often a path was asked for.
func (p *Provider) Count(path string) (n int) {
	for _, r := range p.Requests() {
		if strings.HasSuffix(r, " "+path) {
			n++
		}
	}
	return n
}

// ServeHTTP answers.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.seen = append(p.seen, r.Method+" "+r.URL.Path)
	p.mu.Unlock()
	w.Header().Set("Date", p.Now().UTC().Format(http.TimeFormat))
	if p.Bend.Before != nil && p.Bend.Before(w, r) {
		return
	}
	handlers := map[string]http.HandlerFunc{
		"/.well-known/openid-configuration": p.discovery, "/keys": p.keys, "/register": p.register, "/token": p.token,
		"/userinfo": p.userInfo, "/revoke": p.revoke, "/device": p.device,
	}
	h := handlers[r.URL.Path]
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	at := strings.TrimSuffix(p.Issuer, "/")
	d := map[string]any{
		"issuer": p.Issuer, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys",
		"userinfo_endpoint": at + "/userinfo", "registration_endpoint": at + "/register", "revocation_endpoint": at + "/revoke",
		"end_session_endpoint": at + "/logout", "device_authorization_endpoint": at + "/device",
		"scopes_supported": []string{"openid", "profile", "email", "offline_access"}, "response_types_supported": []string{"code"},
		"code_challenge_methods_supported":               []string{"S256"},
		"id_token_signing_alg_values_supported":          []string{"ES256", "RS256"},
		"acr_values_supported":                           []string{"urn:example:aal1", "urn:example:aal2"},
		"authorization_response_iss_parameter_supported": true,
	}
	if p.Bend.Discovery != nil {
		p.Bend.Discovery(d)
	}
	say(w, http.StatusOK, d)
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	k := p.key
	p.mu.Unlock()
	say(w, http.StatusOK, map[string]any{"keys": []any{k.Public()}})
}

// Public is the half of a key that everybody may see.
func (k Key) Public() jose.JSONWebKey {
	return jose.JSONWebKey{Key: k.Private.Public(), KeyID: k.ID, Algorithm: string(k.Algorithm), Use: "sig"}
}

// Sign makes a token of claims.
func (k Key) Sign(claims []byte) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: k.Algorithm, Key: jose.JSONWebKey{Key: k.Private, KeyID: k.ID}}, nil)
	if err != nil {
		panic(err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		panic(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return token
}

func (p *Provider) register(w http.ResponseWriter, r *http.Request) {
	var asked map[string]any
	if json.NewDecoder(r.Body).Decode(&asked) != nil {
		refuse(w, "invalid_client_metadata")
		return
	}
	asked["client_id"] = "client-" + rand.Text()[:6]
	p.mu.Lock()
	p.clients[asked["client_id"].(string)] = true
	p.mu.Unlock()
	say(w, http.StatusCreated, asked)
}

// Forget has it know none of the apps any more that registered.
func (p *Provider) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.clients {
		p.clients[id] = false
	}
}

// stranger answers who is forgotten (RFC 6749, section 5.2). Call with mu.
func (p *Provider) stranger(w http.ResponseWriter, client string) bool {
	known, registered := p.clients[client]
	if !registered || known {
		return false
	}
	say(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
	return true
}

func say(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func refuse(w http.ResponseWriter, code string) {
	say(w, http.StatusBadRequest, map[string]string{"error": code, "error_description": "as the test wants it"})
}
