package vault

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

var dana = Place{here, "dana-1"}

// key is that of RFC 6238, appendix B.
func key() otp.Key {
	return otp.Key{Type: otp.TOTP, Issuer: "Plan", Account: "dana", Algorithm: otp.SHA1, Digits: 8, Period: 30 * time.Second,
		Secret: secret.Of([]byte("12345678901234567890"))}
}

// keyOf gives the n-th of many keys.
func keyOf(n int) otp.Key {
	k := key()
	k.Account, k.Secret = fmt.Sprint("account ", n), secret.Of(fmt.Appendf(nil, "%020d", n))
	return k
}

// reopened saves a vault and opens its file anew.
func reopened(t *testing.T, d *device, v *Vault) *Vault {
	t.Helper()
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	w := d.open()
	if r := w.Rest(); r.Phase != Opened || !r.Kept || r.Bad != 0 {
		t.Fatalf("%+v", r)
	}
	return w
}

func add(t *testing.T, v *Vault, c Code, k otp.Key) CodeID {
	t.Helper()
	id, err := v.AddCode(c, k)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func only(t *testing.T, v *Vault) Code {
	t.Helper()
	list := v.Codes()
	if len(list) != 1 {
		t.Fatalf("%d codes", len(list))
	}
	return list[0]
}

func TestEverythingAboutACodeIsThereTheNextTime(t *testing.T) {
	d := newDevice()
	v := d.open()
	full := Code{Place: dana, Issuer: "Example Plan", Account: "dana@example.org", Group: "health", Added: noon.Add(1500 * time.Microsecond),
		LastUsed: noon.Add(time.Hour), Uses: 3, Authenticator: "auth-7", Pending: true}
	hotp := key()
	hotp.Type, hotp.Counter, hotp.Algorithm, hotp.Digits, hotp.Period = otp.HOTP, 41, otp.SHA512, 6, 0
	first, second := add(t, v, full, key()), add(t, v, Code{}, hotp)
	before := v.Codes()
	after := reopened(t, d, v).Codes()
	if len(after) != 2 || after[0] != before[0] || after[1] != before[1] {
		t.Fatalf("\n%+v\n%+v", before, after)
	}
	want := full
	want.ID, want.Type, want.Algorithm, want.Digits, want.Period, want.Added = first, otp.TOTP, otp.SHA1, 8, 30*time.Second, noon.Add(time.Millisecond)
	if got := after[1]; got != want {
		t.Errorf("\n%+v\n%+v", got, want)
	}
	if got := after[0]; got.ID != second || got.Issuer != "Plan" || got.Account != "dana" || got.Counter != 41 || !got.Added.IsZero() {
		t.Errorf("%+v", got)
	}
}

func TestTheCodesAreThoseOfTheRFC(t *testing.T) {
	d := newDevice()
	v := d.open()
	id := add(t, v, Code{}, key())
	v = reopened(t, d, v)
	got, err := v.Show(id, time.Unix(1111111109, 0))
	if err != nil || got.Text != "07081804" || !got.Until.Equal(time.Unix(1111111110, 0)) {
		t.Fatal(got, err)
	}
}

func TestAKeyIsThereOnceAPlace(t *testing.T) {
	v := newDevice().open()
	id := add(t, v, Code{Place: dana}, key())
	renamed := key()
	renamed.Issuer = "another name"
	if again, err := v.AddCode(Code{Place: dana}, renamed); !errors.Is(err, ErrAlready) || again != id {
		t.Fatal(again, err)
	}
	add(t, v, Code{}, key())
	longer := key()
	longer.Digits = 6
	add(t, v, Code{Place: dana}, longer)
	if n := len(v.Codes()); n != 3 || v.Rest().Unsaved != 3 {
		t.Fatal(n, v.Rest().Unsaved)
	}
}

func TestAKeyOfACodeThatWasRemovedBringsItBack(t *testing.T) {
	d := newDevice()
	v := d.open()
	id := add(t, v, Code{Group: "old"}, key())
	if err := v.Remove(id, noon); err != nil || len(v.Codes()) != 0 || len(v.Removed()) != 1 {
		t.Fatal(err)
	}
	v = reopened(t, d, v)
	if again, err := v.AddCode(Code{}, key()); err != nil || again != id || only(t, v).Group != "old" {
		t.Fatal(again, err)
	}
}

func TestADeletedCodeCanBeRestoredUntilItIsPurged(t *testing.T) {
	d := newDevice()
	v := d.open()
	id := add(t, v, Code{}, key())
	if err := errors.Join(v.Remove(id, noon), v.Purge(noon), v.Restore(id)); err != nil {
		t.Fatal(err)
	}
	only(t, v)
	if err := errors.Join(v.Remove(id, noon), v.Purge(noon.Add(time.Second))); err != nil {
		t.Fatal(err)
	}
	if err := v.Restore(id); !errors.Is(err, ErrNoCode) {
		t.Fatal(err)
	}
	add(t, v, Code{}, keyOf(2))
	v = reopened(t, d, v)
	if len(v.Codes())+len(v.Removed()) != 1 {
		t.Fatal("still there")
	}
	add(t, v, Code{}, key())
}

func TestAKeyThatCannotBeUsedIsKeptAndNeverShown(t *testing.T) {
	d := newDevice()
	v := d.open()
	odd := key()
	odd.Algorithm = "MD5"
	id, bare := add(t, v, Code{}, odd), add(t, v, Code{Issuer: "x", Unusable: otp.SecretMissing}, otp.Key{})
	v = reopened(t, d, v)
	for id, want := range map[CodeID]otp.Reason{id: otp.AlgorithmUnknown, bare: otp.SecretMissing} {
		if code, err := v.Show(id, noon); otp.ReasonOf(err) != want || code.Text != "" {
			t.Error(code, err)
		}
	}
	if k, err := v.Reveal(id); err != nil || string(k.Secret.Reveal()) != "12345678901234567890" || k.Algorithm != "MD5" {
		t.Error(k, err)
	}
}

func TestACounterMovesOn(t *testing.T) {
	d := newDevice()
	v := d.open()
	k := key()
	k.Type, k.Digits = otp.HOTP, 6
	id := add(t, v, Code{}, k)
	// RFC 4226, appendix D.
	for _, want := range []string{"755224", "287082", "359152"} {
		if got, err := v.Show(id, noon); err != nil || got.Text != want {
			t.Fatal(got, err)
		}
		if err := v.Advance(id); err != nil {
			t.Fatal(err)
		}
		v = reopened(t, d, v)
	}
}

func TestOnlyWhatMayBeChangedIsChanged(t *testing.T) {
	v := newDevice().open()
	id := add(t, v, Code{Place: dana, Added: noon}, key())
	was := only(t, v)
	rev := v.Revision()
	err := v.Change(id, func(c *Code) {
		*c = Code{ID: "other", Issuer: "I", Account: "A", Group: "G", Uses: 9, LastUsed: noon.Add(time.Nanosecond), Authenticator: "a", Pending: true,
			Digits: 1, Counter: 9, Removed: noon, Unusable: otp.TooLong}
	})
	was.Issuer, was.Account, was.Group, was.Uses, was.LastUsed, was.Authenticator, was.Pending = "I", "A", "G", 9, noon, "a", true
	if got := only(t, v); err != nil || got != was || v.Revision() == rev {
		t.Fatalf("%v\n%+v\n%+v", err, got, was)
	}
	if err := v.Change("no such", func(*Code) {}); !errors.Is(err, ErrNoCode) {
		t.Fatal(err)
	}
}

func TestWhatIsRevealedAndAddedAreCopies(t *testing.T) {
	v := newDevice().open()
	k := key()
	id := add(t, v, Code{}, k)
	k.Clear()
	out, err := v.Reveal(id)
	if err != nil {
		t.Fatal(err)
	}
	out.Clear()
	if got, err := v.Show(id, time.Unix(59, 0)); err != nil || got.Text != "94287082" {
		t.Fatal(got, err)
	}
}

func TestAPlaceIsDroppedWithItsKeyAndInEveryVersion(t *testing.T) {
	d := newDevice()
	v := d.open()
	add(t, v, Code{Place: dana}, key())
	kept := add(t, v, Code{Place: Place{here, "child-2"}}, key())
	v = reopened(t, d, v)
	sectionKey, held := v.body.sections[dana].key, v.body.sections[dana].codes[0]
	if err := v.DropPlace(dana); err != nil || !sectionKey.Empty() || !held.secret.Empty() {
		t.Fatal("not erased", err)
	}
	if err := v.Save(t.Context()); err != nil || len(d.versions) != 2 {
		t.Fatal(err)
	}
	for i, data := range d.versions {
		one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{data}}, chance: d.chance}
		if got := only(t, one.open()); got.ID != kept {
			t.Error(i, got)
		}
	}
}

