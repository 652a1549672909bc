//go:build js

package store

import (
	"errors"
	"flag"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"vestibule/app/problem"
	"vestibule/client/browser"
)

// These tests run in a real Chromium: client/browser has the lane. Elsewhere there is no IndexedDB.

// TestMain has each test told: a page gives no flags.
func TestMain(m *testing.M) {
	if err := flag.Set("test.v", "true"); err != nil {
		panic(err)
	}
	m.Run()
}

// base gives the name of an IndexedDB for one test.
func base(t *testing.T) string {
	t.Helper()
	if _, err := browser.Global("indexedDB"); err != nil {
		t.Skip("runs in a browser")
	}
	name := "test-" + t.Name()
	t.Cleanup(func() { evict(t, name); Forget(name) })
	return name
}

// evict clears an IndexedDB, as a browser does by itself.
func evict(t *testing.T, name string) {
	t.Helper()
	ctx, cancel := bounded()
	defer cancel()
	if _, err := browser.On(ctx, js.Global().Get("indexedDB").Call("deleteDatabase", name), []string{"success"}, []string{"error", "blocked"}); err != nil {
		t.Error(err)
	}
}

func store(t *testing.T, db, name string) *Store {
	t.Helper()
	s := Open(db, name)
	t.Cleanup(s.Close)
	return s
}

func loaded(t *testing.T, s *Store) string {
	t.Helper()
	list, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return strings.Join(out, " ")
}

func save(t *testing.T, s *Store, data ...string) {
	t.Helper()
	for _, d := range data {
		if err := s.Save([]byte(d)); err != nil {
			t.Fatal(err)
		}
	}
}

func inUse(t *testing.T, err, why error) {
	t.Helper()
	if !errors.Is(err, why) || !problem.Is(err, problem.StoreInUse) {
		t.Fatalf("%v, want %v", err, why)
	}
}

func TestTheNewestComesFirstAndOneIsKeptBack(t *testing.T) {
	db := base(t)
	s := store(t, db, "a.vault")
	if got := loaded(t, s); got != "" {
		t.Fatal(got)
	}
	save(t, s, "one", "two", "three")
	if got := loaded(t, s); got != "three two" {
		t.Fatal(got)
	}
	if why := s.ReadOnly(); why != nil {
		t.Fatal(why)
	}
	if err := s.Remove(); err != nil {
		t.Fatal(err)
	}
	if got := loaded(t, s); got != "" || Evicted(db) {
		t.Fatal(got)
	}
}

func TestASecondTabReadsAndSaysSo(t *testing.T) {
	db := base(t)
	first := store(t, db, "a.vault")
	save(t, first, "one")
	second := store(t, db, "a.vault")
	inUse(t, second.ReadOnly(), ErrInUse)
	if got := loaded(t, second); got != "one" {
		t.Fatal(got)
	}
	inUse(t, second.Save([]byte("two")), ErrInUse)
	inUse(t, second.Remove(), ErrInUse)
	save(t, first, "one and an entry")
	first.Close()
	inUse(t, second.Save([]byte("one and another")), ErrChanged)
	if got := loaded(t, second); got != "one and an entry one" {
		t.Fatal(got)
	}
	save(t, second, "all three")
	inUse(t, first.Save([]byte("x")), ErrInUse)
	_, err := store(t, db, "b.vault").Load()
	if err != nil {
		t.Fatal("another file is not in use:", err)
	}
}

func TestTheFileUsedLastComesFirst(t *testing.T) {
	db := base(t)
	for _, name := range []string{"a.vault", "b.vault"} {
		s := store(t, db, name)
		save(t, s, name)
	}
	names := func() (out string) {
		files, err := List(db)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if time.Since(f.Used) > time.Minute {
				t.Error(f)
			}
			out += f.Name + " "
		}
		return out
	}
	if got := names(); got != "b.vault a.vault " {
		t.Fatal(got)
	}
	store(t, db, "a.vault").Use()
	store(t, db, "c.vault").Use() // there is none
	if got := names(); got != "a.vault b.vault " {
		t.Fatal(got)
	}
	if list, err := Read(db, "b.vault"); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
}

// TestWhatTheBrowserClearedIsKnown until something else is kept.
func TestWhatTheBrowserClearedIsKnown(t *testing.T) {
	db := base(t)
	s := store(t, db, "a.vault")
	save(t, s, "one")
	if files, err := List(db); err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	evict(t, db)
	if files, err := List(db); err != nil || len(files) != 0 || !Evicted(db) {
		t.Fatal(files, err)
	}
	s.Close()
	save(t, store(t, db, "b.vault"), "two")
	if got := marked(db); len(got) != 1 || got[0] != "b.vault" {
		t.Fatal(got)
	}
	Forget(db)
	if Evicted(db) {
		t.Fatal("it is not forgotten")
	}
}

// TestTheMarkerHoldsNothingButTimes.
func TestTheMarkerHoldsNothingButTimes(t *testing.T) {
	db := base(t)
	save(t, store(t, db, "a.vault"), "canary")
	storage := js.Global().Get("localStorage")
	for i := range storage.Get("length").Int() {
		key := storage.Call("key", i).String()
		if value := storage.Call("getItem", key).String(); strings.Contains(key+value, "canary") {
			t.Error(key, value)
		}
	}
	if since, at := times(db, "a.vault"); since.IsZero() || at.Before(since) {
		t.Error(since, at)
	}
}

// replaced puts something else in the place of a global, for one test.
func replaced(t *testing.T, name string, value any) {
	t.Helper()
	reflect, global := js.Global().Get("Reflect"), js.Global()
	before := reflect.Call("getOwnPropertyDescriptor", global, name)
	t.Cleanup(func() { reflect.Call("defineProperty", global, name, before) })
	if !reflect.Call("defineProperty", global, name, map[string]any{"value": value, "configurable": true}).Bool() {
		t.Fatal("cannot replace", name)
	}
}

// TestAPrivateWindowKeepsNothingAndSaysSo at once.
func TestAPrivateWindowKeepsNothingAndSaysSo(t *testing.T) {
	db := base(t)
	replaced(t, "indexedDB", js.Undefined())
	s := store(t, db, "a.vault")
	_, load := s.Load()
	_, listed := List(db)
	for what, err := range map[string]error{"Load": load, "List": listed, "Save": s.Save(nil), "Remove": s.Remove()} {
		if !errors.Is(err, ErrNotKept) || !problem.Is(err, problem.StoreDenied) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestABrowserWithoutLocksLosesNothingEither.
func TestABrowserWithoutLocksLosesNothingEither(t *testing.T) {
	db := base(t)
	replaced(t, "navigator", map[string]any{})
	first, second := store(t, db, "a.vault"), store(t, db, "a.vault")
	loaded(t, first)
	loaded(t, second)
	save(t, first, "one")
	inUse(t, second.Save([]byte("two")), ErrChanged)
	if got := loaded(t, second); got != "one" {
		t.Fatal(got)
	}
	save(t, second, "one and two")
	inUse(t, first.Save([]byte("three")), ErrChanged)
}

func TestAFullBrowserIsNamed(t *testing.T) {
	if err := trouble(&browser.Error{Name: "QuotaExceededError"}); !problem.Is(err, problem.StoreFull) {
		t.Error(err)
	}
	if err := trouble(&browser.Error{Name: "AbortError"}); !problem.Is(err, problem.StoreDenied) {
		t.Error(err)
	}
}
