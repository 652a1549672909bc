package vault

import (
	"bytes"
	"errors"
	"testing"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// token is one that takes a session up again.
func token(words string) secret.Bytes { return secret.Of([]byte(words)) }

// rests saves a token on a shelf.
func rests(t *testing.T, v *Vault, words string) {
	t.Helper()
	if err := v.Shelf(here).Save(t.Context(), token(words)); err != nil {
		t.Fatal(err)
	}
}

// onShelf is what a shelf gives.
func onShelf(t *testing.T, v *Vault) string {
	t.Helper()
	got, err := v.Shelf(here).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return string(got.Reveal())
}

func TestATokenOutlivesTheProgram(t *testing.T) {
	d := newDevice()
	rests(t, d.open(), "renewal-canary")
	v := d.open()
	if got := onShelf(t, v); got != "renewal-canary" || !v.Renews(here) || v.Renews("https://other.example.org") {
		t.Errorf("%q, %v", got, v.Renews(here))
	}
	if other, err := v.Shelf("https://other.example.org").Load(t.Context()); err != nil || !other.Empty() {
		t.Error("another plan's shelf is not empty", err)
	}
	for _, file := range d.versions {
		if bytes.Contains(file, []byte("canary")) {
			t.Error("it rests in the open")
		}
	}
}

// TestATokenThatWasUsedUpIsInNoVersion: a plan ends everything when an old one is used once more (RFC 9700, section 4.14.2), so
// the version that is kept back must not bring one back.
func TestATokenThatWasUsedUpIsInNoVersion(t *testing.T) {
	d := newDevice()
	v := d.open()
	rests(t, v, "one")
	rests(t, v, "two")
	for broken := range 2 {
		if broken == 1 {
			d.versions[0] = d.versions[0][:100]
		}
		if got := onShelf(t, d.open()); got != "two" {
			t.Errorf("with %d broken versions the token is %q", broken, got)
		}
	}
}

// TestATokenAndAnEntryLeaveEachOtherAlone, and go together when the plan is forgotten.
func TestATokenAndAnEntryLeaveEachOtherAlone(t *testing.T) {
	d := remembered(t)
	v := d.open()
	rests(t, v, "one")
	save(t, d, here, Entry{Name: "sam"})
	v = d.open()
	if e, _ := v.Lookup(here); e.Name != "sam" || onShelf(t, v) != "one" {
		t.Errorf("%q with %q", e.Name, onShelf(t, v))
	}
	rests(t, v, "")
	if e, _ := d.open().Lookup(here); e.Name != "sam" || v.Renews(here) {
		t.Errorf("after the token was taken away: %q, %v", e.Name, v.Renews(here))
	}
	rests(t, v, "two")
	v.Forget(here)
	if err := v.Save(t.Context()); err != nil || d.open().Renews(here) {
		t.Error("it is still there after the plan was forgotten", err)
	}
}

func TestAnEntryOfNothingIsNone(t *testing.T) {
	v := newDevice().open()
	rests(t, v, "one")
	rests(t, v, "")
	if _, there := v.Lookup(here); there {
		t.Error("an entry without anything is kept")
	}
}

// TestWhatComesWhileItIsLockedIsNotLost: the plan has taken the one before back by then.
func TestWhatComesWhileItIsLockedIsNotLost(t *testing.T) {
	d := newDevice()
	v := d.open()
	rests(t, v, "one")
	v.Lock()
	if _, err := v.Shelf(here).Load(t.Context()); !problem.Is(err, problem.VaultLocked) || v.Renews(here) {
		t.Error("a locked vault gives one:", err)
	}
	rests(t, v, "two")
	rests(t, v, "three")
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil {
		t.Fatal(err)
	}
	if got := onShelf(t, v); got != "three" {
		t.Fatalf("after the unlocking it is %q", got)
	}
	if err := v.Save(t.Context()); err != nil || onShelf(t, d.open()) != "three" {
		t.Error("it does not last", err)
	}
}

// TestASecondCopyUsesNoToken: neither while the other has the file, nor after, since what it read may be used up.
func TestASecondCopyUsesNoToken(t *testing.T) {
	d := newDevice()
	rests(t, d.open(), "one")
	d.drawer.readOnly = problem.New(problem.StoreInUse)
	v := d.open()
	check := func(when string) {
		t.Helper()
		if _, err := v.Shelf(here).Load(t.Context()); !problem.Is(err, problem.StoreInUse) || v.Renews(here) {
			t.Errorf("%s: it gives a token: %v", when, err)
		}
	}
	check("while the other has the file")
	if err := v.Shelf(here).Save(t.Context(), token("mine")); !problem.Is(err, problem.StoreInUse) {
		t.Error("it saves one:", err)
	}
	d.drawer.readOnly = nil
	_ = v.Save(t.Context()) // asks the storage anew
	check("after the other was closed")
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || onShelf(t, v) != "one" {
		t.Error("opened anew:", err)
	}
}

func TestATokenWithoutBoundIsRefused(t *testing.T) {
	v := newDevice().open()
	if err := v.Shelf(here).Save(t.Context(), secret.Of(make([]byte, longestRenewal+1))); !problem.Is(err, problem.Malformed) {
		t.Error(err)
	}
}

// TestATokenIsARecordOfItsOwn, once and not empty, beside those of a newer app.
func TestATokenIsARecordOfItsOwn(t *testing.T) {
	k := kept{Entry: Entry{Name: "dana"}, renewal: token("one"), unknown: []record{{77, []byte("tomorrow")}}}
	data := k.append(nil, here)
	if len(data) != k.size(here) {
		t.Errorf("%d bytes, counted %d", len(data), k.size(here))
	}
	key, back, err := readEntry(data)
	if err != nil || key != here || back.Name != "dana" || string(back.renewal.Reveal()) != "one" || len(back.unknown) != 1 {
		t.Fatal(key, back.Name, err)
	}
	if _, _, err := readEntry(appendRecord(data, tagRenewal, []byte("two"))); !errors.Is(err, errBroken) {
		t.Error("a token twice:", err)
	}
	if _, _, err := readEntry(appendRecord(appendRecord(nil, tagKey, []byte("k")), tagRenewal, nil)); !errors.Is(err, errBroken) {
		t.Error("an empty token:", err)
	}
}
