package profile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Find gives those of the people that are meant by what was typed: each word of it begins a word of the name, or is the birth
// year, its beginning or its last two digits. Accents and case do not count. Nothing typed finds everybody. The order is that
// of all, with who was last on screen in front if it is so there; only people of one name stand together, the eldest first and
// those without a year last, so that no habit opens the wrong one of them.
func Find(all []Profile, typed string) []Profile {
	asked := strings.FieldsFunc(fold(typed), func(r rune) bool { return !counts(r) })
	if len(asked) == 0 && strings.TrimSpace(typed) != "" { // signs alone, which are in no name
		return nil
	}
	type one struct {
		Profile
		place int // of the first who has that name
	}
	var found []one
	places := map[string]int{}
	for i, p := range all {
		parts := words(fold(p.Name))
		if !meant(p, parts, asked) {
			continue
		}
		name := p.Name
		if len(parts) > 0 {
			name = parts[0] // all of it, however it is spaced
		}
		if _, there := places[name]; !there {
			places[name] = i
		}
		found = append(found, one{p, places[name]})
	}
	slices.SortStableFunc(found, func(a, b one) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(uint(a.Born-1), uint(b.Born-1)))
	})
	out := make([]Profile, len(found))
	for i, f := range found {
		out[i] = f.Profile
	}
	return out
}

// meant reports whether every word that was typed is of this person.
func meant(p Profile, name, asked []string) bool {
	year := strconv.Itoa(p.Born)
	for _, word := range asked {
		begins := func(part string) bool { return strings.HasPrefix(part, word) }
		born := p.Born > 0 && (begins(year) || len(word) == 2 && strings.HasSuffix(year, word))
		if !born && !slices.ContainsFunc(name, begins) {
			return false
		}
	}
	return true
}
