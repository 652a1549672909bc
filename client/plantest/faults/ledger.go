package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"sync"
)

// ledger stands between the program and the line, and notes what became of each refresh token: it must not be sent by two at
// once, nor once more after the answer with its successor has come whole (RFC 9700, section 4.14.2). Safe for concurrent use.
type ledger struct {
	to http.RoundTripper

	mu      sync.Mutex
	under   map[string]int  // how often a token is on its way now
	spent   map[string]bool // tokens whose successor has come
	newest  string          // the refresh token that came last
	ended   bool            // it has come that the grant is worth nothing
	renewed int             // how many successors have come
	wrong   []error
}

// RoundTrip implements http.RoundTripper.
func (l *ledger) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.URL.Path != "/token" {
		return l.to.RoundTrip(q)
	}
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	q = q.Clone(q.Context())
	q.Body, q.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	token := form.Get("refresh_token")
	l.goes(token)
	res, err := l.to.RoundTrip(q)
	if err != nil {
		l.comes(token, nil, nil)
		l.cut(q.Context())
		return nil, err
	}
	said, broke := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if res.Body = io.NopCloser(bytes.NewReader(said)); broke != nil {
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(said), failing{broke}))
		said = nil
	}
	l.comes(token, res, said)
	return res, nil
}

// failing is where an answer breaks off.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// goes notes a refresh token that is sent; empty: a code is.
func (l *ledger) goes(token string) {
	if token == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.under[token]++; l.under[token] > 1 {
		l.wrong = append(l.wrong, errors.New("a refresh token is sent by two at once"))
	}
	if l.spent[token] {
		l.wrong = append(l.wrong, errors.New("a refresh token is sent once more, after its successor has come"))
	}
}

// cut notes an exchange that the program itself gave up because a page was left: the answer is lost, and with it the successor.
func (l *ledger) cut(ctx context.Context) {
	if !errors.Is(context.Cause(ctx), context.Canceled) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wrong = append(l.wrong, errors.New("an exchange of tokens was cut by who went away"))
}

// comes notes an answer; said is nil where none came whole.
func (l *ledger) comes(token string, res *http.Response, said []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if token != "" {
		l.under[token]--
	}
	if said == nil {
		return
	}
	var answer struct {
		Refresh string `json:"refresh_token"`
		Access  string `json:"access_token"`
		Error   string `json:"error"`
	}
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if kind != "application/json" || json.Unmarshal(said, &answer) != nil {
		return
	}
	switch {
	case res.StatusCode == http.StatusOK && answer.Access != "" && answer.Refresh != "":
		l.newest = answer.Refresh
		if token != "" {
			l.spent[token] = true
			l.renewed++
		}
	case res.StatusCode >= 400 && res.StatusCode < 500 && answer.Error == "invalid_grant":
		l.ended = true
	}
}

// begins forgets that a grant has ended: another one was given.
func (l *ledger) begins() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = false
}

// over reports that it has come that the grant is worth nothing.
func (l *ledger) over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ended
}

// rests says what is wrong with what rests on a shelf while nothing is on its way: it must be the newest token that came, or
// nothing where the grant has ended.
func (l *ledger) rests(on []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.ended && len(on) > 0:
		return errors.New("a token rests that is worth nothing")
	case !l.ended && !bytes.Contains(on, []byte(l.newest)):
		return fmt.Errorf("what rests (%d bytes) is not the newest token that came", len(on))
	}
	return nil
}

// err is what was wrong so far.
func (l *ledger) err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return errors.Join(l.wrong...)
}
