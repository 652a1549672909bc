package profile_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
)

// states are those that a plan gives to a grant as a whole: all of the family but what is about one kind or one deed.
func states() (out []problem.Code) {
	part := []problem.Code{problem.GrantScope, problem.GrantReadOnly, problem.GrantMemberActs, problem.GrantNotOffered}
	for _, code := range problem.Codes() {
		if strings.HasPrefix(string(code), "grant.") && !slices.Contains(part, code) {
			out = append(out, code)
		}
	}
	return out
}

func TestEveryStateIsARefusalThatNamesThePerson(t *testing.T) {
	if len(states()) != 7 {
		t.Fatal(states())
	}
	for _, code := range states() {
		g := grant("dolores", "Dolores Ruiz", 1948)
		g.State, g.Explanation, g.Renewable = code, "The plan's own words.", true
		g.Papers = []plan.Paper{{State: plan.PaperWanted}}
		p := one(t, g)
		usual := problem.New(code)
		why := p.Refusal()
		if why == nil || why.Code != code || why.Kind != usual.Kind || why.Facts.Who != "Dolores Ruiz" || why.Facts.Reason != "The plan's own words." {
			t.Fatalf("%s: %+v", code, why)
		}
		if !slices.Equal(why.Remedies, usual.Remedies) {
			t.Errorf("%s: %v", code, why.Remedies)
		}
		for _, kind := range plan.RecordKinds() {
			for _, want := range []plan.Access{plan.NoAccess, plan.MayLook, plan.MayAct} {
				if why := p.May(kind, want, ages); why == nil || why.Code != code {
					t.Errorf("%s, %s, %d: %v", code, kind, want, why)
				}
			}
		}
	}
}

func TestMayByScope(t *testing.T) {
	scope := map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook, plan.Appointments: plan.MayAct, plan.Messages: plan.NoAccess}
	for _, row := range []struct {
		kind plan.RecordKind
		want plan.Access
		code problem.Code
	}{
		{plan.Results, plan.NoAccess, ""}, {plan.Results, plan.MayLook, ""}, {plan.Results, plan.MayAct, problem.GrantReadOnly},
		{plan.Appointments, plan.MayLook, ""}, {plan.Appointments, plan.MayAct, ""},
		{plan.Messages, plan.NoAccess, ""}, {plan.Messages, plan.MayLook, problem.GrantScope}, {plan.Messages, plan.MayAct, problem.GrantScope},
		{plan.Prescriptions, plan.MayLook, problem.GrantScope}, {"of-tomorrow", plan.MayLook, problem.GrantScope},
	} {
		for _, kind := range append(plan.GrantKinds(), "of-tomorrow") {
			g := grant("dolores", "Dolores Ruiz", 1948)
			g.Kind, g.Scope = kind, scope
			checkMay(t, one(t, g), row.kind, row.want, row.code)
		}
	}
	self := profile.Own(here, plan.Account{Member: carmen, Name: "Carmen"})
	checkMay(t, self, plan.Results, plan.MayAct, "")
}

// ages are the rules of a plan by which a child's letters are its own from 13 on.
var ages = plan.GrantRules{Teen: 13, Adult: 18, Private: []plan.RecordKind{plan.Messages}}

// TestWhatTheAgeOfAChildClosesIsSaid, and only that: what a parent was never given is closed for another reason.
func TestWhatTheAgeOfAChildClosesIsSaid(t *testing.T) {
	adult := time.Date(2028, time.March, 3, 0, 0, 0, 0, time.UTC)
	teen := adult.AddDate(13-18, 0, 0)
	for _, row := range []struct {
		name   string
		of     plan.GrantKind
		born   int
		change time.Time
		kind   plan.RecordKind
		code   problem.Code
	}{
		{"old enough", plan.GrantParent, 2010, adult, plan.Messages, problem.GrantAge},
		{"old enough, and not private", plan.GrantParent, 2010, adult, plan.Results, problem.GrantScope},
		{"too young", plan.GrantParent, 2010, teen, plan.Messages, problem.GrantScope},
		{"no age is told", plan.GrantParent, 0, adult, plan.Messages, problem.GrantScope},
		{"nothing will change", plan.GrantParent, 2010, time.Time{}, plan.Messages, problem.GrantScope},
		{"no parent", plan.GrantGuardian, 2010, adult, plan.Messages, problem.GrantScope},
	} {
		g := grant("mateo", "Mateo Delgado", row.born)
		g.Kind, g.AgeChange, g.Scope = row.of, row.change, map[plan.RecordKind]plan.Access{}
		t.Run(row.name, func(t *testing.T) { checkMay(t, one(t, g), row.kind, plan.MayLook, row.code) })
	}
	g := grant("mateo", "Mateo Delgado", 2010)
	g.Kind, g.AgeChange, g.Scope = plan.GrantParent, adult, nil
	if why := one(t, g).May(plan.Messages, plan.MayLook, plan.GrantRules{}); why.Code != problem.GrantScope {
		t.Error("without rules:", why)
	}
}

