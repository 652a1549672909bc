package reach

import (
	"net/netip"
	"net/url"
	"strings"
)

// Distance is how far from this device an address leads. One that was learned from a server must not lead nearer than the
// server is: a page of the internet has no business in the member's own network (CWE-918).
type Distance uint8

// The distances, nearest first.
const (
	OnDevice Distance = iota
	InNetwork
	OnInternet
)

// Far tells how far away a host is, by its name alone: what a name is resolved to is not known here. A host that is neither
// a name nor an address as it is usually written may be anything, and counts as near.
func Far(host string) Distance {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		return farIP(ip.Unmap())
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	switch {
	case last == "", last == "localhost", last[0] >= '0' && last[0] <= '9': // 127.1, 0x7f000001
		return OnDevice
	case last == host, last == "local", last == "internal", strings.HasSuffix(host, ".home.arpa"):
		return InNetwork
	}
	return OnInternet
}

// carrier is what providers share among their customers (RFC 6598), translation the way from IPv6 to any IPv4 address (RFC
// 6052).
var (
	carrier     = netip.MustParsePrefix("100.64.0.0/10")
	translation = netip.MustParsePrefix("64:ff9b::/96")
)

func farIP(ip netip.Addr) Distance {
	switch {
	case ip.IsLoopback(), ip.IsUnspecified():
		return OnDevice
	case !ip.IsGlobalUnicast(), ip.IsPrivate(), carrier.Contains(ip), translation.Contains(ip), ip.Zone() != "":
		return InNetwork
	}
	return OnInternet
}

// Loopback reports whether a host is this device by a name that may be asked without TLS.
func Loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Address reads an address that a server of that distance gave, for a request or for the member's browser: https, or http
// on this device, without a name before an @, and no nearer than the server. ok is false for any other.
func Address(text string, server Distance) (u *url.URL, ok bool) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.Opaque != "" {
		return nil, false
	}
	secure := u.Scheme == "https" || u.Scheme == "http" && Loopback(u.Hostname())
	return u, secure && Far(u.Hostname()) >= server
}
