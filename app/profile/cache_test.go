package profile

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vestibule/app/plan"
)

// luis and sofia are two people of one actor.
var (
	luis  = Key{"https://plan.example.org", "carmen", "luis"}
	sofia = Key{"https://plan.example.org", "carmen", "sofia"}
)

func TestAListIsDroppedAlone(t *testing.T) {
	var c Cache
	c.Put(luis, plan.Results, entries("luis", 1))
	c.Put(luis, plan.Messages, entries("luis", 1))
	c.DropList(luis, plan.Results)
	c.DropList(sofia, plan.Results)
	if _, there := c.List(luis, plan.Results); there {
		t.Error("it is there")
	}
	if _, there := c.List(luis, plan.Messages); !there {
		t.Error("another list is gone")
	}
	if c.DropList(luis, plan.Messages); len(c.lines) != 0 {
		t.Error("a line of nothing is kept")
	}
}

// entries are records of about 200 bytes each that name whose they are.
func entries(of string, n int) []plan.Record {
	out := make([]plan.Record, n)
	for i := range out {
		out[i] = plan.Record{ID: fmt.Sprint(of, "-", i), When: time.Date(2026, 3, 2, 12, 0, i, 5, time.UTC), Title: of, From: "Clinic",
			Detail: strings.Repeat("d", 150), New: i%2 == 0}
		out[i].Deeds = append(out[i].Deeds, []plan.DeedKind{plan.Refill, plan.Reply}[:i%3]...)
	}
	return out
}

// titles are whose the records of a list are.
func titles(c *Cache, key Key, kind plan.RecordKind) string {
	kept, found := c.List(key, kind)
	if !found {
		return "nothing"
	}
	out := []string{}
	for _, r := range kept.Records {
		out = append(out, r.Title)
	}
	return strings.Join(out, " ")
}

func TestAListComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 40, 80)
		var list []plan.Record
		for range rapid.IntRange(0, 20).Draw(t, "entries") {
			r := plan.Record{ID: text.Draw(t, "id"), Title: text.Draw(t, "title"), From: text.Draw(t, "from"), Detail: text.Draw(t, "detail"), New: rapid.Bool().Draw(t, "new")}
			if rapid.Bool().Draw(t, "when") {
				r.When = time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanos")).UTC()
			}
			for range rapid.IntRange(0, 3).Draw(t, "deeds") {
				r.Deeds = append(r.Deeds, plan.DeedKind(text.Draw(t, "deed")))
			}
			list = append(list, r)
		}
		var c Cache
		c.Put(luis, plan.Results, list)
		kept, found := c.List(luis, plan.Results)
		if !found || kept.More || len(kept.Records) != len(list) || len(list) > 0 && !reflect.DeepEqual(kept.Records, list) {
			t.Fatalf("%+v\n%+v", kept, list)
		}
	})
}

func TestWhatIsPutUnderOneKeyIsGivenForNoOther(t *testing.T) {
	var c Cache
	c.Put(luis, plan.Results, entries("luis", 2))
	c.PutDraft(luis, "reply", "a text of his")
	for _, other := range []Key{sofia, {luis.Plan, "dolores", luis.Subject}, {"https://other.example.org", luis.Actor, luis.Subject}, {}} {
		if got := titles(&c, other, plan.Results); got != "nothing" || c.Draft(other, "reply") != "" {
			t.Errorf("%+v: %s", other, got)
		}
	}
	if got := titles(&c, luis, plan.Messages); got != "nothing" || c.Draft(luis, "other") != "" {
		t.Error(got)
	}
	if got := titles(&c, luis, plan.Results); got != "luis luis" || c.Draft(luis, "reply") != "a text of his" {
		t.Error(got)
	}
}

func TestNothingIsKeptOfNobody(t *testing.T) {
	var c Cache
	for _, key := range []Key{{}, {luis.Plan, "", "luis"}, {luis.Plan, "carmen", ""}} {
		c.Put(key, plan.Results, entries("x", 1))
		if c.PutDraft(key, "reply", "x") || titles(&c, key, plan.Results) != "nothing" || len(c.lines) != 0 {
			t.Errorf("%+v", key)
		}
	}
}

