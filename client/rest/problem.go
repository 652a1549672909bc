package rest

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// lost says why no answer came. The address is taken off the error: it may hold the handle of a conversation.
func lost(ctx context.Context, err error) *problem.Problem {
	var addressed *url.Error
	if errors.As(err, &addressed) {
		err = addressed.Err
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return problem.New(lostCode(err)).Because(err)
}

// lostCode sorts the failures of a transport. A connection that is refused reached the plan's machine, where nobody is
// listening: the line is good.
func lostCode(err error) problem.Code {
	var dns *net.DNSError
	switch {
	case errors.Is(err, errCircles), errors.Is(err, errStray):
		return problem.NetRedirectLoop
	case late(err):
		return problem.NetTimeout
	case distrusted(err):
		return problem.NetTLS
	case errors.As(err, &dns):
		return problem.NetDNS
	case unreachable(err):
		return problem.NetOffline
	case refused(err):
		return problem.NetRefused
	}
	return problem.NetDropped
}

// late reports a time that ran out, ours or the system's; a name that was not looked up in time is a matter of DNS.
func late(err error) bool {
	var waited net.Error
	var dns *net.DNSError
	return errors.Is(err, errLate) || errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &waited) && waited.Timeout() && !errors.As(err, &dns)
}

// distrusted reports that who answered could not be shown to be the plan.
func distrusted(err error) bool {
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var certificate x509.CertificateInvalidError
	return errors.As(err, &verification) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &unknown) ||
		errors.As(err, &name) || errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch)
}

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
	if errors.Is(err, errTooLarge) {
		return a.sign(problem.New(problem.TooLarge).Because(broken{err}))
	}
	p := lost(ctx, err)
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
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset >= int64(len(a.body)) {
		return a.sign(problem.New(problem.NetDropped).Because(broken{err}))
	}
	return a.sign(problem.New(problem.Malformed).Because(err))
}

// refusal says what is wrong with an answer as a whole; nil: it is a good one, with JSON or with nothing in it.
func (a answer) refusal(x *exchanger) error {
	switch {
	case a.status == 0: // a browser's fetch that met a redirect
		return a.sign(problem.New(problem.NetRedirectLoop).Because(errCircles))
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
		_ = json.Unmarshal(a.body, &w)
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
	if wait, ok := retryAfter(header.Get("Retry-After"), now); ok {
		p.Until = now.Add(wait).Round(time.Millisecond)
	} else if p.Code == problem.TooBusy {
		p.Until = now.Add(usualWait)
	}
}

// notAPlan turns what came of asking for the document (nil: a document of another kind) into the answer to "is there a
// plan?". A failure on the way there and a plan that is down stay what they are.
func notAPlan(err error) error {
	p := problem.Of(err)
	switch {
	case p == nil:
		return problem.New(problem.NotAPlan)
	case p.Code == problem.Malformed, errors.Is(p, errStray), errors.Is(p, errPage),
		p.Status == http.StatusUnauthorized, p.Status == http.StatusForbidden, p.Status == http.StatusGone:
		return problem.New(problem.NotAPlan).Because(p)
	}
	return p
}
