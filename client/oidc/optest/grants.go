package optest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// code is an authorization code that waits to be exchanged.
type code struct {
	asked  url.Values
	at     time.Time
	family *family // what came of it; nil: nothing yet
}

// family is what came of one sign-in: the tokens that follow each other. A token used twice ends it (RFC 9700, section 4.14.2).
type family struct {
	client, subject, scope string
	signedIn               time.Time
	acr, nonce             string
	over                   bool
	current                string // the refresh token that is good
}

// device is a device grant.
type device struct {
	client, scope string
	allowed       bool
	denied        bool
	asked         []time.Time
	slow          int
}

// Visit plays the member, who says yes on the page at an address, and gives where the browser ends.
func (p *Provider) Visit(page string) string {
	u, err := url.Parse(page)
	if err != nil {
		panic(err)
	}
	q := u.Query()
	p.mu.Lock()
	defer p.mu.Unlock()
	name := rand.Text()
	p.codes[name] = &code{asked: q, at: p.Now()}
	back := map[string]string{"code": name, "state": q.Get("state"), "iss": p.Issuer}
	if p.Bend.Back != nil {
		p.Bend.Back(back)
	}
	v := url.Values{}
	for k, s := range back {
		v.Set(k, s)
	}
	return q.Get("redirect_uri") + "?" + v.Encode()
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		refuse(w, "invalid_request")
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stranger(w, r.PostForm.Get("client_id")) {
		return
	}
	switch f := r.PostForm; f.Get("grant_type") {
	case "authorization_code":
		p.exchange(w, f)
	case "refresh_token":
		p.renew(w, f)
	case "urn:ietf:params:oauth:grant-type:device_code":
		p.poll(w, f)
	default:
		refuse(w, "unsupported_grant_type")
	}
}

func (p *Provider) exchange(w http.ResponseWriter, f url.Values) {
	c := p.codes[f.Get("code")]
	switch {
	case c == nil, f.Get("client_id") != c.asked.Get("client_id"), f.Get("redirect_uri") != c.asked.Get("redirect_uri"),
		challenge(f.Get("code_verifier")) != c.asked.Get("code_challenge"), p.Now().Sub(c.at) > 10*time.Minute:
		refuse(w, "invalid_grant")
		return
	case c.family != nil: // RFC 6749, section 4.1.2
		c.family.over = true
		refuse(w, "invalid_grant")
		return
	}
	c.family = &family{client: f.Get("client_id"), subject: p.Subject, scope: c.asked.Get("scope"), nonce: c.asked.Get("nonce"), signedIn: p.Now()}
	if words := strings.Fields(c.asked.Get("acr_values")); len(words) > 0 {
		c.family.acr = words[0]
	}
	p.give(w, c.family, c.asked.Get("nonce"))
}

func (p *Provider) renew(w http.ResponseWriter, f url.Values) {
	token := f.Get("refresh_token")
	of := p.refresh[token]
	switch {
	case of == nil || of.over || of.client != f.Get("client_id"):
		refuse(w, "invalid_grant")
	case of.current != token:
		of.over = true
		refuse(w, "invalid_grant")
	default:
		nonce := ""
		if p.Repeats {
			nonce = of.nonce
		}
		p.give(w, of, nonce)
	}
}

// give answers with tokens.
func (p *Provider) give(w http.ResponseWriter, of *family, nonce string) {
	access := "at-" + rand.Text()
	p.access[access] = of
	answer := map[string]any{
		"access_token": access, "token_type": "Bearer", "expires_in": int(p.Life / time.Second), "id_token": p.idToken(of, nonce, access),
	}
	if p.Offline {
		of.current = "rt-" + rand.Text()
		p.refresh[of.current] = of
		answer["refresh_token"] = of.current
	}
	if p.Bend.Answer != nil {
		p.Bend.Answer(answer)
	}
	say(w, http.StatusOK, answer)
}

func (p *Provider) idToken(of *family, nonce, access string) string {
	now := p.Now().Unix()
	claims := map[string]any{
		"iss": p.Issuer, "sub": of.subject, "aud": of.client, "iat": now, "exp": now + 3600, "auth_time": of.signedIn.Unix(),
		"name": p.Name, "at_hash": half(access),
	}
	if of.acr != "" {
		claims["acr"] = of.acr
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	maps.Copy(claims, p.Claims)
	if p.Bend.IDToken != nil {
		p.Bend.IDToken(claims)
	}
	raw, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	if p.Bend.Sign != nil {
		return p.Bend.Sign(raw)
	}
	return p.key.Sign(raw)
}

func (p *Provider) userInfo(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	of := p.access[token]
	if of == nil || of.over {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	told := map[string]any{"sub": of.subject, "name": p.Name, "preferred_username": "anna"}
	if p.Bend.Told != nil {
		p.Bend.Told(told)
	}
	say(w, http.StatusOK, told)
}

func (p *Provider) revoke(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, known := range []map[string]*family{p.refresh, p.access} {
		if of := known[r.PostFormValue("token")]; of != nil {
			of.over = true
		}
	}
	w.WriteHeader(http.StatusOK)
}

func (p *Provider) device(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stranger(w, r.PostFormValue("client_id")) {
		return
	}
	name := "dc-" + rand.Text()
	p.devices[name] = &device{client: r.PostFormValue("client_id"), scope: r.PostFormValue("scope")}
	at := strings.TrimSuffix(p.Issuer, "/")
	say(w, http.StatusOK, map[string]any{
		"device_code": name, "user_code": "WDJB-MJHT", "verification_uri": at + "/code", "expires_in": 600, "interval": 5,
		"verification_uri_complete": at + "/code?user_code=WDJB-MJHT",
	})
}

// Approve plays the member on the other device, who says yes or no to everything that waits.
func (p *Provider) Approve(yes bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, d := range p.devices {
		d.allowed, d.denied = yes, !yes
	}
}

// SlowDown has the next polls be told that they come too often.
func (p *Provider) SlowDown(times int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, d := range p.devices {
		d.slow = times
	}
}

// Polls are the times at which a device grant was asked about.
func (p *Provider) Polls() (out []time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, d := range p.devices {
		out = append(out, d.asked...)
	}
	return out
}

func (p *Provider) poll(w http.ResponseWriter, f url.Values) {
	d := p.devices[f.Get("device_code")]
	if d == nil || d.client != f.Get("client_id") {
		refuse(w, "invalid_grant")
		return
	}
	d.asked = append(d.asked, p.Now())
	switch {
	case d.slow > 0:
		d.slow--
		refuse(w, "slow_down")
	case d.denied:
		refuse(w, "access_denied")
	case !d.allowed:
		refuse(w, "authorization_pending")
	default:
		delete(p.devices, f.Get("device_code"))
		p.give(w, &family{client: d.client, subject: p.Subject, scope: d.scope, signedIn: p.Now()}, "")
	}
}

func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// half is the left half of a hash, as at_hash has it for ES256 and RS256 (OpenID Connect Core, section 3.1.3.6).
func half(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}
