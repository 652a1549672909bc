package rest

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/go-resty/resty/v2"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// exchanger makes requests to one origin and keeps the plan's time.
type exchanger struct {
	http   *resty.Client
	origin *url.URL
	device clock.Clock
	clock  *clock.Plan
	// own reports whether an address in an answer is the plan's.
	own func(address string) bool
	// bearer gives the token that a request in a session carries.
	bearer func(context.Context, plan.Session) (secret.Bytes, error)
}

func newExchanger(c Config) *exchanger {
	x := &exchanger{origin: c.Origin, device: c.Clock, clock: clock.ForPlan(c.Clock), own: func(string) bool { return false }, bearer: c.Bearer}
	// NewWithClient: unlike resty.New, it brings no cookie jar. Resty's own retry is off unless asked for.
	x.http = resty.NewWithClient(&http.Client{Transport: c.Transport}).
		SetLogger(silence{}).SetDisableWarn(true).
		SetHeader("User-Agent", c.Agent).SetHeader("Accept", "application/json, application/problem+json").
		SetRedirectPolicy(resty.RedirectPolicyFunc(reach.SameHost)).
		SetPreRequestHook(attach)
	return x
}

// silence is where resty's own log goes: it might quote an address, and addresses hold the handle of a conversation.
type silence struct{}

func (silence) Errorf(string, ...any) {}
func (silence) Warnf(string, ...any)  {}
func (silence) Debugf(string, ...any) {}

// request is one thing asked of the plan.
type request struct {
	method, path string
	body         []byte       // erased once it was sent; nil: none
	session      plan.Session // the zero one: none
	// again: the same request gives the same result, so that one whose answer never came may be sent once more.
	again bool
}

// do makes a request and gives a good answer, or a *problem.Problem. It is repeated once, and only if no answer came.
func (x *exchanger) do(ctx context.Context, r request) (answer, error) {
	ctx, done := reach.Within(ctx, x.device, reach.Patience)
	defer done()
	body := reach.NewBody(r.body)
	defer body.Erase()
	again := r.again || r.method == http.MethodGet
	token, err := x.token(ctx, r.session)
	if err != nil {
		return answer{}, problem.Of(err)
	}
	if x.bearer != nil {
		defer token.Clear() // ours; a session's own is not
	}
	for {
		a, err := x.once(ctx, r, token, body)
		if err == nil {
			return a, a.refusal(x)
		}
		if again && ctx.Err() == nil && problem.Is(err, problem.NetDropped) && !answered(err) {
			again = false
			continue
		}
		return answer{}, err
	}
}

// token is what a request in a session carries: the session's own, unless another server signs members in.
func (x *exchanger) token(ctx context.Context, session plan.Session) (secret.Bytes, error) {
	switch {
	case x.bearer == nil:
		return session.Token, nil
	case session.Token.Empty() && session.ID == "":
		return secret.Bytes{}, nil
	}
	return x.bearer(ctx, session)
}

// once sends a request and reads the answer whole.
func (x *exchanger) once(ctx context.Context, r request, token secret.Bytes, body *reach.Body) (answer, error) {
	q := x.http.R().SetContext(carrying(ctx, body)).SetDoNotParseResponse(true)
	if !token.Empty() {
		q.SetAuthToken(string(token.Reveal())) // net/http has headers as strings only
	}
	sent := x.device.Now()
	res, err := q.Execute(r.method, x.origin.String()+r.path)
	received := x.device.Now()
	if err != nil {
		return answer{}, reach.Lost(ctx, err)
	}
	defer func() { _ = res.RawBody().Close() }()
	a := answer{status: res.StatusCode(), header: res.Header(), at: x.at(res)}
	if a.body, err = reach.ReadAll(res.RawBody(), res.RawResponse.ContentLength, limitFor(a.status)); err != nil {
		return answer{}, a.unread(ctx, err)
	}
	x.observe(a, sent, received)
	return a, nil
}

// at is the address an answer came from.
func (x *exchanger) at(res *resty.Response) *url.URL {
	if q := res.RawResponse.Request; q != nil {
		return q.URL
	}
	return x.origin
}

// observe sets the plan's clock by an answer. The time in the body counts; the Date header, which has whole seconds only,
// is taken where an answer has no body and nothing better was ever seen.
func (x *exchanger) observe(a answer, sent, received time.Time) {
	if t := a.serverTime(); !t.IsZero() {
		x.clock.Observe(t, sent, received)
		return
	}
	if _, known := x.clock.Skew(); known || len(a.body) > 0 {
		return
	}
	if t, err := http.ParseTime(a.header.Get("Date")); err == nil {
		x.clock.Observe(t, sent, received)
	}
}

// The most that is read of an answer, in bytes.
const (
	limitGood    = 1 << 20
	limitRefusal = 64 << 10
)

func limitFor(status int) int {
	if status >= 400 {
		return limitRefusal
	}
	return limitGood
}
