package profile_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"vestibule/app/plan"
	"vestibule/app/profile"
)

// family are people in the order they were on screen.
func family(t testing.TB) (list []profile.Profile) {
	for _, p := range []plan.Person{{ID: "luis", Name: "Luis Delgado", Born: 2017}, {ID: "maria-2", Name: "María Ruiz", Born: 1968},
		{ID: "zoe", Name: "Zoé O’Brien-Łuczak", Born: 1990}, {ID: "tanaka", Name: "田中太郎", Born: 1955}, {ID: "maria-1", Name: "Maria Ruiz", Born: 1941},
		{ID: "maria-0", Name: "maria ruiz"}, {ID: "kim", Name: "김철수", Born: 1972}, {ID: "olga", Name: "Ольга Йонесова", Born: 1980}, {ID: "strasse", Name: "Jørgen Straße", Born: 1941}} {
		list = append(list, one(t, grant(p.ID, p.Name, p.Born)))
	}
	return list
}

func found(list []profile.Profile) string {
	var out []string
	for _, p := range list {
		out = append(out, string(p.Subject))
	}
	return strings.Join(out, " ")
}

func TestFind(t *testing.T) {
	marias, all := "maria-1 maria-2 maria-0", "luis maria-1 maria-2 maria-0 zoe tanaka kim olga strasse"
	for typed, want := range map[string]string{
		"": all, "  ": all, "lu": "luis zoe", "de": "luis", "LU": "luis zoe", "ma": marias, "MARÍA": marias, "rui": marias, "maria ruiz": marias, "ruiz maria": marias, "Ruiz, Maria": marias,
		"mariaru": marias, "maria 1941": "maria-1", "ma 68": "maria-2", "1941": "maria-1 strasse", "41": "maria-1 strasse", "19": "maria-1 maria-2 zoe tanaka kim olga strasse", "ob": "zoe", "o'b": "zoe", "obrienluc": "zoe", "ŁUC": "zoe", "luc": "zoe",
		"br": "zoe", "田中": "tanaka", "太郎": "tanaka", "田": "tanaka", "김": "kim", "김철": "kim", "ол": "olga", "ион": "olga", "jo": "strasse", "strasse": "strasse", "STRASSE": "strasse",
		"xy": "", "maria 1955": "", "aria": "", "!!": "", "maria x": "", "0": "",
	} {
		if got := found(profile.Find(family(t), typed)); got != want {
			t.Errorf("%q: %q, and not %q", typed, got, want)
		}
	}
}

func TestFindLeavesTheListAsItIs(t *testing.T) {
	list := family(t)
	was := found(list)
	profile.Find(list, "")
	if found(list) != was {
		t.Error(found(list))
	}
}

func TestWhatIsEndlessIsCut(t *testing.T) {
	long := one(t, grant("long", strings.Repeat("ab ", 1<<18)+"zz", 0))
	for typed, want := range map[string]string{"ab": "long", strings.Repeat("ab ", 1<<18): "long", "zz": ""} {
		if got := found(profile.Find([]profile.Profile{long}, typed)); got != want {
			t.Errorf("%.9q: %q", typed, got)
		}
	}
}

// hard draws a word of small letters, and the same as somebody may write it: with accents in either form, and capitals.
func hard(t *rapid.T) (plain, written string) {
	plain = rapid.StringMatching(`[a-z]{1,6}`).Draw(t, "word")
	var out strings.Builder
	for _, r := range plain {
		if rapid.Bool().Draw(t, "capital") {
			r = unicode.ToUpper(r)
		}
		out.WriteRune(r)
		if rapid.IntRange(0, 3).Draw(t, "accent") == 0 {
			out.WriteString(rapid.SampledFrom([]string{"\u0301", "\u0308", "\u0327"}).Draw(t, "mark"))
		}
	}
	if rapid.Bool().Draw(t, "composed") {
		return plain, norm.NFC.String(out.String())
	}
	return plain, out.String()
}

