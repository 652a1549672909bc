//go:build js

package client

import (
	"errors"
	"syscall/js"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/client/browser"
)

// drawn gives a memory in the browser's own IndexedDB, as after a reload, and the vault that it opens.
func drawn(t *testing.T, db string) (*Memory, *vault.Vault) {
	t.Helper()
	m := &Memory{Dir: db, Clock: Device{}, KDF: kdf.Native{}}
	v, err := m.Open(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m, v
}

// TestABrowserKeepsAVaultAndSaysWhenItIsCleared: once, and then a new one can be begun.
func TestABrowserKeepsAVaultAndSaysWhenItIsCleared(t *testing.T) {
	inAPage(t)
	const db = "test-memory"
	typed := secret.Of([]byte("a passphrase of some words"))
	m, v := drawn(t, db)
	err := errors.Join(v.SetPassphrase(t.Context(), typed), v.Remember("p", plan.Session{}, vault.Entry{Name: "Dana"}), v.Save(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
	m, v = drawn(t, db)
	if err := v.Unlock(t.Context(), vault.Proof{Way: vault.Passphrase, Secret: typed}); err != nil {
		t.Fatal(err)
	}
	if e, _ := v.Lookup("p"); e.Name != "Dana" {
		t.Fatal(e.Name)
	}
	m.Close()

	if _, err := browser.On(t.Context(), js.Global().Get("indexedDB").Call("deleteDatabase", db), []string{"success"}, []string{"error"}); err != nil {
		t.Fatal(err)
	}
	m, v = drawn(t, db)
	if why := v.Rest().Why; !problem.Is(why, problem.StoreEvicted) {
		t.Fatal(why)
	}
	v, err = m.Open(t.Context(), "")
	if why := v.Rest().Why; err != nil || problem.Is(why, problem.StoreEvicted) {
		t.Fatal("it is said again", err)
	}
	if err := v.SetPassphrase(t.Context(), typed); err != nil {
		t.Fatal("nothing new can be kept:", err)
	}
	if err := m.EraseAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, v := drawn(t, db); problem.Is(v.Rest().Why, problem.StoreEvicted) {
		t.Fatal("what the member removed was not cleared by the browser")
	}
}
