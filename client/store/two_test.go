//go:build !js

package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"vestibule/app/problem"
)

func inUse(t *testing.T, err, why error) {
	t.Helper()
	if !errors.Is(err, why) || !problem.Is(err, problem.StoreInUse) {
		t.Fatalf("%v, want %v", err, why)
	}
}

// TestASecondCopyReadsAndSaysSo: and it saves when the first one is gone, if that one changed nothing.
func TestASecondCopyReadsAndSaysSo(t *testing.T) {
	dir := t.TempDir()
	first := store(t, system{}, dir)
	save(t, first, "one")
	second := store(t, system{}, dir)
	inUse(t, second.ReadOnly(), ErrInUse)
	if got := strings.Join(loaded(t, second), " "); got != "one" {
		t.Fatal("the second does not read:", got)
	}
	inUse(t, second.Save([]byte("two")), ErrInUse)
	inUse(t, second.Remove(), ErrInUse)
	first.Close()
	save(t, second, "two")
	if why := second.ReadOnly(); why != nil {
		t.Fatal(why)
	}
	inUse(t, first.Save([]byte("three")), ErrInUse)
	if got := strings.Join(loaded(t, second), " "); got != "two one" {
		t.Fatal(got)
	}
}

// TestNoEntryOfTheOtherCopyIsLost: the second has read one version, the first has saved another and is gone.
func TestNoEntryOfTheOtherCopyIsLost(t *testing.T) { // AT-100
	dir := t.TempDir()
	first := store(t, system{}, dir)
	save(t, first, "one")
	second := store(t, system{}, dir)
	loaded(t, second)
	save(t, first, "one and an entry")
	first.Close()
	for range 2 {
		inUse(t, second.Save([]byte("one and another")), ErrChanged)
	}
	if got := loaded(t, second); got[0] != "one and an entry" {
		t.Fatal(got)
	}
	save(t, second, "one, an entry and another")
}

// TestAFreshSecondCopyIsToldAtOnce: what it would be given could not be kept.
func TestAFreshSecondCopyIsToldAtOnce(t *testing.T) {
	dir := t.TempDir()
	store(t, system{}, dir)
	_, err := store(t, system{}, dir).Load()
	inUse(t, err, ErrInUse)
}

// TestAFileThatItsOwnerPutThereIsNotSavedOver: a copy that was brought back while the app runs.
func TestAFileThatItsOwnerPutThereIsNotSavedOver(t *testing.T) {
	dir := t.TempDir()
	s := store(t, system{}, dir)
	loaded(t, s)
	save(t, s, "one", "two")
	if err := os.WriteFile(filepath.Join(dir, "a.vault"), []byte("from last year"), 0o600); err != nil {
		t.Fatal(err)
	}
	inUse(t, s.Save([]byte("three")), ErrChanged)
	if err := os.Remove(filepath.Join(dir, "a.vault")); err != nil {
		t.Fatal(err)
	}
	save(t, s, "three") // what is gone holds nothing that could be lost
}

// TestWhereNothingWasSavedNothingStays: neither after a look nor after a removal.
func TestWhereNothingWasSavedNothingStays(t *testing.T) {
	dir := t.TempDir()
	store(t, system{}, dir).Close()
	s := store(t, system{}, dir)
	save(t, s, "one", "two")
	for _, left := range []string{"a.vault.new", "a.vault.old"} {
		if err := os.WriteFile(filepath.Join(dir, left), []byte("torn"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Remove(); err != nil {
		t.Fatal(err)
	}
	if got := loaded(t, s); len(got) != 0 {
		t.Fatal(got)
	}
	s.Close()
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Fatal(files, err)
	}
	again := store(t, system{}, dir)
	save(t, again, "three")
}

// TestWhatWasRemovedIsNotKnownAnyMore: a copy of it that comes back is somebody's.
func TestWhatWasRemovedIsNotKnownAnyMore(t *testing.T) {
	dir := t.TempDir()
	s := store(t, system{}, dir)
	save(t, s, "one")
	if err := s.Remove(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.vault"), []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	inUse(t, s.Save([]byte("two")), ErrChanged)
}

// TestWhatACrashLeftIsSweptAway when the file is opened by who may save it, and by nobody else.
func TestWhatACrashLeftIsSweptAway(t *testing.T) {
	dir := t.TempDir()
	first := store(t, system{}, dir)
	save(t, first, "one")
	left := filepath.Join(dir, "a.vault.new")
	if err := os.WriteFile(left, []byte("on"), 0o600); err != nil {
		t.Fatal(err)
	}
	store(t, system{}, dir)
	if _, err := os.Stat(left); err != nil {
		t.Fatal("a second copy swept the first one's:", err)
	}
	first.Close()
	if got := strings.Join(loaded(t, store(t, system{}, dir)), " "); got != "one" {
		t.Fatal(got)
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Fatal("it is still there:", err)
	}
}

// TestALockThatWasDiscardedHoldsNobody: who has opened the file of a lock that is just being discarded must not think that
// to lock it means anything. Eight of them fight for one.
func TestALockThatWasDiscardedHoldsNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	var holders atomic.Int32
	var twice atomic.Bool
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 300 {
				held, err := system{}.lock(path)
				if err != nil {
					continue
				}
				if holders.Add(1) > 1 {
					twice.Store(true)
				}
				runtime.Gosched()
				holders.Add(-1)
				held.discard()
			}
		})
	}
	all.Wait()
	if twice.Load() {
		t.Fatal("two held it at once")
	}
}
