package mockplan

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"

	"vestibule/app/problem"
)

// linkPath and cancelPath begin the addresses of the links that the plan sends.
const (
	linkPath   = "/r/"
	cancelPath = "/cancel/"
)

// linkOf is the link that goes with a code, as the knobs for portals leave it.
func (p *Plan) linkOf(m *member, c *issued) string {
	at := host
	for _, k := range linkHosts {
		if _, on := p.faults.on(k.knob, m); on {
			at = k.host
		}
	}
	link := "https://" + at + linkPath + c.link
	if _, broken := p.faults.on("link.broken", m); broken { // a mail program broke the line
		link = link[:len(link)-6]
	}
	return link
}

var linkHosts = []struct{ knob, host string }{
	{"portal.wrong_host", "members.tallowmere-regional.example.net"}, {"portal.lookalike", "tal1owmere.example.org"},
	{"portal.stale_link", "old." + host}, {"link.other_portal", "portal.millbrook.example.org"},
}

// linkish reports whether what was typed is an address and not a code.
func linkish(typed string) bool {
	return strings.Contains(typed, "://") || strings.Contains(typed, linkPath)
}

// answerLink takes the whole link in place of the code. Only what was sent for this conversation opens it.
func (p *Plan) answerLink(f *flow, q *question, typed string) *problem.Problem {
	if until := p.shut(f, q); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	token, why := p.tokenIn(typed)
	if why != "" {
		return p.linkProblem(why, q)
	}
	whose, why := p.heldBy(q, token)
	if why != "" {
		return p.linkProblem(why, q)
	}
	return p.provedBy(f, q, whose)
}

// tokenIn takes a link apart. One of another portal is told as such (S043).
func (p *Plan) tokenIn(typed string) (string, problem.Code) {
	address, err := url.Parse(typed)
	switch {
	case err != nil:
		return "", problem.LinkBroken
	case address.Host != host:
		return "", problem.LinkOtherPortal
	}
	token, ok := strings.CutPrefix(address.Path, linkPath)
	if !ok || token == "" {
		return "", problem.LinkBroken
	}
	return token, ""
}

// heldBy gives whom a link was sent to, or why it opens nothing. One that was sent to nobody is as if never sent.
func (p *Plan) heldBy(q *question, token string) (*member, problem.Code) {
	why := problem.LinkBroken
	if p.links[token] != nil { // sent, but for another conversation
		why = problem.LinkUsed
	}
	for _, r := range q.to {
		c := r.a.linked(token)
		if c == nil || !r.reached {
			continue
		}
		if why = p.linkOver(c, r.m); why == "" {
			c.used = true
			return r.m, ""
		}
	}
	return nil, why
}

// linkOver says why a link that was sent opens nothing any more.
func (p *Plan) linkOver(c *issued, m *member) problem.Code {
	on := func(knob string) bool { _, on := p.faults.use(knob, m); return on }
	switch {
	case on("link.used"), c.used, c.replaced:
		return problem.LinkUsed
	case on("link.expired"), !p.now().Before(c.expires):
		return problem.LinkExpired
	}
	return ""
}

// linked gives what was sent with a link, nil for nothing.
func (a *authenticator) linked(token string) *issued {
	for _, c := range a.issued {
		if c.link == token && c.failed == "" {
			return c
		}
	}
	return nil
}

func (p *Plan) linkProblem(why problem.Code, q *question) *problem.Problem {
	trouble := problem.New(why)
	trouble.Field = "code"
	if c := q.newest(); c != nil && why != problem.LinkOtherPortal {
		trouble.Facts.Sent = c.sent
	}
	return trouble
}

// linkPages names the addresses that the plan's messages lead to. Looking changes nothing: mail scanners look at every link
// before the member does (attack AT-046). Only the button does something.
func (p *Plan) linkPages(mux *http.ServeMux) {
	mux.HandleFunc("GET "+linkPath+"{token}", p.getLink)
	mux.HandleFunc("POST "+linkPath+"{token}", p.postLink)
	mux.HandleFunc("GET "+cancelPath+"{token}", p.getCancel)
	mux.HandleFunc("POST "+cancelPath+"{token}", p.postCancel)
}

func (p *Plan) getLink(w http.ResponseWriter, r *http.Request) {
	says, button := "This link does not work any more. Go back to the app and ask for a new one.", ""
	p.locked(func() {
		if p.opens(r.PathValue("token")) != nil {
			says, button = "Did you ask to get back into your account? Then show your passcode and type it in the app.", "Show my passcode"
		}
	})
	writePage(w, "Your way back in", says, button)
}

// postLink shows the passcode that goes with the link, for who opened it where the app is not. It uses nothing up.
func (p *Plan) postLink(w http.ResponseWriter, r *http.Request) {
	says := "This link does not work any more. Go back to the app and ask for a new one."
	p.locked(func() {
		if c := p.opens(r.PathValue("token")); c != nil {
			says = "Your passcode is " + c.code + ". Type it in the app where you asked for it."
		}
	})
	writePage(w, "Your way back in", says, "")
}

// opens gives what a link stands for as long as it is good.
func (p *Plan) opens(token string) *issued {
	c := p.links[token]
	if c == nil || c.used || c.replaced || c.failed != "" || !p.now().Before(c.expires) {
		return nil
	}
	return c
}

func (p *Plan) getCancel(w http.ResponseWriter, r *http.Request) {
	says, button := "", ""
	p.locked(func() {
		if req := p.waits[r.PathValue("token")]; req != nil && p.runs(req) {
			says, button = "Somebody asked to get back into your account. Was it not you? Then stop it.", "Stop it"
			return
		}
		says = p.cancel(r.PathValue("token")) // nothing runs: it only says so
	})
	writePage(w, "Stop a request", says, button)
}

func (p *Plan) postCancel(w http.ResponseWriter, r *http.Request) {
	var says string
	p.locked(func() { says = p.cancel(r.PathValue("token")) })
	writePage(w, "Stop a request", says, "")
}

// writePage sends a page that holds no script, is kept nowhere and stands in no frame. No button: there is nothing to do.
func writePage(w http.ResponseWriter, title, says, button string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
	w.Header().Set("Referrer-Policy", "no-referrer")
	form := ""
	if button != "" {
		form = "<form method=\"post\"><button>" + html.EscapeString(button) + "</button></form>"
	}
	_, _ = fmt.Fprintf(w, linkPage, html.EscapeString(title), html.EscapeString(title), html.EscapeString(says), form)
}

// linkPage is a page with a title, a sentence and perhaps a button.
const linkPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>%s</title>
<main><h1>%s</h1><p>%s</p>%s</main></html>
`
