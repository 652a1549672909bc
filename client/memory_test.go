//go:build !js

package client

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// chain is a keychain in memory, for every account; why keeps it from answering.
type chain struct {
	keys map[string]secret.Bytes
	why  error
}

type account struct {
	*chain
	name string
}

func (p account) Load(context.Context) (secret.Bytes, error) {
	if p.why != nil {
		return secret.Bytes{}, p.why
	}
	if k, ok := p.keys[p.name]; ok {
		return k.Clone(), nil
	}
	return secret.Bytes{}, vault.ErrNoKey
}

func (p account) Save(_ context.Context, key secret.Bytes) error {
	if p.why == nil {
		p.keys[p.name] = key.Clone()
	}
	return p.why
}

func (p account) Delete(context.Context) error {
	if p.why == nil {
		delete(p.keys, p.name)
	}
	return p.why
}

func (p account) Probe(context.Context) error { return p.why }

// memory gives one that rests in dir, so that no test needs the keychain of who runs it.
func memory(t *testing.T, dir string, c *chain) *Memory {
	t.Helper()
	m := &Memory{Dir: dir, Clock: Device{}, KDF: kdf.Native{}, Keys: func(name string) vault.KeyStore { return account{c, name} }}
	t.Cleanup(m.Close)
	return m
}

func chained() *chain { return &chain{keys: map[string]secret.Bytes{}} }

