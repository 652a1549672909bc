package reach

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
)

// The most that is read of an answer, in bytes.
const (
	LimitGood    = 1 << 20
	LimitRefusal = 64 << 10
)

// Line is a transport that takes care, for libraries which make requests by themselves: each takes at most Patience, its
// answer is read whole and bounded, and what a library could only misread is a *problem.Problem instead of an answer: a page
// for people where data was asked for, a server that is busy or broken (429, 5xx). It learns the plan's time on the way.
type Line struct {
	Transport http.RoundTripper
	// Clock is the device's, Plan what is known of the plan's time.
	Clock clock.Clock
	Plan  *clock.Plan
	// Agent is the User-Agent.
	Agent string
}

// Client gives a client on the line. It has no cookie jar, and follows a redirect only to the same host, and only where the
// request carries nothing: 307 would send a code or a token once more (RFC 9700, section 4.12).
func (l Line) Client() *http.Client {
	return &http.Client{Transport: l, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		if first := via[0]; first.Method != http.MethodGet || first.Header.Get("Authorization") != "" {
			return ErrStray
		}
		return SameHost(next, via)
	}}
}

// RoundTrip makes one request. Its errors are *problem.Problem.
func (l Line) RoundTrip(q *http.Request) (*http.Response, error) {
	ctx, done := Within(q.Context(), l.Clock, Patience)
	defer done()
	q = q.Clone(ctx)
	q.Header.Set("User-Agent", l.Agent)
	if q.Header.Get("Accept") == "" {
		q.Header.Set("Accept", "application/json")
	}
	sent := l.Clock.Now()
	res, err := l.Transport.RoundTrip(q)
	if err != nil {
		return nil, Lost(ctx, err)
	}
	from := res.Body
	defer func() { _ = from.Close() }()
	limit := LimitGood
	if res.StatusCode >= 400 {
		limit = LimitRefusal
	}
	body, err := ReadAll(from, res.ContentLength, limit)
	l.observe(q.URL, res.Header, sent, l.Clock.Now())
	if err != nil {
		return nil, signed(Lost(ctx, err), res)
	}
	if p := l.refusal(res, body); p != nil {
		clear(body)
		return nil, signed(p, res)
	}
	res.Body, res.ContentLength = &erasing{Reader: bytes.NewReader(body), bytes: body}, int64(len(body))
	return res, nil
}

// erasing is a body in memory that is erased when it is closed.
type erasing struct {
	*bytes.Reader
	bytes []byte
}

// Close erases it.
func (e *erasing) Close() error {
	clear(e.bytes)
	return nil
}

// errPage is the cause where a page for people came instead of data.
var errPage = errors.New("reach: a web page came where data was asked for")

// refusal says what is wrong with an answer as a whole; nil: whoever asked can read it.
func (l Line) refusal(res *http.Response, body []byte) *problem.Problem {
	switch status := res.StatusCode; {
	case status == 0: // a browser's fetch that met a redirect
		return problem.New(problem.NetRedirectLoop).Because(ErrStray)
	case status == http.StatusNetworkAuthenticationRequired, status < 300 && page(res.Header, body):
		return problem.New(problem.NetCaptive).Because(errPage)
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable && res.Header.Get("Retry-After") != "":
		return l.busy(res.Header)
	case status >= 500:
		return problem.New(problem.ServerError)
	}
	return nil
}

// busy tells when to come back, by the plan's clock.
func (l Line) busy(h http.Header) *problem.Problem {
	p, now := problem.New(problem.TooBusy), l.Plan.Now()
	wait, ok := RetryAfter(h.Get("Retry-After"), now)
	if !ok {
		wait = UsualWait
	}
	p.Until = now.Add(wait)
	return p
}

// page reports a page for people: by its type, or by its looks where it has none.
func page(h http.Header, body []byte) bool {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind == "" {
		return bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))
	}
	return kind == "text/html" || kind == "application/xhtml+xml"
}

func signed(p *problem.Problem, res *http.Response) *problem.Problem {
	p.Status = res.StatusCode
	return p
}

const (
	// wholeSecond is how far off the Date of an answer may be without news: it has no parts of a second.
	wholeSecond = 2 * time.Second
	// furthest is how far a device's clock is put right. One that is further off is not put right by more.
	furthest = 24 * time.Hour
)

// observe sets the plan's clock by the Date of an answer (RFC 9110, section 6.6.1), which must come from whom we asked: over
// TLS, or from this device. One that agrees with what is known, but for its missing parts of a second, changes nothing.
func (l Line) observe(from *url.URL, h http.Header, sent, received time.Time) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || from.Scheme != "https" && !Loopback(from.Hostname()) {
		return
	}
	date = date.Add(time.Second / 2)
	rtt, device := received.Sub(sent), received.Round(0)
	if agrees := date.Sub(l.Plan.Now()).Abs() <= wholeSecond+rtt; agrees {
		if _, known := l.Plan.Skew(); !known {
			l.Plan.Observe(device.Add(-rtt/2), sent, received)
		}
		return
	}
	if ahead := date.Sub(device); ahead.Abs() > furthest {
		date = device.Add(max(-furthest, min(furthest, ahead)))
	}
	l.Plan.Observe(date, sent, received)
}
