package profile_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const (
	here   = plan.Key("https://plan.example.org")
	carmen = plan.MemberID("carmen")
)

// everything is a scope without a gap.
func everything(a plan.Access) map[plan.RecordKind]plan.Access {
	out := map[plan.RecordKind]plan.Access{}
	for _, kind := range plan.RecordKinds() {
		out[kind] = a
	}
	return out
}

// grant is one of Carmen's that counts and opens everything.
func grant(subject plan.MemberID, name string, born int) plan.Grant {
	return plan.Grant{ID: plan.GrantID("g-" + subject), Subject: plan.Person{ID: subject, Name: name, Born: born},
		Actor: plan.Person{ID: carmen, Name: "Carmen Delgado"}, Kind: plan.GrantInvited, Scope: everything(plan.MayAct)}
}

// one gives the profile that a grant makes.
func one(t testing.TB, g plan.Grant) profile.Profile {
	t.Helper()
	list := profile.Received(here, carmen, []plan.Grant{g})
	if len(list) != 1 {
		t.Fatalf("%d profiles", len(list))
	}
	return list[0]
}

func TestOwn(t *testing.T) {
	for _, row := range []struct {
		account plan.Account
		name    string
	}{
		{plan.Account{Member: carmen, Name: "Carmen Delgado", Identifier: "carmen"}, "Carmen Delgado"},
		{plan.Account{Member: carmen, Card: plan.Card{Name: "Ms C Delgado"}, Identifier: "carmen"}, "Ms C Delgado"},
		{plan.Account{Member: carmen, Identifier: "carmen"}, "carmen"},
	} {
		p := profile.Own(here, row.account)
		if p.Name != row.name || p.Key != (profile.Key{Plan: here, Actor: carmen, Subject: carmen}) || !p.Own() || p.Refusal() != nil {
			t.Errorf("%+v", p)
		}
		if _, ending := p.Ending(noon, plan.GrantRules{WarnDays: []int{30}}); ending {
			t.Error("one's own record ends")
		}
	}
	if (profile.Profile{}).Own() {
		t.Error("nobody is oneself")
	}
}

func TestReceivedIsOneProfileAPerson(t *testing.T) {
	stranger, mine, nobody, unsaid := grant("luis", "Luis", 2017), grant(carmen, "Carmen", 1980), grant("", "Mateo", 0), grant("ana", "Ana Ruiz", 1950)
	stranger.Actor.ID, unsaid.Actor.ID = "somebody else", ""
	list := profile.Received(here, carmen, []plan.Grant{stranger, grant("zoe", "Zoé Delgado", 2011), mine, nobody, grant("maria-1", "Maria Ruiz", 1968),
		grant("dolores", "Dolores Ruiz", 1948), grant("maria-2", "Maria Ruiz", 1941), grant("dolores", "Dolores Ruiz", 1948), unsaid})
	var got []plan.MemberID
	for _, p := range list {
		got = append(got, p.Subject)
		if p.Key != (profile.Key{Plan: here, Actor: carmen, Subject: p.Grant.Subject.ID}) || p.Own() || p.Name != p.Grant.Subject.Name || p.Born != p.Grant.Subject.Born {
			t.Errorf("%+v", p)
		}
	}
	if want := []plan.MemberID{"ana", "dolores", "maria-2", "maria-1", "zoe"}; !slices.Equal(got, want) {
		t.Errorf("%v, and not %v", got, want)
	}
	if len(profile.Received(here, carmen, nil)) != 0 {
		t.Error("people out of nothing")
	}
}

// Each grant opens more than the one after it, or is nearer to it.
func TestOfSeveralGrantsTheOneThatOpensMostIsTaken(t *testing.T) {
	of := func(id string, change func(*plan.Grant)) plan.Grant {
		g := grant("dolores", "Dolores Ruiz", 1948)
		g.ID, g.Ends = plan.GrantID(id), noon.AddDate(0, 1, 0)
		change(&g)
		return g
	}
	state := func(code problem.Code) func(*plan.Grant) { return func(g *plan.Grant) { g.State = code } }
	ladder := []plan.Grant{
		of("for ever", func(g *plan.Grant) { g.Ends = time.Time{} }),
		of("for two months", func(g *plan.Grant) { g.Ends = noon.AddDate(0, 2, 0) }),
		of("newer", func(g *plan.Grant) { g.Asked = noon }),
		of("a", func(*plan.Grant) {}),
		of("b", func(*plan.Grant) {}),
		of("acts on one, looks at the others", func(g *plan.Grant) {
			g.Scope, g.Ends = everything(plan.MayLook), time.Time{}
			g.Scope[plan.Results] = plan.MayAct
		}),
		of("looks", func(g *plan.Grant) { g.Scope, g.Ends = everything(plan.MayLook), time.Time{} }),
		of("nothing in it", func(g *plan.Grant) { g.Scope = nil }),
		of("deceased", state(problem.GrantDeceased)),
		of("papers", state(problem.GrantPapers)),
		of("pending", state(problem.GrantPending)),
		of("expired", state(problem.GrantExpired)),
		of("age", state(problem.GrantAge)),
		of("revoked", state(problem.GrantRevoked)),
		of("tomorrow's", state("grant.of-tomorrow")),
	}
	for i := range ladder {
		for range 5 {
			rest := slices.Clone(ladder[i:])
			rand.Shuffle(len(rest), func(a, b int) { rest[a], rest[b] = rest[b], rest[a] })
			list := profile.Received(here, carmen, rest)
			if len(list) != 1 || !reflect.DeepEqual(list[0].Grant, ladder[i]) {
				t.Fatalf("%q and not %q", list[0].Grant.ID, ladder[i].ID)
			}
		}
	}
}
