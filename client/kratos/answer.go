package kratos

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"

	"vestibule/app/problem"
	"vestibule/client/reach"
)

// answer is one answer of Kratos, or of what stands before it, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// read decodes the body and erases it. now is for what says how long to wait. Every error is a *problem.Problem.
func (a answer) read(into any, now time.Time) error {
	defer clear(a.body)
	if p := a.stray(now); p != nil {
		p.Status = a.status
		return p
	}
	if len(a.body) == 0 {
		return nil
	}
	if err := reach.Unmarshal(a.body, into); err != nil {
		return a.malformed(err)
	}
	return nil
}

// errRedirect is the cause where Kratos sends a browser on, and there is none.
var errRedirect = errors.New("kratos: a redirect came where data was asked for")

// stray is what is wrong with an answer that is not Kratos' own: of a guest network, a gateway, a proxy.
func (a answer) stray(now time.Time) *problem.Problem {
	switch {
	case a.status == http.StatusSeeOther: // an expired verification (quirk of the native flow)
		return problem.New(problem.FlowExpired).Because(errRedirect)
	case a.status >= 300 && a.status < 400:
		return problem.New(problem.NetRedirectLoop).Because(errRedirect)
	case a.status == http.StatusNetworkAuthenticationRequired, a.status < 400 && a.html():
		return problem.New(problem.NetCaptive)
	case a.status == http.StatusTooManyRequests:
		return a.wait(problem.New(problem.TooBusy), now, reach.UsualWait)
	case a.status >= 500:
		return a.wait(problem.New(problem.ServerError), now, 0)
	case len(a.body) > 0 && !a.json():
		return problem.New(problem.Malformed).Because(fmt.Errorf("kratos: status %d without JSON", a.status))
	}
	return nil
}

// wait tells when to come back, where the header does (RFC 9110, section 10.2.3), or after the usual time; 0: none.
func (a answer) wait(p *problem.Problem, now time.Time, usual time.Duration) *problem.Problem {
	wait, said := reach.RetryAfter(a.header.Get("Retry-After"), now)
	if !said {
		wait = usual
	}
	if wait > 0 {
		p.Until = now.Add(wait).Round(time.Millisecond)
	}
	return p
}

func (a answer) html() bool {
	return a.mediaType() == "text/html" || bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("<"))
}

func (a answer) json() bool {
	kind := a.mediaType()
	return kind == "application/json" || strings.HasSuffix(kind, "+json")
}

func (a answer) mediaType() string {
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// malformed is an answer that is not what it should be; one that only stops too early was cut on the way.
func (a answer) malformed(err error) *problem.Problem {
	code := problem.Malformed
	if reach.CutShort(a.body, err) {
		code = problem.NetDropped
	}
	p := problem.New(code).Because(err) // encoding/json quotes numbers, but no text
	p.Status = a.status
	return p
}

// unread says why an answer could not be read to its end.
func (a answer) unread(ctx context.Context, err error) *problem.Problem {
	p := reach.Lost(ctx, err)
	p.Status = a.status
	return p
}
