package plan

import (
	"bytes"
	"slices"
	"strings"

	"vestibule/app/problem"
)

// This file is how a link out of a message is looked at before it is sent anywhere: a link of another portal would tell that
// portal's secret to this one (S043, S137).

// LinkHost gives the host that a pasted link leads to, in small letters; is reports whether what was pasted is a link at
// all, and not a code. The rest of the link, which is a secret, is not copied. A user name before the host is none of it,
// and a backslash ends it, as browsers read it (WHATWG URL, sections 4.4 and 5).
func LinkHost(pasted []byte) (host string, is bool) {
	rest := bytes.TrimSpace(pasted)
	if !bytes.ContainsAny(rest, "/.:") {
		return "", false
	}
	if scheme, after, found := bytes.Cut(rest, []byte("://")); found && !bytes.ContainsAny(scheme, "/?#") {
		rest = after
	}
	if end := bytes.IndexAny(rest, `/\?#`); end >= 0 {
		rest = rest[:end]
	}
	if at := bytes.LastIndexByte(rest, '@'); at >= 0 {
		rest = rest[at+1:]
	}
	rest, _, _ = bytes.Cut(rest, []byte(":")) // a port; hosts here are names
	return strings.ToLower(strings.TrimSuffix(string(rest), ".")), true
}

// Owns reports whether a host is one of the plan's official ones.
func (h Hosts) Owns(host string) bool {
	return slices.ContainsFunc(h.Official, func(own string) bool { return strings.EqualFold(own, host) })
}

// Foreign gives what is wrong with sending this plan what was pasted: it is a link of another portal, which is named. Nil: it is
// no link, or one of the plan's own. A plan that names no hosts judges for itself.
func (h Hosts) Foreign(pasted []byte) *problem.Problem {
	host, is := LinkHost(pasted)
	if !is || len(h.Official) == 0 || h.Owns(host) {
		return nil
	}
	p := problem.New(problem.LinkOtherPortal)
	p.Facts.Reason = host
	return p
}
