package vault

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// lastOf tells who was last on screen, in words.
func lastOf(v *Vault, key plan.Key, actor plan.MemberID) string {
	who, found := v.LastProfile(key, actor)
	if found == (who == "") {
		return "found and empty, or not found and named"
	}
	return string(who)
}

func setLast(t *testing.T, v *Vault, key plan.Key, actor, subject plan.MemberID) {
	t.Helper()
	if err := v.SetLastProfile(key, actor, subject, false); err != nil {
		t.Fatal(err)
	}
}

func TestWhoWasLastOnScreenIsThereTheNextTime(t *testing.T) {
	d := newDevice()
	v := d.open()
	other := plan.Key("https://other.example.org")
	setLast(t, v, here, "carmen", "luis-canary")
	setLast(t, v, here, "dolores", "ernesto")
	setLast(t, v, other, "carmen", "sofia")
	setLast(t, v, "", "carmen", "ana")
	setLast(t, v, here, "carmen", "dolores-canary")
	for range 2 {
		v = reopened(t, d, v)
		got := []string{lastOf(v, here, "carmen"), lastOf(v, here, "dolores"), lastOf(v, other, "carmen"), lastOf(v, "", "carmen"), lastOf(v, other, "dolores")}
		if want := []string{"dolores-canary", "ernesto", "sofia", "ana", ""}; !slices.Equal(got, want) {
			t.Fatal(got)
		}
	}
	for _, data := range d.versions {
		if bytes.Contains(data, []byte("canary")) || bytes.Contains(data, []byte("carmen")) {
			t.Error("it rests in the open")
		}
	}
}

func TestOneselfOnScreenLeavesNothing(t *testing.T) {
	for _, self := range []plan.MemberID{"carmen", ""} {
		v := newDevice().open()
		setLast(t, v, here, "carmen", self)
		if !v.body.empty() || v.revision != 0 {
			t.Error("something is kept of oneself")
		}
		setLast(t, v, here, "carmen", "luis")
		setLast(t, v, here, "carmen", self)
		if got := lastOf(v, here, "carmen"); got != "" || !v.body.empty() {
			t.Errorf("%q: %q", self, got)
		}
	}
}

func TestTheSamePersonOnScreenIsNoChange(t *testing.T) {
	v := newDevice().open()
	setLast(t, v, here, "carmen", "luis")
	was := v.Revision()
	if setLast(t, v, here, "carmen", "luis"); v.Revision() != was {
		t.Error("it is written for nothing")
	}
}

func TestNothingOfWhoWasLastIsKeptWhereItMayNotBe(t *testing.T) {
	d := newDevice()
	v := d.open()
	long := plan.MemberID(strings.Repeat("x", longestLast+1))
	for _, err := range []error{v.SetLastProfile(here, "", "luis", false), v.SetLastProfile(here, "carmen", long, false),
		v.SetLastProfile(here, long, "luis", false), v.SetLastProfile(plan.Key(long), "carmen", "luis", false)} {
		if err == nil {
			t.Error("kept")
		}
	}
	if err := v.SetLastProfile(here, "carmen", "luis", true); !errors.Is(err, ErrShared) || !v.body.empty() {
		t.Error("on a shared device:", err)
	}
	setLast(t, v, here, "carmen", "luis")
	v = reopened(t, d, v)
	v.Lock()
	if err := v.SetLastProfile(here, "carmen", "ana", false); !problem.Is(err, problem.VaultLocked) || lastOf(v, here, "carmen") != "" {
		t.Error("a locked vault:", err)
	}
	d.readOnly = problem.New(problem.StoreInUse)
	v = d.open()
	if err := v.SetLastProfile(here, "carmen", "ana", false); !problem.Is(err, problem.StoreInUse) || lastOf(v, here, "carmen") != "luis" {
		t.Error("one that cannot be changed:", err)
	}
}