// checkMay compares one answer; an empty code is none.
func checkMay(t *testing.T, p profile.Profile, kind plan.RecordKind, want plan.Access, code problem.Code) {
	t.Helper()
	why := p.May(kind, want, ages)
	if (why == nil) != (code == "") || why != nil && (why.Code != code || why.Facts.Who != p.Name) {
		t.Errorf("%s of %s, %d: %v, and not %q", kind, p.Grant.Kind, want, why, code)
	}
}

func TestNoGrantOfAnothersOpensARecord(t *testing.T) {
	sound := one(t, grant("dolores", "Dolores Ruiz", 1948))
	for name, change := range map[string]func(*profile.Profile){
		"none":             func(p *profile.Profile) { p.Grant = plan.Grant{} },
		"somebody else's":  func(p *profile.Profile) { p.Grant.Subject.ID = "ernesto" },
		"nobody's":         func(p *profile.Profile) { p.Grant.Subject.ID = "" },
		"of nobody":        func(p *profile.Profile) { p.Subject, p.Grant.Subject.ID = "", "" },
		"without an actor": func(p *profile.Profile) { p.Actor = "" },
	} {
		p := sound
		change(&p)
		checkMay(t, p, plan.Results, plan.MayLook, problem.GrantNone)
		if why := p.Refusal(); why == nil || why.Code != problem.GrantNone {
			t.Errorf("%s: %v", name, why)
		}
	}
	asked := sound // a request, of which the plan does not say yet whose record it means
	asked.Subject, asked.Grant.Subject.ID, asked.Grant.State = "", "", problem.GrantPending
	if why := asked.Refusal(); why == nil || why.Code != problem.GrantPending {
		t.Error(why)
	}
}

func TestWaysOnAreThoseThatTheGrantHas(t *testing.T) {
	refusal := func(code problem.Code, renewable bool, papers ...plan.PaperState) *problem.Problem {
		g := grant("dolores", "Dolores Ruiz", 1948)
		g.State, g.Renewable = code, renewable
		for _, state := range papers {
			g.Papers = append(g.Papers, plan.Paper{State: state})
		}
		return one(t, g).Refusal()
	}
	if why := refusal(problem.GrantExpired, false); why.Offers(problem.RenewAccess) || !why.Offers(problem.RequestAccess) || !why.Offers(problem.OwnRecord) {
		t.Error(why.Remedies)
	}
	for state, wanted := range map[plan.PaperState]bool{plan.PaperWanted: true, plan.PaperPartly: true, plan.PaperRefused: true,
		plan.PaperLookedAt: false, plan.PaperAccepted: false} {
		if why := refusal(problem.GrantPapers, false, plan.PaperAccepted, state); why.Offers(problem.UploadPapers) != wanted || !why.Offers(problem.CallThePlan) {
			t.Error(state, why.Remedies)
		}
	}
	if why := refusal(problem.GrantPapers, false); why.Offers(problem.UploadPapers) {
		t.Error("no paper is wanted:", why.Remedies)
	}
	if why := refusal("grant.of-tomorrow", true); why.Code != "grant.of-tomorrow" || why.Kind != problem.Forbidden || !why.Offers(problem.CallThePlan) || !why.Offers(problem.OwnRecord) {
		t.Errorf("%+v", why)
	}
	for _, code := range []problem.Code{problem.GrantExpired, problem.GrantPapers} { // the usual ways are everybody's
		if usual := problem.New(code); usual.Offers(problem.RequestAccess) || !usual.Offers(problem.RenewAccess) && !usual.Offers(problem.UploadPapers) {
			t.Error("the table was changed:", usual.Remedies)
		}
	}
}

func TestEnding(t *testing.T) {
	ends := noon.AddDate(0, 0, 30)
	rules := plan.GrantRules{WarnDays: []int{7, 30, 1}}
	for _, row := range []struct {
		name   string
		ends   time.Time
		state  problem.Code
		now    time.Time
		rules  plan.GrantRules
		ending bool
	}{
		{"without an end", time.Time{}, "", noon, rules, false},
		{"a moment before the first day", ends, "", noon.Add(-time.Nanosecond), rules, false},
		{"the first day", ends, "", noon, rules, true},
		{"the last moment", ends, "", ends.Add(-1), rules, true},
		{"past, and it counts still", ends, "", ends, rules, true},
		{"past, and no day named", ends, "", ends.Add(time.Hour), plan.GrantRules{}, true},
		{"no day is named", ends, "", ends.Add(-time.Hour), plan.GrantRules{}, false},
		{"over", ends, problem.GrantExpired, noon, rules, false},
	} {
		g := grant("dolores", "Dolores Ruiz", 1948)
		g.Ends, g.State = row.ends, row.state
		if over := one(t, g).Over(row.now); over != (!row.ends.IsZero() && !row.now.Before(row.ends)) {
			t.Errorf("%s: over: %v", row.name, over)
		}
		at, ending := one(t, g).Ending(row.now, row.rules)
		if ending != row.ending || ending && !at.Equal(row.ends) {
			t.Errorf("%s: %v %v", row.name, at, ending)
		}
	}
}
