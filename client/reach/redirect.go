package reach

import (
	"errors"
	"net/http"
)

// mostRedirects is how many turns are followed.
const mostRedirects = 5

// What ends a request that is sent in circles, or away.
var (
	ErrCircles = errors.New("reach: redirected too often")
	ErrStray   = errors.New("reach: redirected to another host or scheme")
)

// SameHost follows a redirect only to the same scheme and host: a request may carry a password, a code or a token. It is for
// http.Client.CheckRedirect.
func SameHost(next *http.Request, via []*http.Request) error {
	first := via[0].URL
	if next.URL.Host != first.Host || next.URL.Scheme != first.Scheme {
		return ErrStray
	}
	if len(via) > mostRedirects {
		return ErrCircles
	}
	return nil
}