func TestTheSliceOfACallerIsTheirs(t *testing.T) {
	var c Cache
	mine := entries("luis", 3)
	c.Put(luis, plan.Results, mine)
	mine[0].Title, mine[2].Deeds[0] = "changed", "changed"
	given, _ := c.List(luis, plan.Results)
	given.Records[1].Title, given.Records[2].Deeds[1] = "changed", "changed"
	if again, _ := c.List(luis, plan.Results); !reflect.DeepEqual(again.Records, entries("luis", 3)) {
		t.Errorf("%+v", again)
	}
}

func TestAnEmptyListIsSomething(t *testing.T) {
	var c Cache
	c.Put(luis, plan.Results, nil)
	if kept, found := c.List(luis, plan.Results); !found || kept.More || len(kept.Records) != 0 {
		t.Error(kept, found)
	}
}

// held gives the bytes that a cache holds for a person, to be looked at after they are gone.
func held(c *Cache, key Key) (out [][]byte) {
	for _, l := range c.lines[key].lists {
		out = append(out, l.data)
	}
	for _, d := range c.lines[key].drafts {
		out = append(out, d.text)
	}
	return out
}

func TestWhatGoesIsErased(t *testing.T) {
	for name, gone := range map[string]func(*Cache){
		"dropped": func(c *Cache) { c.Drop(luis) },
		"cleared": func(c *Cache) { c.Clear() },
		"put anew": func(c *Cache) {
			c.Put(luis, plan.Results, nil)
			c.Put(luis, plan.Messages, nil)
			c.PutDraft(luis, "reply", "")
		},
		"written over": func(c *Cache) { c.Put(luis, plan.Results, entries("x", 1)); c.Drop(luis) },
		"too large a list": func(c *Cache) {
			c.Put(luis, plan.Results, []plan.Record{{Title: strings.Repeat("x", longestList)}})
			c.Drop(luis)
		},
		"of another draft":  func(c *Cache) { c.PutDraft(luis, "reply", "another text"); c.Drop(luis) },
		"pushed out of all": func(c *Cache) { pushOut(c); c.PutDraft(luis, "reply", "") },
	} {
		var c Cache
		c.Put(luis, plan.Results, entries("luis", 4))
		c.Put(luis, plan.Messages, entries("luis", 40))
		c.PutDraft(luis, "reply", "what was typed")
		was := held(&c, luis)
		if gone(&c); len(was) != 3 {
			t.Fatal(len(was))
		}
		for i, data := range was {
			if len(data) == 0 || !bytes.Equal(data, make([]byte, len(data))) {
				t.Errorf("%s: %d is left: %.40q", name, i, data)
			}
		}
	}
}

// pushOut puts as many lists as there may be.
func pushOut(c *Cache) {
	for i := range mostLists {
		c.Put(luis, plan.RecordKind(fmt.Sprint("kind ", i)), entries("luis", 1))
	}
}

func TestAfterDropAndClearNothingIsLeft(t *testing.T) {
	var c Cache
	for _, key := range []Key{luis, sofia} {
		c.Put(key, plan.Results, entries(string(key.Subject), 1))
		c.PutDraft(key, "reply", string(key.Subject))
	}
	c.Drop(luis)
	if titles(&c, luis, plan.Results) != "nothing" || c.Draft(luis, "reply") != "" || len(c.lines) != 1 {
		t.Error("left")
	}
	if titles(&c, sofia, plan.Results) != "sofia" || c.Draft(sofia, "reply") != "sofia" {
		t.Error("another's is gone")
	}
	c.Clear()
	if titles(&c, sofia, plan.Results) != "nothing" || c.Draft(sofia, "reply") != "" || len(c.lines) != 0 {
		t.Error("left")
	}
	c.Drop(luis)
}

