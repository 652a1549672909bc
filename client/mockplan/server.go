package mockplan

import (
	"net/http"
	"net/url"
	"time"

	"vestibule/client/rest/wire"
)

// routes names every address of the plan: of its services, and of what only a plan has that signs its members in.
func (p *Plan) routes() *http.ServeMux {
	mux := p.servicesRoutes()
	mux.HandleFunc("POST /v1/session/extend", p.postExtend)
	mux.HandleFunc("DELETE /v1/session", p.deleteSession)
	mux.HandleFunc("GET /v1/approvals", p.getApprovals)
	mux.HandleFunc("POST /v1/approvals/{id}", p.postApproval)
	p.providerPages(mux)
	p.secure(mux)
	return mux
}

// ServeHTTP answers both sides. The knobs that stand for the network touch the members' side only, so that they can
// always be turned back.
func (p *Plan) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := &answer{ResponseWriter: w, status: http.StatusOK}
	id := p.dress(w, r)
	defer func() { p.noteRequest(r, answer.status, id) }()
	switch {
	case r.Method == http.MethodOptions:
		answer.WriteHeader(http.StatusNoContent)
	case backstagePath(r.URL.Path) && foreign(r):
		answer.WriteHeader(http.StatusForbidden)
	case backstagePath(r.URL.Path) || !p.disturbed(answer, r):
		p.mux.ServeHTTP(answer, p.introduce(r))
	}
}

// answer remembers the status that was sent.
type answer struct {
	http.ResponseWriter
	status int
}

// Unwrap lets net/http find what the real writer can do.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader sends the status.
func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// dress sets what every answer wears, and gives the request's id.
func (p *Plan) dress(w http.ResponseWriter, r *http.Request) (id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := w.Header()
	id = p.token(9)
	h.Set("Request-Id", id)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Date", p.now().Format(http.TimeFormat))
	if _, on := p.faults.on("clock.no_date_header", nil); on {
		h["Date"] = nil // net/http sets it unless it is there and empty
	}
	allowOrigin(h, r)
	return id
}

// foreign reports that a page of somebody else's sends a request. Without an answer that it may read it still could turn
// the knobs or reset the plan: a browser asks beforehand only about requests that a form could not send.
func foreign(r *http.Request) bool {
	text := r.Header.Get("Origin")
	origin, err := url.Parse(text)
	return text != "" && (err != nil || origin.Host != r.Host && !wire.Loopback(origin.Hostname()))
}

// allowOrigin lets a browser build on this device reach the plan, and nobody else's page.
func allowOrigin(h http.Header, r *http.Request) {
	h.Add("Vary", "Origin")
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || !wire.Loopback(origin.Hostname()) {
		return
	}
	h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	h.Set("Access-Control-Expose-Headers", "Date, Retry-After, Request-Id")
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept")
		h.Set("Access-Control-Max-Age", "600")
	}
}

func (p *Plan) noteRequest(r *http.Request, status int, id string) {
	if backstagePath(r.URL.Path) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.journal.note(Entry{p.now(), r.Method, shownPath(r.URL.Path), status, id})
}

// locked runs f while nothing else touches the plan, and gives the time of its answer.
func (p *Plan) locked(f func()) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
	return p.now()
}
