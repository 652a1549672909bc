package rest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/reach"
	"vestibule/client/rest/wire"
)

// broken is the cause of a problem with an answer whose head was there: such a request is not repeated.
type broken struct{ error }

// Unwrap gives what broke it.
func (b broken) Unwrap() error { return b.error }

// answered reports whether a failure came after the head of an answer.
func answered(err error) bool {
	var b broken
	return errors.As(err, &b)
}

// unread says why an answer could not be read to its end.
func (a answer) unread(ctx context.Context, err error) *problem.Problem {
	p := reach.Lost(ctx, err)
	return a.sign(p.Because(broken{p.Cause}))
}

// sign puts on a problem what is known of the answer it came with.
func (a answer) sign(p *problem.Problem) *problem.Problem {
	p.Status, p.Reference = a.status, cmp.Or(p.Reference, a.reference())
	return p
}

// malformed is an answer that is not what it should be; one that only stops too early was cut on the way. The error of
// encoding/json tells types and places; it quotes numbers, but no text.
func (a answer) malformed(err error) *problem.Problem {
	if reach.CutShort(a.body, err) {
		return a.sign(problem.New(problem.NetDropped).Because(broken{err}))
	}
	return a.sign(problem.New(problem.Malformed).Because(err))
}

// refusal says what is wrong with an answer as a whole; nil: it is a good one, with JSON or with nothing in it.
func (a answer) refusal(x *exchanger) error {
	switch {
	case a.status == 0: // a browser's fetch that met a redirect
		return a.sign(problem.New(problem.NetRedirectLoop).Because(reach.ErrCircles))
	case a.status == http.StatusNetworkAuthenticationRequired, a.status < 400 && a.html():
		return a.sign(problem.New(problem.NetCaptive).Because(a.page()))
	case a.status >= 400:
		return a.refused(x)
	case a.status >= 300, len(a.body) > 0 && !a.json():
		return a.malformed(fmt.Errorf("rest: status %d with %q", a.status, a.mediaType()))
	}
	return nil
}

// The causes where a page for people came instead of data. At an address that nobody has shown to be a plan's, only a
// page that looks like one of a guest network is taken for one.
var (
	errPage   = errors.New("rest: a web page came where data was asked for")
	errPortal = errors.New("rest: the page of a guest network came where data was asked for")
)

func (a answer) page() error {
	if a.status == http.StatusNetworkAuthenticationRequired || a.portal() {
		return errPortal
	}
	return errPage
}

// refusal is the error of an answer that says no. Step is the conversation as it now stands, nil where it has ended.
type refusal struct {
	*problem.Problem
	step plan.Step
}

// Unwrap gives the problem, which is what callers look for.
func (r refusal) Unwrap() error { return r.Problem }

// refused reads a problem (RFC 9457). What is none is judged by its status alone.
func (a answer) refused(x *exchanger) error {
	defer clear(a.body)
	var w wire.Problem
	if a.json() {
		// An answer that is no object leaves w empty, and the status decides.
		_ = reach.Unmarshal(a.body, &w)
	}
	p := a.sign(w.Problem(a.status, a.at))
	if !x.own(p.Facts.URL) {
		p.Facts.URL = ""
	}
	x.until(p, a.header)
	if w.Step == nil {
		return p
	}
	step, err := w.Step.Step()
	if err != nil {
		return a.sign(problem.Of(err))
	}
	return refusal{p, step}
}

// until tells when to come back, by the plan's clock: the body's word, else the header's, else the usual wait.
func (x *exchanger) until(p *problem.Problem, header http.Header) {
	if !p.Until.IsZero() {
		return
	}
	now := x.clock.Now()
	if wait, ok := reach.RetryAfter(header.Get("Retry-After"), now); ok {
		p.Until = now.Add(wait).Round(time.Millisecond)
	} else if p.Code == problem.TooBusy {
		p.Until = now.Add(reach.UsualWait)
	}
}

// notAPlan turns what came of asking for the document (nil: a document of another kind) into the answer to "is there a
// plan?". A failure on the way there and a plan that is down stay what they are.
func notAPlan(err error) error {
	p := problem.Of(err)
	switch {
	case p == nil:
		return problem.New(problem.NotAPlan)
	case p.Code == problem.Malformed, errors.Is(p, reach.ErrStray), errors.Is(p, errPage),
		p.Status == http.StatusUnauthorized, p.Status == http.StatusForbidden, p.Status == http.StatusGone:
		return problem.New(problem.NotAPlan).Because(p)
	}
	return p
}
