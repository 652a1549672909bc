package ui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vestibule/app/plan"
	"vestibule/app/vault"
)

// codeView is a member's codes in the order they are shown, and which of them a search finds. It is made anew when the
// codes change, and only searched while somebody types.
type codeView struct {
	all   []vault.Code
	texts []string // what is searched of each
	// own is how many of all belong to the open plan: they come first.
	own    int
	groups []string
	// shown are the places in all of what is found, ownShown how many of them belong to the open plan.
	shown    []int
	ownShown int
}

// newCodeView orders codes: those of the open plan first, then by use (the most used first, and of those the last used) or
// by name. It takes all over.
func newCodeView(all []vault.Code, open plan.Key, byName bool) *codeView {
	v := &codeView{all: all}
	names := make(map[vault.CodeID]string, len(all))
	for _, c := range all {
		names[c.ID] = fold(c.Issuer + "\x00" + c.Account)
	}
	slices.SortStableFunc(v.all, func(a, b vault.Code) int {
		if x, y := ofPlan(a, open), ofPlan(b, open); x != y {
			return bool2int(y) - bool2int(x)
		}
		if !byName {
			if order := cmp.Or(cmp.Compare(b.Uses, a.Uses), b.LastUsed.Compare(a.LastUsed)); order != 0 {
				return order
			}
		}
		return cmp.Or(cmp.Compare(names[a.ID], names[b.ID]), cmp.Compare(a.ID, b.ID))
	})
	for _, c := range v.all {
		v.texts = append(v.texts, fold(c.Issuer+" "+c.Account+" "+c.Group))
		if ofPlan(c, open) {
			v.own++
		}
		if c.Group != "" && !slices.Contains(v.groups, c.Group) {
			v.groups = append(v.groups, c.Group)
		}
	}
	slices.Sort(v.groups)
	v.find("", "")
	return v
}

// ofPlan reports whether a code belongs to the open plan.
func ofPlan(c vault.Code, open plan.Key) bool { return open != "" && c.Place.Plan == open }

func bool2int(b bool) int {
	if b {
		return 1
	}
	return 0
}

// find shows what has every word of a query in issuer, account or group, and is in a group; empty: any.
func (v *codeView) find(query, group string) {
	words := strings.Fields(fold(query))
	v.shown, v.ownShown = v.shown[:0], 0
	for i, text := range v.texts {
		if group != "" && v.all[i].Group != group || !hasAll(text, words) {
			continue
		}
		v.shown = append(v.shown, i)
		if i < v.own {
			v.ownShown++
		}
	}
}

func hasAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// at gives the code at a place of what is shown.
func (v *codeView) at(i int) vault.Code { return v.all[v.shown[i]] }

// byID gives a code; false: it is no more.
func (v *codeView) byID(id vault.CodeID) (vault.Code, bool) {
	for _, c := range v.all {
		if c.ID == id {
			return c, true
		}
	}
	return vault.Code{}, false
}

// fold makes what is searched and what is searched for alike: small letters without their accents (Unicode, UAX 15: NFKD).
func fold(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < 0x80
	}
	if plain {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}