// TestTwoLettersFindEverybodyWhoseNameHasAWordThatBeginsSo, and nobody else, in the order they came in but for those of one name.
func TestTwoLettersFindEverybodyWhoseNameHasAWordThatBeginsSo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []profile.Profile
		plain := map[plan.MemberID][]string{}
		for i := range rapid.IntRange(0, 30).Draw(t, "people") {
			id := plan.MemberID("m" + string(rune('a'+i)))
			var written []string
			for range rapid.IntRange(1, 3).Draw(t, "words") {
				p, w := hard(t)
				if len(all) > 0 && rapid.IntRange(0, 4).Draw(t, "as somebody") == 0 {
					p = rapid.SampledFrom(plain[all[0].Subject]).Draw(t, "theirs")
					w = p
				}
				plain[id], written = append(plain[id], p), append(written, w)
			}
			name := strings.Join(written, rapid.SampledFrom([]string{" ", "  ", "-", ", ", "’"}).Draw(t, "between"))
			all = append(all, profile.Profile{Key: profile.Key{Plan: here, Actor: carmen, Subject: id}, Name: name, Born: rapid.IntRange(0, 3).Draw(t, "born")})
		}
		typed := rapid.StringMatching(`[a-zA-Z]{2}`).Draw(t, "typed")
		if len(all) > 0 && rapid.Bool().Draw(t, "of somebody") {
			words := plain[all[0].Subject]
			typed = (words[len(words)-1] + "x")[:2]
		}
		got := profile.Find(all, typed)
		for _, p := range all {
			want := slices.ContainsFunc(plain[p.Subject], func(w string) bool { return strings.HasPrefix(w, strings.ToLower(typed)) })
			if is := strings.Contains(found(got)+" ", string(p.Subject)+" "); want && !is {
				t.Fatalf("%q does not find %q", typed, p.Name)
			} else if is && !want && !strings.Contains(strings.Join(plain[p.Subject], ""), strings.ToLower(typed)) {
				t.Fatalf("%q finds %q", typed, p.Name)
			}
		}
		checkOrder(t, all, got, plain)
	})
}

// checkOrder: nobody twice, nobody new; those of one name stand together, by birth year, where the first of them stood.
func checkOrder(t *rapid.T, all, got []profile.Profile, plain map[plan.MemberID][]string) {
	name := func(p profile.Profile) string { return strings.Join(plain[p.Subject], "") }
	first, at := map[string]int{}, map[plan.MemberID]bool{}
	for i, p := range slices.Backward(all) {
		first[name(p)], at[p.Subject] = i, true
	}
	for i, p := range got {
		if !at[p.Subject] {
			t.Fatalf("%s is new, or there twice", p.Subject)
		}
		at[p.Subject] = false
		if i == 0 {
			continue
		}
		was := got[i-1]
		if first[name(was)] > first[name(p)] {
			t.Fatalf("%q before %q", was.Name, p.Name)
		}
		if name(was) == name(p) && was.Born != p.Born && (was.Born == 0 || p.Born != 0 && was.Born > p.Born) {
			t.Fatalf("%d before %d", was.Born, p.Born)
		}
	}
}

// FuzzPeople feeds names and what is typed: never more than given, nobody is lost by typing nothing, a badge is sound, and it
// stands still.
func FuzzPeople(f *testing.F) {
	for _, seed := range [][2]string{{"María Ruiz", "ma"}, {"田中太郎", "太"}, {"\u202e\u0301", "\xff"}, {"ǅ ß İ ﷺ", "ss"}, {"👩\u200d⚕️", "👩"}, {"O'Brien", "o'b 1941"}} {
		f.Add(seed[0], seed[1], 1941)
	}
	f.Fuzz(func(t *testing.T, name, typed string, born int) {
		p, q := one(t, grant("a", name, born)), one(t, grant("b", "Ana Ruiz", 1950))
		all := []profile.Profile{p, q, p}
		got := profile.Find(all, typed)
		if len(got) > len(all) || len(profile.Find(all, "")) != len(all) {
			t.Fatal(len(got))
		}
		for _, r := range got {
			if r.Subject != "a" && r.Subject != "b" {
				t.Fatalf("%+v", r)
			}
		}
		checkInitials(t, name, p.Badge.Initials)
		if again := one(t, grant("a", name, born)); again.Badge != p.Badge {
			t.Fatal(again.Badge, p.Badge)
		}
	})
}
