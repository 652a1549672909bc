package kratos

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// mostRead is the most that is read of an answer, in bytes: a settings flow with the picture of a QR code has about 20 KiB.
const mostRead = 1 << 20

// exchanger makes requests to one Kratos and keeps its time.
type exchanger struct {
	http   *http.Client
	base   string
	agent  string
	device clock.Clock
	clock  *clock.Plan
}

func newExchanger(c Config) *exchanger {
	return &exchanger{
		// There is no cookie jar, and a redirect is an answer like any other: an expired verification is one.
		http:   &http.Client{Transport: c.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		base:   strings.TrimSuffix(c.Base.String(), "/"),
		agent:  c.Agent,
		device: c.Clock,
		clock:  clock.ForPlan(c.Clock),
	}
}

// request is one thing asked of Kratos.
type request struct {
	method, path string
	token        secret.Bytes
	body         []byte // erased once it was sent; nil: none
}

// do makes a request. A GET whose answer never came is made once more: it changes nothing but that a flow was begun that
// nobody goes on with. A POST never is. Every error is a *problem.Problem.
func (x *exchanger) do(ctx context.Context, r request) (answer, error) {
	ctx, done := reach.Within(ctx, x.device, reach.Patience)
	defer done()
	body := reach.NewBody(r.body)
	defer body.Erase()
	a, err := x.once(ctx, r, body)
	if r.method == http.MethodGet && ctx.Err() == nil && problem.Is(err, problem.NetDropped) {
		return x.once(ctx, r, body)
	}
	return a, err
}

func (x *exchanger) once(ctx context.Context, r request, body *reach.Body) (answer, error) {
	q, err := x.made(ctx, r, body)
	if err != nil {
		return answer{}, problem.New(problem.Unexpected).Because(err)
	}
	sent := x.device.Now()
	res, err := x.http.Do(q)
	received := x.device.Now()
	if err != nil {
		return answer{}, reach.Lost(ctx, err)
	}
	defer func() { _ = res.Body.Close() }()
	a := answer{status: res.StatusCode, header: res.Header}
	if a.body, err = reach.ReadAll(res.Body, res.ContentLength, mostRead); err != nil {
		return answer{}, a.unread(ctx, err)
	}
	x.observe(a, sent, received)
	return a, nil
}

func (x *exchanger) made(ctx context.Context, r request, body *reach.Body) (*http.Request, error) {
	q, err := http.NewRequestWithContext(ctx, r.method, x.base+r.path, http.NoBody)
	if err != nil {
		return nil, err
	}
	q.Header.Set("Accept", "application/json")
	q.Header.Set("User-Agent", x.agent) // all that the list of sessions shows of this device
	if body != nil {
		q.Header.Set("Content-Type", "application/json")
		q.Body, q.ContentLength = body.Reader(), int64(body.Len())
	}
	if !r.token.Empty() {
		q.Header.Set("X-Session-Token", string(r.token.Reveal())) // net/http has headers as strings only
	}
	return q, nil
}

// observe sets the plan's clock by the Date header, which has whole seconds only, where nothing better was ever seen.
func (x *exchanger) observe(a answer, sent, received time.Time) {
	if _, known := x.clock.Skew(); known {
		return
	}
	if t, err := http.ParseTime(a.header.Get("Date")); err == nil {
		x.clock.Observe(t, sent, received)
	}
}

// ask makes a request and reads what it says. What comes back is to be judged by its verdict.
func (x *exchanger) ask(ctx context.Context, r request) (*reading, error) {
	sent := x.device.Now()
	a, err := x.do(ctx, r)
	if err != nil {
		return nil, err
	}
	said := &reading{status: a.status}
	if err := a.read(said, x.clock.Now()); err != nil {
		return nil, err
	}
	if r.method == http.MethodGet && strings.Contains(r.path, "/api") {
		x.clock.Observe(said.IssuedAt, sent, x.device.Now()) // begun just now
	}
	said.now = x.clock.Now()
	return said, nil
}

// The kinds of flow, as they stand in an address.
const (
	login        = "login"
	recovery     = "recovery"
	verification = "verification"
	registration = "registration"
	settings     = "settings"
)

// start begins a flow. The token is sent where a session is at stake, and must not be where a plain sign-in is begun.
func (x *exchanger) start(ctx context.Context, kind string, query url.Values, token secret.Bytes) (*reading, error) {
	path := "/self-service/" + kind + "/api"
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return x.ask(ctx, request{method: http.MethodGet, path: path, token: token})
}

// begun is start for a flow that is no use where Kratos refuses it: the refusal is the error.
func (x *exchanger) begun(ctx context.Context, kind string, query url.Values, token secret.Bytes) (*reading, error) {
	f, err := x.start(ctx, kind, query, token)
	if err != nil {
		return nil, err
	}
	if v := f.verdict(); v != nil {
		f.wipe()
		return nil, v
	}
	return f, nil
}

// look asks how a flow stands.
func (x *exchanger) look(ctx context.Context, kind, flow string, token secret.Bytes) (*reading, error) {
	return x.ask(ctx, request{method: http.MethodGet, path: "/self-service/" + kind + "/flows?id=" + url.QueryEscape(flow), token: token})
}

// submit answers a flow. The body is erased.
func (x *exchanger) submit(ctx context.Context, kind, flow string, token secret.Bytes, body []byte) (*reading, error) {
	path := "/self-service/" + kind + "?flow=" + url.QueryEscape(flow)
	return x.ask(ctx, request{method: http.MethodPost, path: path, token: token, body: body})
}
