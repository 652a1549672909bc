//go:build !js

package client

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// connectLimit is how long a connection and its TLS handshake may each take.
const connectLimit = 10 * time.Second

// Transport gives what carries requests on this platform: TLS 1.2 or newer (NIST SP 800-52, section 3.1), the system's
// roots and proxy, connections kept for the few requests of a sign-in. It speaks HTTP/1.1 alone: HTTP/2 keeps what it
// sends in buffers that nobody erases, and three requests gain nothing by it.
func Transport() http.RoundTripper {
	dialer := &net.Dialer{Timeout: connectLimit, KeepAlive: 30 * time.Second}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	return &http.Transport{
		Proxy:       http.ProxyFromEnvironment,
		DialContext: erasing(dialer.DialContext),
		DialTLSContext: erasing(func(ctx context.Context, network, address string) (net.Conn, error) {
			return dialTLS(ctx, dialer, config, network, address)
		}),
		TLSClientConfig:     config, // through a proxy
		TLSHandshakeTimeout: connectLimit,
		Protocols:           onlyHTTP1(),
		MaxIdleConns:        4,
		IdleConnTimeout:     90 * time.Second,
		// A header of a megabyte is nobody's.
		MaxResponseHeaderBytes: 64 << 10,
		ReadBufferSize:         readBuffer,
	}
}

func onlyHTTP1() *http.Protocols {
	p := new(http.Protocols)
	p.SetHTTP1(true)
	return p
}

// dialTLS connects and shakes hands, each within connectLimit.
func dialTLS(ctx context.Context, dialer *net.Dialer, config *tls.Config, network, address string) (net.Conn, error) {
	plain, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	config = config.Clone()
	config.ServerName = host
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	conn := tls.Client(plain, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = plain.Close()
		return nil, err
	}
	return conn, nil
}
