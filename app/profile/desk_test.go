package profile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/profile"
)

func TestATurnHoldsUntilTheNext(t *testing.T) {
	var d, other profile.Desk
	if _, seated := d.Present(); seated || d.Holds(profile.Turn{}) {
		t.Fatal("somebody is there")
	}
	if turn, on := d.Turn(); on || d.Holds(turn) {
		t.Fatal("a turn of nobody's")
	}
	luis, ana := one(t, grant("luis", "Luis", 2017)), one(t, grant("ana", "Ana", 1950))
	first := d.Sit(luis)
	if p, seated := d.Present(); !seated || p.Key != luis.Key || first.Key() != luis.Key || !d.Holds(first) {
		t.Fatal(p, seated)
	}
	if turn, on := d.Turn(); !on || turn != first {
		t.Error("the turn is another")
	}
	if elsewhere := other.Sit(luis); d.Holds(elsewhere) || other.Holds(first) {
		t.Error("a turn of another desk")
	}
	second := d.Sit(ana)
	third := d.Sit(luis)
	if d.Holds(first) || d.Holds(second) || !d.Holds(third) || d.Holds(profile.Turn{}) {
		t.Error("an earlier turn holds")
	}
	d.Away()
	if p, seated := d.Present(); seated || p.Name != "" || d.Holds(third) || d.Holds(profile.Turn{}) {
		t.Error("somebody is left on screen")
	}
	if fourth := d.Sit(luis); d.Holds(third) || !d.Holds(fourth) {
		t.Error("a turn from before")
	}
}

// answer is one on its way: asked in a turn, about a person.
type answer struct {
	turn profile.Turn
	kind plan.RecordKind
	data []plan.Record
}

// rig is a program in small: a desk, a cache, answers on their way, and what is on screen; and what has to be in the cache.
type rig struct {
	t      *testing.T
	chance *rand.Rand
	desk   profile.Desk
	cache  profile.Cache
	people []profile.Profile
	late   []answer
	dead   []profile.Turn
	screen []string // whose is on screen, line by line
	serial int
	want   map[string]string // by key and kind, or key and place
}

// name is a key as the test writes it into everything that is that person's.
func name(k profile.Key) string { return fmt.Sprintf("<%s|%s|%s>", k.Plan, k.Actor, k.Subject) }

func newRig(t *testing.T, seed uint64) *rig {
	r := &rig{t: t, chance: rand.New(rand.NewPCG(seed, 6)), want: map[string]string{}}
	for _, key := range []plan.Key{here, "https://other.example.org"} {
		for _, actor := range []plan.MemberID{carmen, "dolores"} {
			r.people = append(r.people, profile.Own(key, plan.Account{Member: actor, Name: "Me"}))
			for _, who := range []plan.MemberID{carmen, "dolores", "luis", "ana", "maria"} {
				g := grant(who, "Maria Ruiz", 1941)
				g.Actor.ID = actor
				r.people = append(r.people, profile.Received(key, actor, []plan.Grant{g})...)
			}
		}
	}
	return r
}

func (r *rig) any() profile.Profile { return r.people[r.chance.IntN(len(r.people))] }

func (r *rig) kind() plan.RecordKind {
	return plan.RecordKinds()[r.chance.IntN(len(plan.RecordKinds()))]
}

// leave takes everything of whoever is there off the screen.
func (r *rig) leave() {
	if turn, on := r.desk.Turn(); on {
		r.dead = append(r.dead, turn)
	}
	r.screen = nil
}

// sit switches, and shows what is at hand.
func (r *rig) sit() {
	r.leave()
	p := r.any()
	r.desk.Sit(p)
	for _, kind := range plan.RecordKinds() {
		kept, found := r.cache.List(p.Key, kind)
		if want, there := r.want[name(p.Key)+string(kind)]; found != there || found && (len(kept.Records) != 1 || kept.Records[0].Detail != want) {
			r.t.Fatalf("%v of %s: %+v, and not %q", kind, name(p.Key), kept, want)
		}
		for _, rec := range kept.Records {
			r.screen = append(r.screen, rec.Title)
		}
	}
	r.screen = append(r.screen, r.cache.Draft(p.Key, "reply"))
}

// ask asks for whoever is there.
func (r *rig) ask() {
	if turn, on := r.desk.Turn(); on {
		r.serial++
		r.late = append(r.late, answer{turn, r.kind(), []plan.Record{{Title: name(turn.Key()), Detail: fmt.Sprint(r.serial)}}})
	}
}

