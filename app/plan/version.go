package plan

import (
	"strconv"
	"strings"

	"vestibule/app/problem"
)

// Outdated says whether this app's version is below what the plan supports (AppTooOld: sign-in is not possible) or
// recommends (AppOld: worth telling); nil when neither, or when the plan names none. Platform picks the store's
// address: a GOOS, or "web".
func (r AppRules) Outdated(version, platform string) *problem.Problem {
	code, need := problem.AppTooOld, r.MinSupported
	if !older(version, need) {
		code, need = problem.AppOld, r.Recommended
	}
	if !older(version, need) {
		return nil
	}
	p := problem.New(code)
	p.Facts.Version, p.Facts.URL = need, r.StoreURLs[platform]
	return p
}

// older compares dotted numbers part by part; a missing part is 0, and what is no number says nothing.
func older(version, need string) bool {
	a, b := strings.Split(version, "."), strings.Split(need, ".")
	for i := range max(len(a), len(b)) {
		x, okX := part(a, i)
		y, okY := part(b, i)
		if !okX || !okY {
			return false
		}
		if x != y {
			return x < y
		}
	}
	return false
}

func part(parts []string, i int) (int, bool) {
	if i >= len(parts) {
		return 0, true
	}
	n, err := strconv.Atoi(parts[i])
	return n, err == nil && n >= 0
}
