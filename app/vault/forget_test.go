package vault

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// mother is somebody for whom codes are kept.
var mother = Place{here, "mother"}

// elsewhere is a plan that has somebody of the same id.
const elsewhere = plan.Key("https://other.example.org")

// caring gives a device with a code of one's own, one of the mother's, and her as who was last on screen; all of it saved.
func caring(t *testing.T) (*device, *Vault) {
	t.Helper()
	d := newDevice()
	v := d.open()
	add(t, v, Code{Place: dana}, key())
	add(t, v, Code{Place: mother}, keyOf(1))
	if err := errors.Join(v.SetLastProfile(here, dana.Subject, mother.Subject, false), v.SetLastProfile(elsewhere, dana.Subject, mother.Subject, false), v.Save(t.Context()), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
	return d, v
}

// without reports what a vault has of the mother; nil: nothing, and the other code is there.
func without(v *Vault) error {
	list := v.Codes()
	if len(list) != 1 || list[0].Place != dana {
		return fmt.Errorf("%d codes", len(list))
	}
	if who, found := v.LastProfile(here, dana.Subject); found {
		return fmt.Errorf("last on screen: %s", who)
	}
	if who, _ := v.LastProfile(elsewhere, dana.Subject); who != mother.Subject {
		return errors.New("who is of the same id at another plan is gone")
	}
	if v.body.sections[mother] != nil {
		return errors.New("her key is there")
	}
	return nil
}

// inNoVersion makes sure that no version of the file opens anything of the mother's.
func inNoVersion(t *testing.T, d *device) {
	t.Helper()
	for i, data := range d.versions {
		one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{data}}, chance: d.chance}
		if err := without(one.open()); err != nil {
			t.Errorf("version %d: %v", i, err)
		}
	}
}

// TestOnesOwnBindingOutlivesTheLeaveOfAnother: two share a vault, one took the other's codes along and has no leave any more.
func TestOnesOwnBindingOutlivesTheLeaveOfAnother(t *testing.T) {
	for name, own := range map[string]Code{"bound": {Place: mother, Authenticator: "a1"}, "about to be": {Place: mother, Pending: true}} {
		d, v := caring(t)
		id := add(t, v, own, keyOf(2))
		theirs := v.body.sections[mother].codes[0].ID
		if err := errors.Join(v.Save(t.Context()), v.ForgetPlace(t.Context(), mother)); err != nil {
			t.Fatal(err)
		}
		for _, v := range []*Vault{v, d.open()} {
			if _, err := v.Show(id, noon); err != nil {
				t.Errorf("%s: her own code is gone: %v", name, err)
			}
			if _, err := v.Show(theirs, noon); !errors.Is(err, ErrNoCode) {
				t.Errorf("%s: what somebody else put there is shown: %v", name, err)
			}
		}
	}
}

func TestWhatIsSomebodyElsesGoesWithTheLeaveForIt(t *testing.T) {
	d, v := caring(t)
	sectionKey, held := v.body.sections[mother].key, v.body.sections[mother].codes[0]
	id, rest := held.ID, held.secret.Reveal()
	if err := errors.Join(v.ForgetPlace(t.Context(), mother), without(v)); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Show(id, noon); !errors.Is(err, ErrNoCode) {
		t.Error("it is still shown by its name:", err)
	}
	if !sectionKey.Empty() || !bytes.Equal(rest, make([]byte, len(rest))) {
		t.Error("it is in memory")
	}
	if len(d.versions) != 2 {
		t.Fatal(len(d.versions))
	}
	inNoVersion(t, d)
	saves := d.drawer.saves
	if err := v.ForgetPlace(t.Context(), mother); err != nil || d.drawer.saves != saves {
		t.Error("it was not there and was saved:", err)
	}
}

func TestOnesOwnPlaceIsNotForgotten(t *testing.T) {
	d := newDevice()
	v := d.open()
	add(t, v, Code{}, key())
	add(t, v, Code{Place: Place{Plan: here}}, key())
	for _, p := range []Place{{}, {Plan: here}} {
		if err := v.ForgetPlace(t.Context(), p); !errors.Is(err, errNobody) {
			t.Error(p, err)
		}
	}
	if len(v.Codes()) != 2 {
		t.Error("gone")
	}
}

func TestWhatCannotBeTakenOutOfTheFileIsOutOfMemoryAndOwed(t *testing.T) {
	d, v := caring(t)
	d.drawer.fault = broken(problem.StoreFull)
	if err := v.ForgetPlace(t.Context(), mother); !problem.Is(err, problem.StoreFull) {
		t.Fatal(err)
	}
	if err := without(v); err != nil {
		t.Error(err)
	}
	d.drawer.fault = nil
	if err := v.ForgetPlace(t.Context(), mother); err != nil { // and not taken for done because nothing is in memory
		t.Fatal(err)
	}
	inNoVersion(t, d)
}

