package vault

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// owner does random things to a vault and remembers what was acknowledged: what is in memory, and what a Save has made
// last.
type owner struct {
	d    *device
	v    *Vault
	now  map[CodeID]Code // as it is while the vault is open
	keys map[CodeID]string
	name string // of the one plan
	next int
	// full: the disk is.
	full bool
	code secret.Bytes
	way  map[Way]bool
}

func (o *owner) proofs() (out []Proof) {
	for w, there := range o.way {
		switch {
		case there && w == RecoveryCode:
			out = append(out, Proof{w, o.code})
		case there && w == Passphrase:
			out = append(out, Proof{w, phrase()})
		case there:
			out = append(out, Proof{w, pin()})
		}
	}
	return out
}

// check compares the open vault with what is known.
func (o *owner) check(t *rapid.T) {
	list := append(o.v.Codes(), o.v.Removed()...)
	if len(list) != len(o.now) {
		t.Fatalf("%d codes, and not %d", len(list), len(o.now))
	}
	for _, c := range list {
		k, err := o.v.Reveal(c.ID)
		if c != o.now[c.ID] || err != nil || string(k.Secret.Reveal()) != o.keys[c.ID] {
			t.Fatalf("%+v\n%+v\n%v", c, o.now[c.ID], err)
		}
	}
	if e, _ := o.v.Lookup(here); e.Name != o.name {
		t.Fatalf("%q, and not %q", e.Name, o.name)
	}
	if r := o.v.Rest(); r.Bad != 0 || r.Older {
		t.Fatalf("%+v", r)
	}
}