func TestALockedVaultShowsNothing(t *testing.T) {
	d := newDevice()
	v := d.open()
	id := add(t, v, Code{}, key())
	v = reopened(t, d, v)
	v.Lock()
	_, shown := v.Show(id, noon)
	_, revealed := v.Reveal(id)
	_, added := v.AddCode(Code{}, keyOf(1))
	_, backed := v.Backup(t.Context(), phrase(), noon)
	for name, err := range map[string]error{"show": shown, "reveal": revealed, "add": added, "backup": backed, "advance": v.Advance(id), "remove": v.Remove(id, noon),
		"purge": v.Purge(noon), "drop": v.DropPlace(dana), "change": v.Change(id, func(*Code) { t.Error("called") }), "holder": v.SetHolder("x")} {
		if !problem.Is(err, problem.VaultLocked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(v.Codes()) != 0 || v.Rest().Phase != Shut {
		t.Fatal("open")
	}
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || len(v.Codes()) != 1 {
		t.Fatal(err)
	}
}

func TestAFreshVaultForgetsAtALock(t *testing.T) {
	d := newDevice()
	d.keychain.fault = broken(problem.KeyringUnavailable)
	v := d.open()
	add(t, v, Code{}, key())
	v.Lock()
	if r := v.Rest(); r.Phase != Fresh || len(v.Codes()) != 0 {
		t.Fatal(r)
	}
	add(t, v, Code{}, key())
}
