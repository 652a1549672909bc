package ui_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"vestibule/app/problem"
)

// line is what lies between the app and the plan: it can be cut, it can answer for the plan, and it knows what went over it.
type line struct {
	next http.RoundTripper
	// cut is the error of every request to a path with this beginning.
	cut  error
	path string
	// fake makes the answer; nil, or an answer of nil: the plan's own.
	fake func(*http.Request) *http.Response

	mu   sync.Mutex
	sent []exchange
}

// exchange is one request and what came of it.
type exchange struct{ method, path, answer string }

// RoundTrip implements http.RoundTripper.
func (l *line) RoundTrip(q *http.Request) (*http.Response, error) {
	if l.cut != nil && strings.HasPrefix(q.URL.Path, l.path) {
		return nil, l.cut
	}
	if l.fake != nil {
		if res := l.fake(q); res != nil {
			return res, nil
		}
	}
	res, err := l.next.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	said, err := io.ReadAll(res.Body)
	l.mu.Lock()
	l.sent = append(l.sent, exchange{q.Method, q.URL.Path, string(said)})
	l.mu.Unlock()
	res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(said), broken{err}))
	return res, nil
}

// broken ends a body as the plan's ended.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	return 0, io.EOF
}

// asked gives what went over the line since the plan was found: all but its document and its status.
func (l *line) asked() []exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []exchange
	for _, x := range l.sent {
		if strings.HasPrefix(x.path, "/v1/") && x.path != "/v1/status" {
			out = append(out, x)
		}
	}
	return out
}

// answering gives an answer of this type, with this body.
func answering(status int, kind, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(strings.NewReader(body))}
}

// toAStep reports whether a request answers a step.
func toAStep(q *http.Request) bool {
	return q.Method == http.MethodPost && strings.HasPrefix(q.URL.Path, "/v1/flows/")
}

// refusing answers every answer to a step with a problem.
func refusing(code problem.Code) func(*http.Request) *http.Response {
	return func(q *http.Request) *http.Response {
		if !toAStep(q) {
			return nil
		}
		return problemAnswer(code)
	}
}

// problemAnswer answers with a problem.
func problemAnswer(code problem.Code) *http.Response {
	return answering(http.StatusUnprocessableEntity, "application/problem+json",
		fmt.Sprintf(`{"code":%q,"title":"t","status":422,"reference":"REF-1"}`, code))
}
