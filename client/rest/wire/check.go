package wire

import (
	"math"
	"net"
	"net/url"
	"time"
)

// check collects the first thing that an object lacks, by its name on the wire.
type check struct {
	fault string
	newer string // what only a newer app can do
	// partly: groups of rules may be missing.
	partly bool
}

// that notes what is wrong unless ok.
func (c *check) that(ok bool, what string) {
	if !ok && c.fault == "" {
		c.fault = what
	}
}

// knows notes what the app would have to know to show the page.
func (c *check) knows(ok bool, what string) {
	if !ok && c.newer == "" {
		c.newer = what
	}
}

// within notes a number that is out of bounds.
func (c *check) within(n, low, high int64, what string) { c.that(n >= low && n <= high, what) }

// longest is the longest duration that is believed: ten years, in seconds.
const longest = 10 * 366 * 24 * 3600

// seconds turns a number of the wire into a duration and notes one that is out of bounds.
func (c *check) seconds(n, low int64, what string) time.Duration {
	c.within(n, low, longest, what)
	return time.Duration(min(max(n, 0), longest)) * time.Second
}

// inSeconds is the way back, rounded up so that nothing ends too early.
func inSeconds(d time.Duration) int64 { return int64(math.Ceil(d.Seconds())) }

// SafeURL reports whether an address may be opened or called: https, or http to this device (RFC 8252, section 7.3), with
// a host and without a name or password in it.
func SafeURL(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && Loopback(u.Hostname())
}

// Loopback reports whether a host is this device.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
