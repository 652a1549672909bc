package mockplan

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// This file is an identity provider that does not exist, with two pages: who comes is asked whom to go on as, and is sent back
// with a code (RFC 6749, section 4.1; RFC 7636).

const (
	authorizePath = "/idp/authorize"
	clientID      = "tallowmere-members"
	// grantLife is how long a code is good (RFC 6749, section 4.1.2, recommends ten minutes at most).
	grantLife = time.Minute
)

// grant is what a code stands for, once.
type grant struct {
	whom, redirect, challenge string
	expires                   time.Time
}

// providerAccounts are who is known to the provider's page, by their username here: the first is joined to the account from
// the beginning, the other is not.
func providerAccounts() []string { return []string{"anna", "henry"} }

// subject is how the provider names one of them.
func subject(username string) string { return "bw-" + username }

func (p *Plan) providerPages(mux *http.ServeMux) {
	mux.HandleFunc("GET "+authorizePath, p.getAuthorize)
	mux.HandleFunc("POST "+authorizePath, p.postAuthorize)
}

// asking is a request to the provider that it can answer; nil: it says why not by itself, and sends nobody anywhere (RFC 6749,
// section 4.1.2.1).
func asking(q url.Values) (back *url.URL) {
	for _, name := range []string{"response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"} {
		if len(q[name]) != 1 || q.Get(name) == "" {
			return nil
		}
	}
	if q.Get("response_type") != "code" || q.Get("client_id") != clientID || q.Get("code_challenge_method") != "S256" || !ownDoor(q.Get("redirect_uri")) {
		return nil
	}
	back, _ = url.Parse(q.Get("redirect_uri"))
	return back
}

func (p *Plan) getAuthorize(w http.ResponseWriter, r *http.Request) {
	back := asking(r.URL.Query())
	if back == nil {
		w.WriteHeader(http.StatusBadRequest)
		writePage(w, providerName, "This page was asked for in a way that it does not know. Go back to the app and try again.", "")
		return
	}
	buttons := ""
	p.locked(func() {
		for _, name := range providerAccounts() {
			if m := p.find(name); m != nil {
				buttons += `<p><button name="as" value="` + html.EscapeString(name) + `">Continue as ` + html.EscapeString(m.Name) + `</button></p>`
			}
		}
	})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self' "+back.Scheme+"://"+back.Host+"; frame-ancestors 'none'")
	w.Header().Set("Referrer-Policy", "same-origin") // with "no-referrer" the form's own origin would be sent as "null" (Fetch)
	_, _ = strings.NewReplacer("{provider}", providerName, "{plan}", planName, "{buttons}", buttons).WriteString(w, providerPage)
}

// providerPage asks whom to go on as. Its form goes to the address that the page has.
const providerPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{provider}</title>
<main><h1>{provider}</h1><p>{plan} wants to know who you are. Nobody here is real.</p>
<form method="post">{buttons}<p><button name="as" value="">Cancel</button></p></form></main></html>
`

// postAuthorize sends the browser back, with a code or with a no.
func (p *Plan) postAuthorize(w http.ResponseWriter, r *http.Request) {
	back := asking(r.URL.Query())
	if back == nil || foreign(r) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, largestBody)
	as := r.PostFormValue("as")
	lost := false
	p.locked(func() {
		back.RawQuery = p.answerOf(r.URL.Query(), as).Encode()
		_, lost = p.faults.use("idp.return_lost", nil)
	})
	if lost {
		writePage(w, providerName, "You are signed in here. You can close this page.", "")
		return
	}
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, back.String(), http.StatusSeeOther)
}

// answerOf is what the browser brings back.
func (p *Plan) answerOf(q url.Values, as string) url.Values {
	said := url.Values{"state": {q.Get("state")}}
	if _, other := p.faults.use("idp.state_mismatch", nil); other {
		said.Set("state", p.token(16))
	}
	_, no := p.faults.use("idp.cancel", nil)
	_, down := p.faults.use("idp.down", nil)
	switch {
	case down:
		said.Set("error", "temporarily_unavailable")
	case no || !slices.Contains(providerAccounts(), as):
		said.Set("error", "access_denied")
	default:
		code := p.token(24)
		p.sweepGrants()
		p.grants[code] = &grant{subject(as), q.Get("redirect_uri"), q.Get("code_challenge"), p.now().Add(grantLife)}
		said.Set("code", code)
	}
	return said
}

// mostGrants is how many codes can be good at once.
const mostGrants = 1000

// sweepGrants forgets codes that nobody came with, and all where somebody asks for too many.
func (p *Plan) sweepGrants() {
	for code, g := range p.grants {
		if p.now().After(g.expires) || len(p.grants) >= mostGrants {
			delete(p.grants, code)
		}
	}
}

// redeem gives whom a code stands for, once: for who has the verifier that its challenge was made of, and the same address
// (RFC 6749, section 4.1.3; RFC 7636, section 4.6).
func (p *Plan) redeem(code string, visit *away) (whom string, ok bool) {
	g := p.grants[code]
	delete(p.grants, code)
	if g == nil || p.now().After(g.expires) || g.redirect != visit.redirect || !same(g.challenge, challengeOf(visit.verifier)) {
		return "", false
	}
	return g.whom, true
}

// withProvider joins an account to the provider's of the same name.
func (m *member) withProvider() *member {
	m.joined = subject(m.Username)
	return m
}
