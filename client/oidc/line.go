package oidc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"

	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// line makes the requests that no library makes for us. The answers are bounded by reach.Line below it.
type line struct{ *http.Client }

// in gives a context in which go-oidc and x/oauth2 use this line.
func (l line) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, l.Client)
}

// errStatus is the cause where a request was refused. It does not quote the answer, which may hold what we sent.
var errStatus = errors.New("oidc: refused")

// get asks for JSON; the token is empty where none is needed.
func (l line) get(ctx context.Context, address string, token secret.Bytes) ([]byte, http.Header, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, problem.New(problem.Malformed).Because(errAddress)
	}
	if !token.Empty() {
		q.Header.Set("Authorization", "Bearer "+string(token.Reveal())) // net/http has headers as strings only
	}
	res, body, err := l.do(q)
	if err != nil {
		return nil, nil, err
	}
	if res.StatusCode != http.StatusOK {
		clear(body)
		return nil, nil, answered(res.StatusCode)
	}
	return body, res.Header, nil
}

// post sends a body, and gives what came back whatever its status.
func (l line) post(ctx context.Context, address, kind string, body []byte) (int, []byte, error) {
	sent := reach.NewBody(body)
	defer sent.Erase()
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, address, sent.Reader())
	if err != nil {
		return 0, nil, problem.New(problem.Malformed).Because(errAddress)
	}
	q.ContentLength = int64(sent.Len())
	q.Header.Set("Content-Type", kind)
	res, answer, err := l.do(q)
	if err != nil {
		return 0, nil, err
	}
	return res.StatusCode, answer, nil
}

// form sends a form.
func (l line) form(ctx context.Context, address string, v url.Values) (int, []byte, error) {
	return l.post(ctx, address, "application/x-www-form-urlencoded", []byte(v.Encode()))
}

func (l line) do(q *http.Request) (*http.Response, []byte, error) {
	res, err := l.Do(q)
	if err != nil {
		return nil, nil, unaddressed(q.Context(), err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body) // is in memory, and bounded
	return res, bytes.TrimSpace(body), err
}

// unaddressed takes the problem out of a failure; net/http puts the address around it, which may hold secrets.
func unaddressed(ctx context.Context, err error) error {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p
	}
	return reach.Lost(ctx, err)
}

func answered(status int) *problem.Problem {
	p := problem.New(problem.Malformed).Because(errStatus)
	p.Status = status
	return p
}
