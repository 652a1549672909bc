package otp

import (
	"bytes"
	"slices"
	"strings"
)

// names are what an address calls a key.
type names struct {
	issuer, account, label string
	warnings               []Warning
	missing                bool
}

// readNames reads the label and the issuer parameter. The rules, where apps disagree:
//
//   - The first ":" in plain divides issuer and account, else the first "%3A": an escaped colon belongs to the issuer where a
//     plain one follows ("Text%3A%20More:Secret"), and what comes after belongs to the account ("Microsoft:Company:me").
//   - The parameter is the issuer where both are given (Google's format, Ente, pquerna; Aegis and Stratum take the label). A
//     label that says otherwise is kept as LabelIssuer, with a warning.
//   - A label alone beside an issuer parameter, even an empty one, is the account.
//   - A label alone without that parameter: with an "@" it is the account (Google's format), else the issuer (Stratum): a
//     name of a place. "person@place/Issuer" is Cisco Meraki's way to write both.
//   - "+" in the label is itself, in the parameter a space, unless the label writes the same name with plus signs ("C++").
//   - "#" and a wrong percent sign are part of the name.
//   - No label and no issuer is an address that was cut off; ":" is a key without a name.
func readNames(label []byte, q query) names {
	n := names{missing: len(label) == 0}
	issuer, account, divided := divide(label)
	n.label, n.account = n.clean(issuer, false), n.clean(account, false)
	raw, given, more := q.one("issuer")
	if given {
		n.missing, n.issuer = false, n.clean(raw, !asLabelled(raw, issuer, account))
	}
	_, beside := q["issuer"]
	switch {
	case !divided && !beside:
		n.alone()
	case n.issuer == "":
		n.issuer = n.label
	}
	if sameName(n.label, n.issuer) {
		n.label = ""
	}
	if more || n.label != "" {
		n.warnings = append(n.warnings, IssuersDiffer)
	}
	slices.Sort(n.warnings)
	n.warnings = slices.Compact(n.warnings)
	return n
}

// divide splits a label; what has no colon is all account.
func divide(label []byte) (issuer, account []byte, divided bool) {
	i, n := bytes.IndexByte(label, ':'), len(":")
	if i < 0 {
		i, n = escapedColon(label), len("%3A")
	}
	if i < 0 {
		return nil, label, false
	}
	return label[:i], label[i+n:], i > 0 // ":name" is a label alone (Stratum's test)
}

// escapedColon finds "%3A" in either case, byte by byte: a label may be anything, and bytes.ToUpper changes its length.
func escapedColon(label []byte) int {
	for i := range max(0, len(label)-2) {
		if label[i] == '%' && label[i+1] == '3' && label[i+2]|0x20 == 'a' {
			return i
		}
	}
	return -1
}

// clean makes a part presentable.
func (n *names) clean(raw []byte, plus bool) string {
	name, warnings := Clean(string(unescape(raw, plus)))
	n.warnings = append(n.warnings, warnings...)
	return name
}

// asLabelled reports whether the parameter is, plus signs and all, what a part of the label is.
func asLabelled(raw []byte, parts ...[]byte) bool {
	literal := unescape(raw, false)
	return slices.ContainsFunc(parts, func(p []byte) bool { return bytes.Equal(literal, unescape(p, false)) })
}

// alone tells what a label without colon and without an issuer beside it names.
func (n *names) alone() {
	person, place, slash := strings.Cut(n.account, "/")
	switch {
	case !strings.Contains(n.account, "@"):
		n.issuer, n.account = n.account, ""
	case slash && strings.Contains(person, "@") && place != "" && !strings.ContainsAny(place, "/@"):
		n.issuer, n.account = place, person
	}
}
