package profile_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vestibule/app/plan"
	"vestibule/app/profile"
)

// look is a badge without the initials.
type look struct{ hue, pattern int }

func lookOf(p profile.Profile) look { return look{p.Badge.Hue, p.Badge.Pattern} }

// crowd draws grants of up to 200 people whose ids are chance; some share a name.
func crowd(t *rapid.T, most int) []plan.Grant {
	ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9]{1,12}`), 0, most, rapid.ID).Draw(t, "ids")
	list := make([]plan.Grant, len(ids))
	for i, id := range ids {
		list[i] = grant(plan.MemberID(id+"-"), fmt.Sprintf("Person %c", 'A'+rapid.IntRange(0, 25).Draw(t, "name")), 1930+i%80)
		list[i].Asked = noon.AddDate(0, 0, rapid.IntRange(-900, 0).Draw(t, "asked"))
	}
	return list
}

func received(list []plan.Grant) []profile.Profile { return profile.Received(here, carmen, list) }

func TestNeighboursOfAListLookDifferent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grants := crowd(t, 40)
		for i := range rapid.IntRange(0, 160).Draw(t, "more") { // a care home
			g := grant(plan.MemberID(fmt.Sprint(rapid.Uint16().Draw(t, "of"), "/", i)), fmt.Sprint("Person ", i), 1940)
			grants = append(grants, g)
		}
		list := received(grants)
		for i, p := range list {
			if b := p.Badge; b.Hue < 0 || b.Hue >= profile.Hues || b.Pattern < 0 || b.Pattern >= profile.Patterns || b.Initials == "" {
				t.Fatalf("%+v", b)
			}
			for _, q := range list[i+1 : min(len(list), i+4)] {
				if lookOf(p) == lookOf(q) {
					t.Fatalf("%s and %s look alike", p.Subject, q.Subject)
				}
			}
		}
	})
}

func TestTheMemberAndSevenOthersHaveEightHues(t *testing.T) {
	self := profile.Own(here, plan.Account{Member: carmen, Name: "Carmen"})
	rapid.Check(t, func(t *rapid.T) {
		list := received(crowd(t, profile.Hues*profile.Patterns-1))
		seen, hues := map[look]bool{lookOf(self): true}, map[int]bool{self.Badge.Hue: true}
		for _, p := range list {
			if seen[lookOf(p)] {
				t.Fatalf("of %d people two look alike", len(list)+1)
			}
			seen[lookOf(p)], hues[p.Badge.Hue] = true, true
		}
		if len(hues) != min(len(list)+1, profile.Hues) {
			t.Fatalf("%d people, %d hues", len(list)+1, len(hues))
		}
	})
}

// TestABadgeStays: by whatever order the plan tells them in, at every start, and when somebody comes.
func TestABadgeStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grants := crowd(t, 200)
		was := map[plan.MemberID]profile.Badge{}
		for _, p := range received(grants) {
			was[p.Subject] = p.Badge
		}
		later := append(rapid.Permutation(grants).Draw(t, "order"), grant("new", "Person "+rapid.StringMatching("[A-Z]").Draw(t, "new"), 1990))
		later[len(later)-1].Asked = noon.AddDate(0, 0, 1)
		for _, p := range received(later) {
			if old, there := was[p.Subject]; there && old != p.Badge {
				t.Fatalf("%s: %v is %v now", p.Subject, old, p.Badge)
			}
		}
	})
}

// TestARenewalChangesNoBadge: what was there first stays so, though the newest of a person's grants is what opens.
func TestARenewalChangesNoBadge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grants := crowd(t, 60)
		before := received(grants)
		for i := range grants {
			again := grants[i]
			again.ID, again.Asked, grants[i].State = "again", noon, "grant.expired"
			grants = append(grants, again)
		}
		for i, p := range received(grants) {
			if p.Badge != before[i].Badge || p.Grant.ID != "again" {
				t.Fatalf("%+v, and %+v before", p, before[i])
			}
		}
	})
}

// TestHomesAreSpread: the looks that people begin with are chance enough that few have to give way.
func TestHomesAreSpread(t *testing.T) {
	count := map[look]int{}
	for i := range 6400 {
		count[lookOf(profile.Own(here, plan.Account{Member: plan.MemberID(fmt.Sprint("m", i))}))]++
	}
	for l, n := range count {
		if n < 50 || n > 160 {
			t.Errorf("%v: %d of 6400", l, n)
		}
	}
	if len(count) != profile.Hues*profile.Patterns {
		t.Error(len(count), "looks")
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Carmen Delgado": "CD", "maria de la cruz": "MC", "Cher": "C", "  Ann-Marie  O'Brien ": "AO", "ángel ñandú": "ÁÑ", "e\u0301mile": "É",
		"田中 太郎": "田太", "田中太郎": "田", "Øyvind Ægir": "ØÆ", "(Dolores) Ruiz!": "DR", "ǆemal": "ǅ", "3rd Street": "3S", "🦊 Fox": "🦊F",
		"": "?", "   ": "?", "---": "?", "\u200b\u202e": "?", "\u3164 \u2800": "?", "\xff\xfe": "?", "\u202eRuiz Ana": "RA",
		"- Ana -": "A", strings.Repeat("\u0301", 1000): "?",
	} {
		g := grant("x", name, 0)
		if got := one(t, g).Badge.Initials; got != want {
			t.Errorf("%q: %q, and not %q", name, got, want)
		}
	}
}

// checkInitials makes sure that they are one or two signs that draw something, or the sign for none.
func checkInitials(t testing.TB, name, got string) {
	t.Helper()
	n := utf8.RuneCountInString(got)
	if got == "?" {
		return
	}
	bad := func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.So) || r == utf8.RuneError || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
	}
	if n < 1 || n > 2 || !utf8.ValidString(got) || strings.ContainsFunc(got, bad) {
		t.Errorf("%q: %q", name, got)
	}
}

func TestNaughtyNamesHaveInitialsAndAreFound(t *testing.T) {
	raw, err := os.ReadFile("../../../shared/data/strings/blns.json")
	if err != nil {
		t.Skip("the list of naughty strings is not here:", err)
	}
	var names []string
	if err := json.Unmarshal(raw, &names); err != nil || len(names) < 400 {
		t.Fatalf("%d strings: %v", len(names), err)
	}
	for _, name := range append(names, "\xff\xfe", "a\x00b", strings.Repeat("x", 1<<16)) {
		p := one(t, grant("x", name, 1948))
		checkInitials(t, name, p.Badge.Initials)
		if got := profile.Find([]profile.Profile{p}, name); len(got) != 1 && p.Badge.Initials != "?" {
			t.Errorf("%q does not find itself", name)
		}
	}
}
