package rest

import (
	"errors"
	"net/http"
)

// mostRedirects is how many turns are followed.
const mostRedirects = 5

// What ends a request that is sent in circles, or away.
var (
	errCircles = errors.New("rest: redirected too often")
	errStray   = errors.New("rest: redirected to another host or scheme")
)

// sameHost follows a redirect only to the same scheme and host: a request may carry a password, a code or a token.
func sameHost(next *http.Request, via []*http.Request) error {
	first := via[0].URL
	if next.URL.Host != first.Host || next.URL.Scheme != first.Scheme {
		return errStray
	}
	if len(via) > mostRedirects {
		return errCircles
	}
	return nil
}
