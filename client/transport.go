//go:build !js

package client

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// connectLimit is how long a connection and its TLS handshake may each take.
const connectLimit = 10 * time.Second

// Transport gives what carries requests on this platform: TLS 1.2 or newer (NIST SP 800-52, section 3.1), the system's
// roots and proxy, connections kept for the few requests of a sign-in.
func Transport() http.RoundTripper {
	dialer := &net.Dialer{Timeout: connectLimit, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: connectLimit,
		ForceAttemptHTTP2:   true,
		MaxIdleConns:        4,
		IdleConnTimeout:     90 * time.Second,
		// A header of a megabyte is nobody's.
		MaxResponseHeaderBytes: 64 << 10,
	}
}
