package plan

import (
	"net/url"
	"strings"
	"unicode"
)

// This file finds the address of a plan in what people have at hand: a letter's text, a link, what a QR code holds.

// longestAddress bounds an address, in bytes: a link is longer only where it carries what is none of a plan's address.
const longestAddress = 2 << 10

// AddressIn gives the address of a plan in a text that somebody typed, pasted or scanned, as Finder takes it; false: there
// is none. The text may be the address alone, with a scheme or without; a sentence around it; a link of ours
// (vestibule://plan?address=…); or a link to the app in a browser that names the plan (?plan=…). Of a link only scheme, host,
// port and path are taken: the rest may be somebody's secret, and is no part of a plan's address. Whether a plan is there,
// only Find can tell.
func AddressIn(text string) (address string, found bool) {
	if len(text) > 4*longestAddress {
		return "", false
	}
	for word := range strings.FieldsFuncSeq(text, unbound) {
		word = strings.Trim(word, marks)
		if address, found = addressOf(word, 2); !found {
			continue
		}
		if again, same := addressOf(strings.Trim(address, marks), 1); same && again == address { // nothing hides in it
			return address, true
		}
	}
	return "", false
}

// marks are what people write around an address and before the next word.
const marks = ".,;:!?)('\"“”‘’"

// unbound reports what an address ends at: spaces, and the marks that mail and letters put around one (RFC 3986, appendix C).
func unbound(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\u200b\ufeff", r)
}

// addressOf reads one word. A link that names a plan may name one by a link: deep says how often that is followed.
func addressOf(word string, deep int) (string, bool) {
	if len(word) > longestAddress || deep == 0 || !strings.ContainsAny(word, ".:/") {
		return "", false
	}
	scheme, _, has := strings.Cut(word, "://")
	if !has {
		word = "//" + strings.TrimLeft(word, "/")
	}
	u, err := url.Parse(word)
	if err != nil || u.User != nil || u.Host == "" && !has { // a name before an @ means to mislead, or is somebody's mail
		return "", false
	}
	if named := namedPlan(u); named != "" {
		return addressOf(named, deep-1)
	}
	switch strings.ToLower(scheme) {
	case "vestibule":
		return addressOf(strings.Trim(u.Path, "/"), deep-1)
	case "http", "https":
		return tidyAddress(u), plainHost(u)
	}
	return tidyAddress(u), !has && plainHost(u) && likely(u)
}

// namedPlan is the plan that a link to the app names; empty: none.
func namedPlan(u *url.URL) string {
	q := u.Query()
	if named := q.Get("plan"); named != "" {
		return named
	}
	if strings.EqualFold(u.Scheme, "vestibule") {
		return q.Get("address")
	}
	return ""
}

// plainHost reports a host of letters, digits and what joins them.
func plainHost(u *url.URL) bool {
	return u.Hostname() != "" && !strings.ContainsFunc(u.Hostname(), func(r rune) bool {
		return !strings.ContainsRune("-_.:", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// likely reports a host that people mean without writing a scheme: a name of several parts, the last of at least two
// letters, or this device.
func likely(u *url.URL) bool {
	host := u.Hostname()
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && dot < len(host)-2 || host == "localhost" || strings.Contains(host, ":") || u.Port() != "" && dot > 0
}

// tidyAddress writes what of a link is an address.
func tidyAddress(u *url.URL) string {
	clean := url.URL{Scheme: strings.ToLower(u.Scheme), Host: strings.ToLower(u.Host), Path: strings.TrimRight(u.Path, "/"+marks)}
	return strings.TrimPrefix(clean.String(), "//")
}
