package profile

import (
	"hash/fnv"
	"slices"
	"time"
)

// Hues and Patterns are how many of each there are. A badge is told apart by either alone: colour is never the only cue (WCAG
// 2.2, 1.4.1).
const (
	Hues     = 8
	Patterns = 8
	looks    = Hues * Patterns
)

// near is how far apart in a list by name two people of one look must be.
const near = 3

// Badge is how a person is told apart at a glance, always beside the name. Hue and Pattern are numbers below Hues and Patterns.
type Badge struct {
	Hue, Pattern int
	// Initials are one or two letters, or "?" where the name has none.
	Initials string
}

// badgeAt gives the badge of a look, a number below looks.
func badgeAt(look int, name string) Badge {
	return Badge{Hue: look % Hues, Pattern: look / Hues, Initials: initials(name)}
}

// home is the look that a person has where nobody else is in the way.
func home(k Key) int {
	h := fnv.New64a()
	_, _ = h.Write([]byte(k.Plan))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(k.Subject))
	sum := h.Sum64()
	return int((sum ^ sum>>32) % looks)
}

// dress gives badges to a list by name. Nobody looks like one who is near in the list; the member and seven others have eight
// hues, the member and 63 others a look each. Who was there first, as the plan tells, chooses first, so that who comes later
// changes nobody's, and each begins with the look that is their own (home). Only when somebody goes may one who had to give
// way to them change.
func dress(list []Profile, first func(Profile) time.Time) {
	if len(list) == 0 {
		return
	}
	w := wardrobe{worn: make([]int, len(list))}
	for i := range w.worn {
		w.worn[i] = -1
	}
	own := list[0].Key
	own.Subject = own.Actor
	w.wear(home(own))
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if c := first(list[a]).Compare(first(list[b])); c != 0 {
			return c
		}
		return compareSubjects(list[a], list[b])
	})
	for _, at := range order {
		look := w.choose(at, home(list[at].Key))
		w.worn[at] = look
		w.wear(look)
		list[at].Badge = badgeAt(look, list[at].Name)
	}
}

// wardrobe is what is worn so far.
type wardrobe struct {
	worn     []int // by place in the list; -1: nothing yet
	look     [looks]int
	hues     [Hues]int
	patterns [Patterns]int
}

// wear notes one more.
func (w *wardrobe) wear(look int) {
	w.look[look]++
	w.hues[look%Hues]++
	w.patterns[look/Hues]++
}

// choose gives the look for a place that has the least against it; of equals, the first from the wish on.
func (w *wardrobe) choose(at, wish int) int {
	best, least := wish, w.against(at, wish)
	for step := 1; step < looks; step++ {
		look := (wish + step*(Hues+1)) % looks // another hue and another pattern each time; 9 and 64 have no common part
		if cost := w.against(at, look); cost < least {
			best, least = look, cost
		}
	}
	return best
}

// against is what speaks against a look at a place: being taken for a neighbour, then for anybody, then a hue or a pattern
// that is worn already. With 200 people no count reaches the next weight.
func (w *wardrobe) against(at, look int) int {
	cost := w.look[look]*1_000_000 + w.hues[look%Hues]*1_000 + w.patterns[look/Hues]
	for i := max(0, at-near); i <= min(len(w.worn)-1, at+near); i++ {
		if w.worn[i] == look {
			cost += 1_000_000_000
		}
	}
	return cost
}
