package ui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
)

// This file is a grant in words: how it came about, what it opens, from when until when, and what the plan's ages change.

// grantFacts are the lines of a grant that are only read.
func (s say) grantFacts(g plan.Grant, rules plan.GrantRules) []fact {
	all := []fact{{s.Say("grant.how"), s.grantKind(g.Kind)}}
	all = append(all, s.scope(g)...)
	all = append(all, s.grantTimes(g)...)
	if g.Kind == plan.GrantParent {
		all = append(all, s.ages("grant.age.", g, rules)...)
	}
	if g.Explanation != "" {
		all = append(all, fact{s.Say("grant.plan-says"), g.Explanation})
	}
	return all
}

// scope is what a grant opens, or would once it counts; of one that is over for good nothing is said.
func (s say) scope(g plan.Grant) (all []fact) {
	if g.State == problem.GrantRevoked || g.State == problem.GrantNone || g.State == problem.GrantAge {
		return nil
	}
	for _, kind := range kindsOf(g.Scope) {
		label := s.recordKind(kind)
		if !g.Counts() {
			label = s.Say("grant.once", assets.Facts{"kind": label})
		}
		all = append(all, fact{label, s.access(g.Scope[kind])})
	}
	return all
}

// kindsOf are the kinds a member comes for, then those of a scope that the app does not know.
func kindsOf(scope map[plan.RecordKind]plan.Access) []plan.RecordKind {
	all := plan.RecordKinds()
	for _, kind := range slices.Sorted(maps.Keys(scope)) {
		if !slices.Contains(all, kind) {
			all = append(all, kind)
		}
	}
	return all
}

// recordKind names a kind; one that the app does not know as the plan does.
func (s say) recordKind(kind plan.RecordKind) string {
	if slices.Contains(plan.RecordKinds(), kind) {
		return s.Say("home." + string(kind))
	}
	return string(kind)
}

// grantKind says how a grant came about.
func (s say) grantKind(kind plan.GrantKind) string {
	if slices.Contains(plan.GrantKinds(), kind) {
		return s.Say("grant.kind." + string(kind))
	}
	return string(kind)
}

// givenKind says it to whose record it is.
func (s say) givenKind(kind plan.GrantKind) string {
	if slices.Contains(plan.GrantKinds(), kind) {
		return s.Say("given.kind." + string(kind))
	}
	return string(kind)
}

// access says how far a grant goes in one kind; more than the app knows is what it knows at most.
func (s say) access(a plan.Access) string {
	return s.Say([]string{"grant.access.none", "grant.access.look", "grant.access.act"}[min(a, plan.MayAct)])
}

func (s say) grantTimes(g plan.Grant) (all []fact) {
	if !g.Asked.IsZero() {
		all = append(all, fact{s.Say("grant.asked"), s.day(g.Asked)})
	}
	if !g.Starts.IsZero() {
		all = append(all, fact{s.Say("grant.starts"), s.day(g.Starts)})
	}
	ends := s.Say("grant.ends.never")
	if !g.Ends.IsZero() {
		ends = s.day(g.Ends)
	}
	return append(all, fact{s.Say("grant.ends"), ends})
}

// ages say what the plan's rules close to a parent, and from which age on; the words are of either side, by the first part of
// their keys.
func (s say) ages(side string, g plan.Grant, rules plan.GrantRules) (all []fact) {
	if rules.Teen > 0 && len(rules.Private) > 0 {
		kinds := make([]string, 0, len(rules.Private))
		for _, kind := range rules.Private {
			kinds = append(kinds, s.recordKind(kind))
		}
		all = append(all, fact{s.Say("grant.age.teen", assets.Facts{"n": fmt.Sprint(rules.Teen)}), s.Say(side+"private", assets.Facts{"kinds": strings.Join(kinds, ", ")})})
	}
	if rules.Adult > 0 {
		all = append(all, fact{s.Say("grant.age.adult", assets.Facts{"n": fmt.Sprint(rules.Adult)}), s.Say(side + "closed")})
	}
	if !g.AgeChange.IsZero() {
		all = append(all, fact{s.Say("grant.age.next"), s.day(g.AgeChange)})
	}
	return all
}

// opens lists what a grant opens, in one line.
func (s say) opens(g plan.Grant) string {
	var said []string
	for _, kind := range kindsOf(g.Scope) {
		if g.Scope[kind] > plan.NoAccess {
			said = append(said, s.recordKind(kind))
		}
	}
	if len(said) == 0 {
		return s.Say("grant.opens.nothing")
	}
	return s.Say("grant.opens", assets.Facts{"kinds": strings.Join(said, ", ")})
}

// until says when a grant ends.
func (s say) until(g plan.Grant) string {
	if g.Ends.IsZero() {
		return s.Say("grant.ends.never") + "."
	}
	return s.Say("grant.until", s.on(g.Ends))
}
