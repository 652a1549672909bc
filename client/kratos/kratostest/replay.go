package kratostest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Token is the session's in every exchange.
const Token = "ory_st_InventedForTheseTests0001"

// Replay answers requests with exchanges in their order, and some at any time. It is an http.RoundTripper, safe for
// concurrent use.
type Replay struct {
	mu      sync.Mutex
	next    []Exchange
	anytime []Exchange
	made    []string
	wrong   []error
	now     func() time.Time
	// Lose is asked before each answer is given: an error is given instead, after the request was taken. Nil: none is lost.
	Lose func(Exchange) error
}

// Play gives a Replay of exchanges in this order.
func Play(exchanges ...Exchange) *Replay { return &Replay{next: exchanges} }

// Of gives a Replay of recorded exchanges in this order.
func Of(names ...string) *Replay { return Play(named(names)...) }

func named(names []string) []Exchange {
	out := make([]Exchange, len(names))
	for i, name := range names {
		out[i] = Get(name)
	}
	return out
}

// At has each exchange happen now: all times in its answer are moved by as much.
func (r *Replay) At(now func() time.Time) *Replay {
	r.now = now
	return r
}

// Always has exchanges answered whenever they are asked for.
func (r *Replay) Always(exchanges ...Exchange) *Replay {
	r.anytime = append(r.anytime, exchanges...)
	return r
}

// Then has more exchanges follow.
func (r *Replay) Then(exchanges ...Exchange) *Replay {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next = append(r.next, exchanges...)
	return r
}

// Opened plays what opening a plan asks for, with a flow of signing in by password and all other flows on.
func (r *Replay) Opened() *Replay { return r.OpenedWith(Get("login-begun")) }

// OpenedWith is Opened with another flow of signing in.
func (r *Replay) OpenedWith(login Exchange) *Replay {
	r.next = append([]Exchange{login}, r.next...)
	return r.Always(named([]string{"recovery-begun", "verification-begun", "registration-begun", "schemas"})...)
}

// Made are the requests so far, as "POST /self-service/login".
func (r *Replay) Made() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.made...)
}

// Err says what was not as it was recorded, and what was never asked for; nil: all was.
func (r *Replay) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := append([]error(nil), r.wrong...)
	for _, e := range r.next {
		all = append(all, fmt.Errorf("nobody asked for %s", e.Name))
	}
	return errors.Join(all...)
}

// RoundTrip answers one request.
func (r *Replay) RoundTrip(q *http.Request) (*http.Response, error) {
	body, err := sent(q)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	path, _, _ := strings.Cut(q.URL.RequestURI(), "?")
	r.made = append(r.made, q.Method+" "+path)
	e, err := r.matching(q, body)
	if err == nil {
		err = native(q)
	}
	if err != nil {
		r.wrong = append(r.wrong, err)
		return nil, err
	}
	if r.Lose != nil {
		if err := r.Lose(e); err != nil {
			return nil, err
		}
	}
	return e.moved(r.now).response(q), nil
}

func sent(q *http.Request) ([]byte, error) {
	if q.Body == nil {
		return nil, nil
	}
	defer func() { _ = q.Body.Close() }()
	return io.ReadAll(q.Body)
}

// matching takes the exchange that is due, or one of those that may come at any time.
func (r *Replay) matching(q *http.Request, body []byte) (Exchange, error) {
	var why error
	if len(r.next) > 0 {
		e := r.next[0]
		if why = e.differs(q, body); why == nil {
			r.next = r.next[1:]
			return e, nil
		}
	}
	for _, e := range r.anytime {
		if e.differs(q, body) == nil {
			return e, nil
		}
	}
	if why == nil {
		why = fmt.Errorf("%s %s was not to come any more", q.Method, q.URL.RequestURI())
	}
	return Exchange{}, why
}

// differs says how a request is another than the recorded one.
func (e Exchange) differs(q *http.Request, body []byte) error {
	token := q.Header.Get("X-Session-Token")
	switch {
	case q.Method != e.Request.Method || q.URL.RequestURI() != e.Request.Path:
		return fmt.Errorf("%s was due, and %s %s came", e.Name, q.Method, q.URL.RequestURI())
	case e.Request.Token != (token != ""):
		return fmt.Errorf("%s came with a token: %v", e.Name, token != "")
	case !same(e.Request.Body, body):
		return fmt.Errorf("%s came with %s, want %s", e.Name, body, e.Request.Body)
	}
	return nil
}

// same compares JSON by what it says.
func same(want, got []byte) bool {
	if len(want) == 0 || len(got) == 0 {
		return len(want) == len(got)
	}
	var a, b any
	return json.Unmarshal(want, &a) == nil && json.Unmarshal(got, &b) == nil && reflect.DeepEqual(a, b)
}

// native refuses what makes Kratos take a request for a browser's, and what hides who asks.
func native(q *http.Request) error {
	switch {
	case len(q.Header["Cookie"]) > 0, len(q.Header["Origin"]) > 0:
		return fmt.Errorf("%s came like a browser's", q.URL.Path)
	case q.UserAgent() == "" || strings.HasPrefix(q.UserAgent(), "Go-http-client"):
		return fmt.Errorf("%s came from nobody", q.URL.Path)
	}
	return nil
}

// moment is a time in an answer.
var moment = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z`)

// moved gives the exchange as if it happened now.
func (e Exchange) moved(now func() time.Time) Exchange {
	was, err := http.ParseTime(e.Header["Date"])
	if now == nil || err != nil {
		return e
	}
	by := now().Sub(was)
	e.Answer = moment.ReplaceAllFunc(bytes.Clone(e.Answer), func(old []byte) []byte {
		t, err := time.Parse(time.RFC3339Nano, string(old))
		if err != nil {
			return old
		}
		return []byte(t.Add(by).Format(time.RFC3339Nano))
	})
	header := map[string]string{}
	for name, value := range e.Header {
		header[name] = value
	}
	header["Date"] = was.Add(by).Format(http.TimeFormat)
	e.Header = header
	return e
}

func (e Exchange) response(q *http.Request) *http.Response {
	res := &http.Response{StatusCode: e.Status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Request: q,
		ContentLength: int64(len(e.Answer)), Body: io.NopCloser(bytes.NewReader(e.Answer))}
	for name, value := range e.Header {
		res.Header.Set(name, value)
	}
	return res
}
