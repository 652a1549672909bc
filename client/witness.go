package client

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"unicode"

	"vestibule/app/plan"
)

// witness passes requests on, and notes by what certificate one host showed who it is. The connection was believed before:
// who is not vouched for is never heard.
type witness struct {
	next http.RoundTripper
	of   *url.URL

	mu   sync.Mutex
	leaf *x509.Certificate
}

// RoundTrip implements http.RoundTripper.
func (w *witness) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.URL.Scheme != "https" || q.URL.Host != w.of.Host {
		return w.next.RoundTrip(q)
	}
	ctx := httptrace.WithClientTrace(q.Context(), &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) {
		if c, ok := got.Conn.(interface{ ConnectionState() tls.ConnectionState }); ok {
			w.note(c.ConnectionState())
		}
	}})
	return w.next.RoundTrip(q.WithContext(ctx))
}

func (w *witness) note(state tls.ConnectionState) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(state.PeerCertificates) > 0 {
		w.leaf = state.PeerCertificates[0]
	}
}

// certificate is what was noted, in words for people.
func (w *witness) certificate() plan.Certificate {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.leaf == nil {
		return plan.Certificate{}
	}
	return plan.Certificate{Organisation: plainName(w.leaf.Subject.Organization), Host: w.of.Hostname(), Until: w.leaf.NotAfter,
		Issuer: plainName(append(w.leaf.Issuer.Organization, w.leaf.Issuer.CommonName))}
}

// longestName is how much of a name in a certificate is shown, in characters (RFC 5280, appendix A.1, ub-organization-name).
const longestName = 64

// plainName gives the first name that says anything, on one line and without signs that turn the writing around.
func plainName(names []string) string {
	for _, name := range names {
		name = strings.TrimSpace(strings.Map(func(r rune) rune {
			if !unicode.IsPrint(r) {
				return -1
			}
			return r
		}, name))
		if runes := []rune(name); len(runes) > longestName {
			name = string(runes[:longestName])
		}
		if name != "" {
			return name
		}
	}
	return ""
}
