package profile

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Refusal gives why the record does not open at all, with the person's name and the plan's own sentence; nil: it opens. What
// the grant has nothing for is not among its ways on: a renewal that the plan rules out, a paper that nobody waits for. A
// grant for somebody else, or for nobody in particular, opens nothing whatever its state.
func (p Profile) Refusal() *problem.Problem {
	switch {
	case p.Own() || p.opened():
		return nil
	case p.Grant.Counts() || p.Grant.Subject.ID != p.Subject:
		return p.refuse(problem.GrantNone)
	}
	return p.refuse(p.Grant.State)
}

// opened reports a grant that counts, and is this person's.
func (p Profile) opened() bool {
	return p.whole() && p.Grant.Counts() && p.Grant.Subject.ID == p.Subject
}

// May gives why a kind of entry cannot be looked at, or acted on, by this grant; nil: it can, as far as can be told without
// asking the plan, which decides anew for each request. The rules tell what the age of a child closes.
func (p Profile) May(kind plan.RecordKind, want plan.Access, rules plan.GrantRules) *problem.Problem {
	if why := p.Refusal(); why != nil || p.Own() || want == plan.NoAccess {
		return why
	}
	switch has := p.Grant.Scope[kind]; {
	case has >= want:
		return nil
	case has >= plan.MayLook:
		return p.refuse(problem.GrantReadOnly)
	case p.private(kind, rules):
		return p.refuse(problem.GrantAge)
	}
	return p.refuse(problem.GrantScope)
}

// private reports a kind that the age of a child has closed to a parent. Of the birth no more than the year is told, and of
// the ages the next that will change something: past plan.GrantRules.Teen it is the next one that is still to come.
func (p Profile) private(kind plan.RecordKind, rules plan.GrantRules) bool {
	g := p.Grant
	return g.Kind == plan.GrantParent && slices.Contains(rules.Private, kind) && rules.Teen > 0 && p.Born > 0 &&
		!g.AgeChange.IsZero() && g.AgeChange.Year()-p.Born > rules.Teen
}

// Ending gives the end of the grant, and reports whether the member is to be told of it now, by the plan's clock: from the
// earliest of the days the plan names (plan.GrantRules.WarnDays) on. An end that is past while the grant counts still is
// reported, too: the plan is to be asked anew. Where the plan names no day nobody is told ahead.
func (p Profile) Ending(now time.Time, rules plan.GrantRules) (time.Time, bool) {
	ends := p.Grant.Ends
	if p.Own() || !p.opened() || ends.IsZero() {
		return time.Time{}, false
	}
	if !ends.After(now) {
		return ends, true
	}
	if len(rules.WarnDays) == 0 {
		return ends, false
	}
	return ends, !now.Before(ends.AddDate(0, 0, -slices.Max(rules.WarnDays)))
}

// Over reports that the end of the grant has passed by the plan's clock. Whether it has been renewed only the plan knows: until it
// was asked nothing that was kept before is brought on screen.
func (p Profile) Over(now time.Time) bool {
	return !p.Own() && !p.Grant.Ends.IsZero() && !p.Grant.Ends.After(now)
}

// refuse gives a problem of this person's grant.
func (p Profile) refuse(code problem.Code) *problem.Problem {
	why := problem.New(code)
	why.Facts.Who, why.Facts.Reason = p.Name, p.Grant.Explanation
	why.Remedies = slices.Clone(why.Remedies)
	if !problem.Known(code) { // a state of tomorrow's: it opens nothing, and that is no fault of the app's
		why.Kind, why.Remedies = problem.Forbidden, append(why.Remedies, problem.OwnRecord)
	}
	if !p.Grant.Renewable {
		swap(why.Remedies, problem.RenewAccess, problem.RequestAccess)
	}
	if !p.paperWanted() {
		why.Remedies = slices.DeleteFunc(why.Remedies, func(r problem.Remedy) bool { return r == problem.UploadPapers })
	}
	return why
}

// swap puts one way on in the place of another.
func swap(list []problem.Remedy, old, other problem.Remedy) {
	if at := slices.Index(list, old); at >= 0 {
		list[at] = other
	}
}

// paperWanted reports whether the plan waits for a paper.
func (p Profile) paperWanted() bool {
	return slices.ContainsFunc(p.Grant.Papers, func(x plan.Paper) bool {
		return x.State == plan.PaperWanted || x.State == plan.PaperPartly || x.State == plan.PaperRefused
	})
}