func TestALockedVaultForgetsWhenItIsOpened(t *testing.T) {
	d, v := caring(t)
	v.Lock()
	if err := v.ForgetPlace(t.Context(), mother); !problem.Is(err, problem.VaultLocked) {
		t.Fatal(err)
	}
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(without(v), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
	setLast(t, v, here, dana.Subject, mother.Subject) // a new leave
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || lastOf(v, here, dana.Subject) != "mother" {
		t.Error("it was forgotten once more:", err)
	}
	add(t, v, Code{Place: mother}, keyOf(1))
	if v = reopened(t, d, v); len(v.Codes()) != 2 {
		t.Error("what came after is lost")
	}
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || len(v.Codes()) != 2 || lastOf(v, here, dana.Subject) != "mother" {
		t.Error("it was forgotten once more:", err)
	}
}

// What was added and not saved when the vault was locked is saved sealed (pending.go), and goes all the same.
func TestWhatIsPendingIsForgottenToo(t *testing.T) {
	d, v := caring(t)
	add(t, v, Code{Place: mother}, keyOf(2))
	v.Lock()
	if err := v.ForgetPlace(t.Context(), mother); !problem.Is(err, problem.VaultLocked) {
		t.Fatal(err)
	}
	if err := errors.Join(v.Save(t.Context()), v.Unlock(t.Context(), Proof{Way: Keychain}), without(v), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
}

func TestAVaultThatCannotBeChangedForgetsInMemory(t *testing.T) {
	d, _ := caring(t)
	d.readOnly = problem.New(problem.StoreInUse)
	v := d.open()
	if err := v.ForgetPlace(t.Context(), mother); !problem.Is(err, problem.StoreInUse) {
		t.Fatal(err)
	}
	if err := without(v); err != nil {
		t.Error(err)
	}
	for range 2 {
		v.Lock()
		if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil {
			t.Fatal(err)
		}
		if err := without(v); err != nil {
			t.Error("after the next opening:", err)
		}
	}
	d.readOnly = nil // the other copy of the app was closed
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
	add(t, v, Code{Place: mother}, keyOf(1))
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || len(v.Codes()) != 2 {
		t.Error("what came after is lost:", err)
	}
}

// A lock in the middle: what was forgotten is sealed without it, and saved so.
func TestALockWhileItIsForgottenLosesNothingAndKeepsNothing(t *testing.T) {
	d, _ := caring(t)
	disk := newSlow(&d.drawer)
	c := d.config()
	c.Storage = disk
	v := Open(t.Context(), c)
	forgotten := begin(func() error { return v.ForgetPlace(t.Context(), mother) })
	<-disk.begun
	v.Lock()
	close(disk.on)
	if err := <-forgotten; err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
}

// A save that began before with everything in it ends before the one that forgets.
func TestASaveThatBeganBeforeBringsNothingBack(t *testing.T) {
	d, _ := caring(t)
	disk := newSlow(&d.drawer)
	c := d.config()
	c.Storage = disk
	v := Open(t.Context(), c)
	if err := v.Remember(here, plan.Session{}, entry()); err != nil {
		t.Fatal(err)
	}
	saved := begin(func() error { return v.Save(t.Context()) })
	<-disk.begun
	forgotten := begin(func() error { return v.ForgetPlace(t.Context(), mother) })
	close(disk.on)
	if err := errors.Join(<-saved, <-forgotten); err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
}

// A second section of a place is put aside (body.go), and would be the first after the other has gone.
func TestWhatWasPutAsideOfAPlaceGoesToo(t *testing.T) {
	d, v := caring(t)
	list, err := v.body.sections[mother].seal(v.forge, v.header.id, v.key)
	if err != nil {
		t.Fatal(err)
	}
	strange := record{tagSection, []byte("not to be read")}
	v.body.bad = append(v.body.bad, record{tagSection, appendAll(nil, list)}, strange, record{tagEntry, []byte("nor this")})
	v.revision++
	if err := errors.Join(v.Save(t.Context()), v.ForgetPlace(t.Context(), mother)); err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
	if n := d.open().Rest().Bad; n != 2 {
		t.Error(n, "are kept as they are")
	}
}

func TestAnErasedVaultOwesNothing(t *testing.T) {
	d, v := caring(t)
	v.Lock()
	if err := v.ForgetPlace(t.Context(), mother); err == nil {
		t.Fatal("it is locked")
	}
	if err := v.Erase(t.Context()); err != nil || len(v.owed) != 0 {
		t.Fatal(err, v.owed)
	}
	add(t, v, Code{Place: mother}, keyOf(1))
	if v = reopened(t, d, v); len(v.Codes()) != 1 {
		t.Error("lost")
	}
}

func TestWhatIsKeptInMemoryAloneIsForgottenThere(t *testing.T) {
	d := newDevice()
	d.keychain.fault = broken(problem.KeyringUnavailable)
	v := d.open()
	add(t, v, Code{Place: mother}, key())
	if err := v.ForgetPlace(t.Context(), mother); err != nil || len(v.Codes()) != 0 {
		t.Error(err)
	}
}

// dying is a storage that takes one save and no more, as where the program dies between two.
type dying struct {
	*drawer
	left int
}

func (d *dying) Save(data []byte) error {
	if d.left == 0 {
		return broken(problem.StoreFull)
	}
	d.left--
	return d.drawer.Save(data)
}

// What is forgotten is saved twice, so that the version kept back loses it too. After a death in between it is not
// acknowledged, what opens has nothing of it, and the next save that is acknowledged leaves nothing either.
func TestADeathWhileItIsForgottenBringsNothingBack(t *testing.T) {
	d, _ := caring(t)
	c := d.config()
	disk := &dying{&d.drawer, 1}
	c.Storage = disk
	v := Open(t.Context(), c)
	if err := v.ForgetPlace(t.Context(), mother); !problem.Is(err, problem.StoreFull) {
		t.Fatal("acknowledged:", err)
	}
	w := d.open()
	if err := without(w); err != nil || w.Rest().Older {
		t.Fatal("after a restart:", err)
	}
	disk.left = 2
	if err := v.ForgetPlace(t.Context(), mother); err != nil {
		t.Fatal(err)
	}
	inNoVersion(t, d)
}
