package profile

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Received gives the people whose grants a member has received, one profile for each, whatever the state of their grants, by
// name, birth year and id. Of several grants for one person it takes the one that opens most, and never adds them up: an
// entry is refused or shown under one grant, whose end and papers the member can look at. Among those that open nothing it is
// the one that is nearest to it (nearness). What is of another actor, or names nobody, or oneself, is left out.
func Received(key plan.Key, actor plan.MemberID, list []plan.Grant) []Profile {
	best, first := map[plan.MemberID]plan.Grant{}, map[plan.MemberID]time.Time{}
	for _, g := range list {
		who := g.Subject.ID
		if who == "" || who == actor || g.Actor.ID != "" && g.Actor.ID != actor {
			continue
		}
		if old, there := best[who]; !there || opensMore(g, old) > 0 {
			best[who] = g
		}
		if old, there := first[who]; !there || since(g).Before(old) {
			first[who] = since(g)
		}
	}
	out := make([]Profile, 0, len(best))
	for _, who := range slices.Sorted(maps.Keys(best)) {
		g := best[who]
		out = append(out, Profile{Key: Key{key, actor, who}, Name: g.Subject.Name, Born: g.Subject.Born, Grant: g})
	}
	byName(out)
	dress(out, func(p Profile) time.Time { return first[p.Subject] })
	return out
}

// byName sorts people as they are read out: by name, then birth year, then id.
func byName(list []Profile) {
	names := make(map[Key]string, len(list))
	for _, p := range list {
		names[p.Key] = fold(p.Name)
	}
	slices.SortFunc(list, func(a, b Profile) int {
		return cmp.Or(cmp.Compare(names[a.Key], names[b.Key]), cmp.Compare(a.Born, b.Born), cmp.Compare(a.Subject, b.Subject))
	})
}

// since is when a grant first was there, as far as the plan tells.
func since(g plan.Grant) time.Time {
	if g.Asked.IsZero() {
		return g.Starts
	}
	return g.Asked
}

// opensMore compares two grants for one person: positive where a opens more. It orders any list in one way, whatever the order it
// came in.
func opensMore(a, b plan.Grant) int {
	return cmp.Or(
		cmp.Compare(nearness(b), nearness(a)),
		cmp.Compare(breadth(a), breadth(b)),
		lasting(a.Ends, b.Ends),
		since(a).Compare(since(b)),
		cmp.Compare(b.ID, a.ID))
}

// nearness is how far a grant is from opening something; 0: it does.
func nearness(g plan.Grant) int {
	order := []problem.Code{"", problem.GrantDeceased, problem.GrantPapers, problem.GrantPending, problem.GrantExpired, problem.GrantAge,
		problem.GrantRevoked}
	if at := slices.Index(order, g.State); at >= 0 {
		return at
	}
	return len(order)
}

// breadth is how much a grant opens: each kind counts with its access.
func breadth(g plan.Grant) (sum int) {
	for _, a := range g.Scope {
		sum += int(a)
	}
	return sum
}

// lasting compares two ends; no end is the latest.
func lasting(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}
