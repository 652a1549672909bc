package mockplan

import (
	"strings"
	"unicode"
)

// normalise gives the key under which a name is found and its misses are counted, known or not: phone and member
// numbers without spaces, dashes, dots and brackets, everything else in lower case.
func normalise(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	bare := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-.()+/", r) {
			return -1
		}
		return r
	}, name)
	number := strings.TrimPrefix(bare, memberNumberPrefix)
	if number == "" || strings.ContainsFunc(number, func(r rune) bool { return r < '0' || r > '9' }) {
		return name
	}
	if len(number) == 11 && number[0] == '1' { // a phone number with the country in front
		return number[1:]
	}
	return number
}

// memberNumberPrefix begins every number on this plan's cards, in lower case.
const memberNumberPrefix = "tm"

// find gives the member of a name, nil for nobody and for a card that has no account yet.
func (p *Plan) find(name string) *member {
	m := p.names[normalise(name)]
	if m == nil || m.activation.state == noAccount {
		return nil
	}
	if _, gone := p.faults.on("acct.not_found", m); gone {
		return nil
	}
	return m
}
