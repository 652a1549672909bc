//go:build js

package client

import (
	"net/http"
)

// Transport gives what carries requests in a browser: fetch. It must have no Dial of its own, or net/http would look for
// sockets that are not there.
func Transport() http.RoundTripper { return fetch{&http.Transport{}} }

// fetch sets what net/http's Transport passes on to the browser.
type fetch struct{ next http.RoundTripper }

// RoundTrip leaves out cookies, which this API does not use, and the User-Agent, which a page may not set and which would
// cost a preflight. A redirect of a request that carries something is not followed: fetch would send a password or a
// code to another host unasked. It comes back as status 0.
func (f fetch) RoundTrip(q *http.Request) (*http.Response, error) {
	q = q.Clone(q.Context())
	q.Header.Del("User-Agent")
	q.Header.Set("js.fetch:credentials", "omit")
	q.Header.Set("js.fetch:mode", "cors")
	if q.Method != http.MethodGet || q.Header.Get("Authorization") != "" {
		q.Header.Set("js.fetch:redirect", "manual")
	}
	res, err := f.next.RoundTrip(q)
	if err != nil || res.Request == nil || res.Request.URL.Host == q.URL.Host {
		return res, err
	}
	_ = res.Body.Close()
	return &http.Response{Header: http.Header{}, Body: http.NoBody, Request: q}, nil
}