// any gives one of the codes; empty: there is none.
func (o *owner) any(t *rapid.T) CodeID {
	if len(o.now) == 0 {
		t.Skip("no code")
	}
	ids := make([]CodeID, 0, len(o.now))
	for id := range o.now {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return rapid.SampledFrom(ids).Draw(t, "code")
}

func (o *owner) must(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func (o *owner) add(t *rapid.T) {
	k := keyOf(o.next)
	o.next++
	place := rapid.SampledFrom([]Place{{}, dana, {here, "child-2"}}).Draw(t, "place")
	id, err := o.v.AddCode(Code{Place: place, Group: fmt.Sprint(o.next)}, k)
	o.must(t, err)
	for _, c := range o.v.Codes() {
		if c.ID == id {
			o.now[id], o.keys[id] = c, string(k.Secret.Reveal())
		}
	}
}

func (o *owner) change(t *rapid.T) {
	id, n := o.any(t), rapid.IntRange(0, 9).Draw(t, "n")
	o.must(t, o.v.Change(id, func(c *Code) { c.Uses, c.Issuer = n, fmt.Sprint("issuer ", n) }))
	c := o.now[id]
	c.Uses, c.Issuer = n, fmt.Sprint("issuer ", n)
	o.now[id] = c
}

func (o *owner) remove(t *rapid.T) {
	id := o.any(t)
	c := o.now[id]
	if c.Removed.IsZero() {
		c.Removed = noon
		o.must(t, o.v.Remove(id, noon))
	} else {
		c.Removed = time.Time{}
		o.must(t, o.v.Restore(id))
	}
	o.now[id] = c
}

func (o *owner) purge(t *rapid.T) {
	o.must(t, o.v.Purge(noon.Add(time.Second)))
	for id, c := range o.now {
		if !c.Removed.IsZero() {
			delete(o.now, id)
		}
	}
}

func (o *owner) drop(t *rapid.T) {
	o.must(t, o.v.DropPlace(dana))
	for id, c := range o.now {
		if c.Place == dana {
			delete(o.now, id)
		}
	}
}

func (o *owner) remember(t *rapid.T) {
	o.name = fmt.Sprint("name ", rapid.IntRange(0, 9).Draw(t, "n"))
	o.must(t, o.v.Remember(here, plan.Session{}, Entry{Name: o.name}))
}

func (o *owner) fill(*rapid.T) {
	o.full = !o.full
	if o.d.drawer.fault = nil; o.full {
		o.d.drawer.fault = broken(problem.StoreFull)
	}
}

// saved says what a call that saves must answer on this disk.
func (o *owner) saved(t *rapid.T, err error) bool {
	if o.full != problem.Is(err, problem.StoreFull) || !o.full && err != nil {
		t.Fatalf("full %v: %v", o.full, err)
	}
	return err == nil
}

func (o *owner) save(t *rapid.T) { o.saved(t, o.v.Save(t.Context())) }

func (o *owner) setPassphrase(t *rapid.T) {
	if o.saved(t, o.v.SetPassphrase(t.Context(), phrase())) {
		o.way[Passphrase] = true
	}
}

func (o *owner) newRecoveryCode(t *rapid.T) {
	code, err := recoveryCode(t.Context(), o.v)
	if o.saved(t, err) {
		o.way[RecoveryCode], o.code = true, code
	}
}

func (o *owner) setPIN(t *rapid.T) {
	if !o.way[Passphrase] && !o.way[RecoveryCode] {
		t.Skip("never the only way")
	}
	if o.saved(t, o.v.SetPIN(t.Context(), pin())) {
		o.way[PIN], o.way[Keychain] = true, false
	}
}

func (o *owner) useKeychain(t *rapid.T) {
	if o.saved(t, o.v.UseKeychain(t.Context())) {
		o.way[PIN], o.way[Keychain] = false, true
	}
}

func (o *owner) removeWay(t *rapid.T) {
	if len(o.proofs()) < 2 {
		t.Skip("the last way")
	}
	w := rapid.SampledFrom([]Way{Keychain, PIN, Passphrase, RecoveryCode}).Draw(t, "way")
	typed := 0
	for _, other := range []Way{Passphrase, RecoveryCode} {
		if o.way[other] && other != w {
			typed++
		}
	}
	if w != PIN && o.way[PIN] && typed == 0 {
		t.Skip("a PIN is never the only way")
	}
	if o.saved(t, o.v.RemoveWay(t.Context(), w)) {
		o.way[w] = false
	}
}

// lock locks, checks that every way opens, and no other.
func (o *owner) lock(t *rapid.T) {
	for _, p := range o.proofs() {
		o.v.Lock()
		if len(o.v.Codes())+len(o.v.Removed()) != 0 {
			t.Fatal("open after a lock")
		}
		if o.full {
			o.d.drawer.fault = nil // it can still be read
		}
		o.must(t, o.v.Unlock(t.Context(), p))
		o.check(t)
		if o.full {
			o.d.drawer.fault = broken(problem.StoreFull)
		}
	}
	for _, w := range o.v.Rest().Ways {
		if !o.way[w] {
			t.Fatal("a way that should be gone: ", w)
		}
	}
}

// restart saves and starts the program anew.
func (o *owner) restart(t *rapid.T) {
	if o.full {
		o.fill(t)
	}
	o.must(t, o.v.Save(t.Context()))
	o.v = o.d.open()
	if o.v.Rest().Phase == Shut {
		o.must(t, o.v.Unlock(t.Context(), rapid.SampledFrom(o.proofs()).Draw(t, "proof")))
	}
}

// Whatever is done in whatever order: nothing that was acknowledged is lost, and every way that was set opens all of it.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDevice()
		o := &owner{d: d, v: d.open(), now: map[CodeID]Code{}, keys: map[CodeID]string{}, way: map[Way]bool{Keychain: true}}
		o.add(t)
		o.must(t, o.v.Save(t.Context()))
		t.Repeat(map[string]func(*rapid.T){
			"": o.check, "add": o.add, "change": o.change, "remove": o.remove, "purge": o.purge, "drop": o.drop, "remember": o.remember,
			"disk": o.fill, "save": o.save, "lock": o.lock, "restart": o.restart, "passphrase": o.setPassphrase, "recovery": o.newRecoveryCode, "pin": o.setPIN, "keychain": o.useKeychain, "remove way": o.removeWay,
		})
	})
}