// arrive has one of the answers come, whichever.
func (r *rig) arrive() {
	if len(r.late) == 0 {
		return
	}
	at := r.chance.IntN(len(r.late))
	a := r.late[at]
	r.late = append(r.late[:at], r.late[at+1:]...)
	if !r.desk.Holds(a.turn) {
		return
	}
	r.cache.Put(a.turn.Key(), a.kind, a.data)
	r.want[name(a.turn.Key())+string(a.kind)] = a.data[0].Detail
	r.screen = append(r.screen, a.data[0].Title)
}

// write has whoever is there type.
func (r *rig) write() {
	if p, seated := r.desk.Present(); seated {
		r.serial++
		text := fmt.Sprint(name(p.Key), r.serial)
		r.cache.PutDraft(p.Key, "reply", text)
		r.want[name(p.Key)+"reply"] = text
	}
}

// revoke ends one grant, be the person on screen or not.
func (r *rig) revoke() {
	gone := r.any().Key
	if p, seated := r.desk.Present(); seated && p.Key == gone {
		r.leave()
		r.desk.Away()
	}
	r.cache.Drop(gone)
	r.forget(name(gone))
}

// lock locks.
func (r *rig) lock() {
	r.leave()
	r.desk.Away()
	r.cache.Clear()
	r.forget("")
}

// forget has nothing in the cache of a name; empty: of anybody.
func (r *rig) forget(of string) {
	for key := range r.want {
		if strings.HasPrefix(key, of) {
			delete(r.want, key)
		}
	}
}

// check looks at the whole: the screen, the cache, and every turn that is over.
func (r *rig) check() {
	p, seated := r.desk.Present()
	for _, line := range r.screen {
		if !seated || line != "" && !strings.HasPrefix(line, name(p.Key)) {
			r.t.Fatalf("%q is on screen under %s (%v)", line, name(p.Key), seated)
		}
	}
	for _, turn := range r.dead[max(0, len(r.dead)-20):] {
		if r.desk.Holds(turn) {
			r.t.Fatal("a turn that is over holds")
		}
	}
	q := r.any()
	for _, kind := range plan.RecordKinds() {
		kept, found := r.cache.List(q.Key, kind)
		want, there := r.want[name(q.Key)+string(kind)]
		if found != there || found && (kept.Records[0].Title != name(q.Key) || kept.Records[0].Detail != want) {
			r.t.Fatalf("%s under %s: %+v, and not %q", kind, name(q.Key), kept, want)
		}
	}
	if got, want := r.cache.Draft(q.Key, "reply"), r.want[name(q.Key)+"reply"]; got != want {
		r.t.Fatalf("%q under %s, and not %q", got, name(q.Key), want)
	}
}

// TestNothingOfOnePersonIsEverGivenForAnother: 10,000 switches among 20 people of two actors at two plans, with answers that come
// in any order and late, texts half typed, revocations and locks in between.
func TestNothingOfOnePersonIsEverGivenForAnother(t *testing.T) {
	r := newRig(t, 20260302)
	if len(r.people) != 20 {
		t.Fatal(len(r.people))
	}
	acts := []struct {
		often int
		do    func()
	}{{30, r.sit}, {35, r.ask}, {25, r.arrive}, {6, r.write}, {3, r.revoke}, {1, r.lock}}
	count := make([]int, len(acts))
	for count[0] < 10_000 {
		dice := r.chance.IntN(100)
		for i, a := range acts {
			if dice -= a.often; dice < 0 {
				a.do()
				count[i]++
				break
			}
		}
		r.check()
	}
	t.Logf("switches, questions, answers, texts, revocations, locks: %v; %d answers never came", count, len(r.late))
}

// TestSeveralAtOnce is for the race detector: calls from any thread.
func TestSeveralAtOnce(t *testing.T) {
	var d profile.Desk
	var c profile.Cache
	list := []profile.Profile{one(t, grant("luis", "Luis", 2017)), one(t, grant("ana", "Ana", 1950))}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for j := range 200 {
				p := list[(i+j)%2]
				turn := d.Sit(p)
				c.Put(turn.Key(), plan.Results, []plan.Record{{Title: string(p.Subject)}})
				if kept, found := c.List(p.Key, plan.Results); found && kept.Records[0].Title != string(p.Subject) {
					t.Error(kept)
				}
				c.PutDraft(p.Key, "reply", p.Name)
				if c.Draft(p.Key, "reply"); j%20 == 0 {
					c.Drop(p.Key)
					d.Away()
				}
				if d.Holds(turn); j%50 == 0 {
					c.Clear()
				}
			}
		})
	}
	all.Wait()
}