func opened(t *testing.T, v *vault.Vault, err error) *vault.Vault {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// saved saves an entry under a name, which makes the vault's file.
func saved(t *testing.T, v *vault.Vault, holder string) {
	t.Helper()
	err := errors.Join(v.SetHolder(holder), v.Remember("p", plan.Session{}, vault.Entry{Name: holder}), v.Save(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
}

func holders(t *testing.T, m *Memory) (names string, ids []vault.HolderID) {
	t.Helper()
	list, err := m.Vaults(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		names += h.Name + " "
		ids = append(ids, h.ID)
	}
	return strings.TrimSpace(names), ids
}

func name(v *vault.Vault) string {
	e, _ := v.Lookup("p")
	return e.Name
}

// TestEachMemberHasAVaultOfTheirOwn: its file and its key, and the one used last is the one that is meant.
func TestEachMemberHasAVaultOfTheirOwn(t *testing.T) {
	dir, keys := t.TempDir(), chained()
	m := memory(t, dir, keys)
	v, err := m.Open(t.Context(), "")
	dana := opened(t, v, err)
	if names, _ := holders(t, m); names != "" || dana.Rest().Phase != vault.Fresh {
		t.Fatal(names, dana.Rest())
	}
	saved(t, dana, "Dana")
	v, err = m.New(t.Context())
	saved(t, opened(t, v, err), "Sam")
	if len(keys.keys) != 2 {
		t.Fatal(len(keys.keys), "keys")
	}
	m.Close()
	m = memory(t, dir, keys)
	names, ids := holders(t, m)
	if names != "Sam Dana" {
		t.Fatal(names)
	}
	v, err = m.Open(t.Context(), "")
	if got := name(opened(t, v, err)); got != "Sam" {
		t.Fatal(got)
	}
	v, err = m.Open(t.Context(), ids[1])
	if got := name(opened(t, v, err)); got != "Dana" {
		t.Fatal(got)
	}
	if again, err := m.Open(t.Context(), ""); err != nil || again != v {
		t.Fatal("another one is meant", err)
	}
	m.Close()
	if names, _ := holders(t, memory(t, dir, keys)); names != "Dana Sam" {
		t.Fatal(names)
	}
}

// TestTheFileThatThereWasBeforeGoesOnOpening with the only key that there was.
func TestTheFileThatThereWasBeforeGoesOnOpening(t *testing.T) {
	dir, keys := t.TempDir(), chained()
	m := memory(t, dir, keys)
	v, err := m.Open(t.Context(), "vestibule.vault")
	saved(t, opened(t, v, err), "Dana")
	if _, ok := keys.keys["device-key"]; !ok || len(keys.keys) != 1 {
		t.Fatal(keys.keys)
	}
	m.Close()
	m = memory(t, dir, keys)
	v, err = m.Open(t.Context(), "")
	if got := name(opened(t, v, err)); got != "Dana" {
		t.Fatal(got)
	}
}

// TestTwoFoldersShareNoKey: to remove everything in one takes nothing from the other.
func TestTwoFoldersShareNoKey(t *testing.T) {
	keys, dirs := chained(), []string{t.TempDir(), t.TempDir()}
	for _, dir := range dirs {
		m := memory(t, dir, keys)
		v, err := m.Open(t.Context(), "")
		saved(t, opened(t, v, err), "Dana")
		m.Close()
	}
	if err := memory(t, dirs[0], keys).EraseAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	v, err := memory(t, dirs[1], keys).Open(t.Context(), "")
	if got := name(opened(t, v, err)); got != "Dana" {
		t.Fatal(got)
	}
}

// TestEverythingIsRemoved: of vaults that are open, locked, and were not opened at all.
func TestEverythingIsRemoved(t *testing.T) {
	dir, keys := t.TempDir(), chained()
	m := memory(t, dir, keys)
	for _, holder := range []string{"Dana", "Sam", "Kim"} {
		v, err := m.New(t.Context())
		saved(t, opened(t, v, err), holder)
		saved(t, v, holder) // so that a version is kept back
	}
	m.Close()
	m = memory(t, dir, keys)
	_, ids := holders(t, m)
	v, err := m.Open(t.Context(), ids[0])
	still := opened(t, v, err)
	v, err = m.Open(t.Context(), ids[1])
	opened(t, v, err).Lock()
	if err := m.EraseAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 || len(keys.keys) != 0 {
		t.Fatal(left, keys.keys, err)
	}
	if name(still) != "" {
		t.Fatal("it is still in memory")
	}
	v, err = m.Open(t.Context(), "")
	saved(t, opened(t, v, err), "Anna")
	if names, _ := holders(t, m); names != "Anna" {
		t.Fatal(names)
	}
}

// TestWhatCannotBeRemovedIsSaid, and the rest is removed; it can be tried again.
func TestWhatCannotBeRemovedIsSaid(t *testing.T) {
	dir, keys := t.TempDir(), chained()
	m := memory(t, dir, keys)
	v, err := m.Open(t.Context(), "")
	saved(t, opened(t, v, err), "Dana")
	keys.why = problem.New(problem.KeyringHanging)
	if err := m.EraseAll(t.Context()); !problem.Is(err, problem.KeyringHanging) {
		t.Fatal(err)
	}
	if names, _ := holders(t, m); names != "" {
		t.Fatal(names)
	}
	keys.why = nil
	if err := m.EraseAll(t.Context()); err != nil || len(keys.keys) != 0 {
		t.Fatal(err, keys.keys)
	}
}

// TestAKeychainThatAnswersLaterOpensTheVaultThen: and a vault that its holder locked stays locked.
func TestAKeychainThatAnswersLaterOpensTheVaultThen(t *testing.T) {
	dir, keys := t.TempDir(), chained()
	m := memory(t, dir, keys)
	v, err := m.Open(t.Context(), "")
	saved(t, opened(t, v, err), "Dana")
	m.Close()
	m = memory(t, dir, keys)
	keys.why = problem.New(problem.KeyringLocked)
	v, err = m.Open(t.Context(), "")
	if why := opened(t, v, err).Rest().Why; !problem.Is(why, problem.KeyringLocked) {
		t.Fatal(why)
	}
	keys.why = nil
	v, err = m.Open(t.Context(), "")
	if e, _ := opened(t, v, err).Lookup("p"); e.Name != "Dana" {
		t.Fatal(e.Name)
	}
	v, err = m.Open(t.Context(), "")
	opened(t, v, err).Lock()
	v, err = m.Open(t.Context(), "")
	if opened(t, v, err).Rest().Phase != vault.Shut {
		t.Fatal("it was opened again by itself")
	}
}

// TestWhatIsInMemoryIsNotThrownAway: a vault that rests on nothing holds codes, and is not opened anew.
func TestWhatIsInMemoryIsNotThrownAway(t *testing.T) {
	keys := chained()
	keys.why = problem.New(problem.KeyringUnavailable)
	m := memory(t, t.TempDir(), keys)
	v, err := m.Open(t.Context(), "")
	empty := opened(t, v, err)
	v, err = m.Open(t.Context(), "")
	if opened(t, v, err) == empty {
		t.Fatal("what may be kept now is not asked again")
	}
	key, _, err := otp.Parse([]byte("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.AddCode(vault.Code{}, key); err != nil {
		t.Fatal(err)
	}
	if again, err := m.Open(t.Context(), ""); err != nil || again != v || len(again.Codes()) != 1 {
		t.Fatal("the code is gone", err)
	}
}

func TestNoIDLeadsOutOfTheFolder(t *testing.T) {
	m := memory(t, t.TempDir(), chained())
	for _, id := range []vault.HolderID{"../a.vault", "/a.vault", "a/b.vault", `a\b.vault`, "c:a.vault", "a", ".vault", "..", "a.vault.lock"} {
		if _, err := m.Open(t.Context(), id); !errors.Is(err, errHolder) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// TestAVaultThatCannotBeReadIsListed: so that its holder can be told.
func TestAVaultThatCannotBeReadIsListed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "vestibule.vault"), []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := memory(t, dir, chained())
	if names, ids := holders(t, m); names != "" || len(ids) != 1 {
		t.Fatal(names, ids)
	}
	v, err := m.Open(t.Context(), "")
	if why := opened(t, v, err).Rest().Why; !problem.Is(why, problem.StoreCorrupt) {
		t.Fatal(why)
	}
}

// TestASecondCopyTakesOverOnceTheFirstIsGone: with what the first one has saved, not with what it read itself.
func TestASecondCopyTakesOverOnceTheFirstIsGone(t *testing.T) {
	dir, keys := t.TempDir(), chained()
	first, second := memory(t, dir, keys), memory(t, dir, keys)
	v, err := first.Open(t.Context(), "")
	saved(t, opened(t, v, err), "Dana")
	w, err := second.Open(t.Context(), "")
	if rest := opened(t, w, err).Rest(); !rest.ReadOnly || !problem.Is(rest.Why, problem.StoreInUse) {
		t.Fatalf("%+v", rest)
	}
	saved(t, v, "Sam")
	first.Close()
	w, err = second.Open(t.Context(), "")
	if rest := opened(t, w, err).Rest(); rest.ReadOnly || !rest.Kept || rest.Holder != "Sam" {
		t.Fatalf("%+v", rest)
	}
	saved(t, w, "Kim")
}