func TestAForgottenPlanHadNobodyOnScreen(t *testing.T) {
	d := newDevice()
	v := d.open()
	setLast(t, v, here, "carmen", "luis")
	setLast(t, v, "https://other.example.org", "carmen", "ana")
	if err := errors.Join(v.Save(t.Context()), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
	v.Forget(here)
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, data := range d.versions {
		one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{data}}, chance: d.chance}
		if w := one.open(); lastOf(w, here, "carmen") != "" || lastOf(w, "https://other.example.org", "carmen") != "ana" {
			t.Errorf("version %d: %+v", i, w.body.lasts)
		}
	}
}

func TestWhoWasLastIsBounded(t *testing.T) {
	v := newDevice().open()
	for i := range mostLasts + 5 {
		setLast(t, v, here, plan.MemberID(fmt.Sprint("actor ", i)), "luis")
	}
	if n := len(v.body.lasts); n != mostLasts || lastOf(v, here, "actor 4") != "" || lastOf(v, here, "actor 5") != "luis" {
		t.Error(n)
	}
}

func TestEveryLengthOfWhoWasLastIsReadBack(t *testing.T) {
	for n := 1; n <= longestLast; n++ {
		b := newBody()
		b.generation, b.lasts = 1, []last{{plan: here, actor: "carmen", subject: plan.MemberID(strings.Repeat("x", n))}}
		raw := encoded(t, &b)
		got, err := readBody(raw, testID, testKey)
		if err != nil || len(got.lasts) != 1 || len(got.lasts[0].subject) != n || len(raw)%padding != 0 {
			t.Fatal(n, err, len(raw))
		}
	}
}

// A broken one keeps nobody from the others, and is kept as it is; so is what a newer app adds to a sound one.
func TestABrokenLastIsPutAside(t *testing.T) {
	d := newDevice()
	v := d.open()
	setLast(t, v, here, "carmen", "luis")
	sound := last{plan: here, actor: "another", subject: "ana"}.records()
	cut := func(at int) []record { return slices.Delete(slices.Clone(sound), at, at+1) }
	long := append(cut(2), record{tagLastSubject, make([]byte, longestLast+1)})
	empty := append(cut(2), record{tagLastSubject, nil})
	bad := [][]record{cut(0), cut(1), cut(2), append(slices.Clone(sound), sound[1]), long, empty, v.body.lasts[0].records(), nil}
	for _, list := range bad {
		v.body.bad = append(v.body.bad, record{tagLast, appendAll(nil, list)})
	}
	v.body.bad = append(v.body.bad, record{tagLast, []byte("torn")})
	v.body.lasts[0].unknown = []record{{99, []byte("newer")}}
	for range 2 {
		v.revision++
		if err := v.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
		v = d.open()
		if v.Rest().Bad != len(bad)+1 || len(v.body.lasts) != 1 || lastOf(v, here, "carmen") != "luis" {
			t.Fatalf("%+v %+v", v.Rest(), v.body.lasts)
		}
		setLast(t, v, here, "carmen", "ana")
		setLast(t, v, here, "carmen", "luis")
		if more := v.body.lasts[0].unknown; len(more) != 1 || string(more[0].data) != "newer" {
			t.Fatalf("%+v", more)
		}
	}
}

// What is kept in the first version's file, and what it makes of this record.
func TestTheFirstAppKeepsWhoWasLast(t *testing.T) {
	d := newDevice()
	d.key, d.versions = firstKey(), [][]byte{firstVault}
	v := d.open()
	if got := lastOf(v, here, "carmen"); got != "" {
		t.Fatal(got)
	}
	setLast(t, v, here, "carmen", "luis")
	v = reopened(t, d, v)
	if v.header.version != 1 {
		t.Fatal("the first app would not write it")
	}
	d.versions = append([][]byte{firstApp(t, d, "by the first app")}, d.versions...)
	v = d.open()
	if e, _ := v.Lookup("https://third.example.org"); e.Name != "by the first app" || lastOf(v, here, "carmen") != "luis" || v.Rest().Bad != 0 {
		t.Fatalf("%+v", v.Rest())
	}
}