func TestAListThatIsTooLongIsCutAndSaysSo(t *testing.T) {
	var c Cache
	all := entries("luis", 200)
	c.Put(luis, plan.Results, all)
	kept, found := c.List(luis, plan.Results)
	n := len(kept.Records)
	if !found || !kept.More || n < 20 || !reflect.DeepEqual(kept.Records, all[:n]) || len(c.lines[luis].lists[0].data) > longestList {
		t.Fatal(found, kept.More, n)
	}
	c.Put(luis, plan.Results, all[:n])
	if kept, _ := c.List(luis, plan.Results); kept.More || len(kept.Records) != n {
		t.Error("what fits is not whole")
	}
	c.Put(luis, plan.Results, []plan.Record{{Title: strings.Repeat("x", longestList)}})
	if titles(&c, luis, plan.Results) != "nothing" || len(c.lines) != 0 {
		t.Error("an entry too large is kept, or the one before it for the newest")
	}
}

func TestTheListsPutLastAreKept(t *testing.T) {
	var c Cache
	c.Put(luis, plan.Results, entries("old", 1))
	c.Put(luis, plan.Messages, entries("older", 1))
	c.Put(luis, plan.Results, entries("new", 1))
	for i := range mostLists - 1 {
		c.Put(luis, plan.RecordKind(fmt.Sprint("kind ", i)), entries("luis", 1))
	}
	if got := titles(&c, luis, plan.Results); got != "new" || titles(&c, luis, plan.Messages) != "nothing" || len(c.lines[luis].lists) != mostLists {
		t.Error(got)
	}
	if mostLists < len(plan.RecordKinds()) {
		t.Error("not every kind of the home is kept")
	}
}

func TestDraftsAreBoundedAndNoneIsLostToAnother(t *testing.T) {
	var c Cache
	if !c.PutDraft(luis, "reply", "short") || !c.PutDraft(luis, "reply", "shorter") || c.Draft(luis, "reply") != "shorter" || len(c.lines[luis].drafts) != 1 {
		t.Fatal("not kept")
	}
	if c.PutDraft(luis, "letter", strings.Repeat("x", longestDrafts)) || c.Draft(luis, "letter") != "" {
		t.Error("too long, and kept")
	}
	if c.PutDraft(luis, "reply", strings.Repeat("x", longestDrafts)) || c.Draft(luis, "reply") != "shorter" {
		t.Error("the one before it is lost")
	}
	most := longestDrafts - len("reply") - len("shorter") - len("letter") - 2*draftFrame
	if !c.PutDraft(luis, "letter", strings.Repeat("x", most)) || c.PutDraft(luis, "letter", strings.Repeat("x", most+1)) || len(c.Draft(luis, "letter")) != most {
		t.Error("the bound is elsewhere")
	}
	if !c.PutDraft(luis, "letter", "") || !c.PutDraft(luis, "reply", "") || len(c.lines) != 0 {
		t.Error("what was taken away is there")
	}
}

// TestAPersonTakesLessThan48KB of memory, with all that may be kept of them, maps and slices and all.
func TestAPersonTakesLessThan48KB(t *testing.T) {
	const people, most = 200, 48 << 10
	big := entries("x", 100)
	for _, typed := range []string{"x", strings.Repeat("typed ", 50), strings.Repeat("long ", 2000)} {
		var c Cache
		before := heap()
		for i := range people {
			key := Key{luis.Plan, luis.Actor, plan.MemberID(fmt.Sprint("m", i))}
			for _, kind := range append(plan.RecordKinds(), "one more", "and more") {
				c.Put(key, kind, big)
			}
			for j := range 200 {
				c.PutDraft(key, fmt.Sprint("page ", j), typed)
			}
		}
		each := (heap() - before) / people
		runtime.KeepAlive(&c)
		if t.Logf("drafts of %d bytes: %d bytes a person", len(typed), each); each > most || each < longestList*mostLists {
			t.Errorf("drafts of %d bytes: %d bytes a person", len(typed), each)
		}
	}
}

// heap is what is in use after what is not was taken back.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
