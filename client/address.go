package client

import (
	"errors"
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"
	"unicode"

	"vestibule/client/rest/wire"
)

// errAddress is the cause where an address cannot be one of a plan. It does not quote it: people paste anything.
var errAddress = errors.New("client: not the address of a plan")

// tidy makes an address of what a person typed or pasted: https, in small letters, without query and usual port, with a path
// where there was one. Only this device may be asked over http; an http address of another is asked over https. Whoever puts
// a name before an @ means to mislead.
func tidy(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	if !strings.Contains(address, "://") {
		address = "//" + strings.TrimLeft(address, "/")
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return nil, errAddress
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	local := wire.Loopback(host)
	if !local && !plausible(host) || u.Port() != "" && !port(u.Port()) {
		return nil, errAddress
	}
	scheme := "https"
	switch {
	case u.Scheme == "http" && local, u.Scheme == "" && local:
		scheme = "http"
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "":
		return nil, errAddress
	}
	at := origin(scheme, host, u.Port())
	at.Path = plainPath(u)
	return at, nil
}

// plainPath is the path of an address without a slash at its end, and without what a plan says of itself below it (RFC
// 8615), which people paste too. One of unusual signs is none.
func plainPath(u *url.URL) string {
	p, _, _ := strings.Cut(u.EscapedPath(), "/.well-known/")
	if strings.ContainsFunc(p, func(r rune) bool { return r != '/' && r != '.' && r != '~' && notInName(r) || r > unicode.MaxASCII }) {
		return ""
	}
	return strings.TrimSuffix(path.Clean("/"+p), "/")
}

// plausible reports whether a host could be one on the internet: a number, or a name of at least two parts.
func plausible(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == ""
	}
	parts := strings.Split(host, ".")
	for _, part := range parts {
		if part == "" || strings.ContainsFunc(part, notInName) {
			return false
		}
	}
	return len(parts) > 1
}

func notInName(r rune) bool {
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func port(p string) bool {
	n, err := strconv.ParseUint(p, 10, 16)
	return err == nil && n > 0
}

// origin joins the parts; the usual port is left out, so that one plan has one key.
func origin(scheme, host, port string) *url.URL {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	usual := map[string]string{"http": "80", "https": "443"}
	if port != "" && port != usual[scheme] {
		host += ":" + port
	}
	return &url.URL{Scheme: scheme, Host: host}
}
