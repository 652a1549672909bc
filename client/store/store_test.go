//go:build !js

package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"vestibule/app/problem"
	"vestibule/app/vault"
)

var _ vault.Storage = (*Store)(nil)

func store(t *testing.T, d disk, dir string) *Store {
	t.Helper()
	s, err := open(d, dir, "vault")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func versions(t *testing.T, s *Store) []string {
	t.Helper()
	list, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

func save(t *testing.T, s *Store, data ...string) {
	t.Helper()
	for _, d := range data {
		if err := s.Save([]byte(d)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheNewestComesFirstAndOneIsKeptBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	s := store(t, system{}, dir)
	if got := versions(t, s); len(got) != 0 {
		t.Fatal(got)
	}
	save(t, s, "one", "two", "three")
	if got := strings.Join(versions(t, s), " "); got != "three two" {
		t.Fatal(got)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 3 {
		t.Fatal("something is left over:", files, err)
	}
	for _, f := range files {
		if info, _ := f.Info(); info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v", f.Name(), info.Mode())
		}
	}
}

func TestOnlyOneProcessSaves(t *testing.T) {
	dir := t.TempDir()
	first, second := store(t, system{}, dir), store(t, system{}, dir)
	save(t, first, "one")
	if err := second.Save([]byte("two")); !errors.Is(err, ErrInUse) || !problem.Is(err, problem.StoreInUse) {
		t.Fatal(err)
	}
	if got := versions(t, second); len(got) != 1 || got[0] != "one" {
		t.Fatal("the second does not read:", got)
	}
	first.Close()
	save(t, store(t, system{}, dir), "two")
	if err := first.Save([]byte("three")); !errors.Is(err, ErrInUse) {
		t.Fatal("saves after Close:", err)
	}
}

// faulty is a disk on which the operation of a number fails. Where it is dead, so do all after it, as when the power goes;
// what it was just creating is then torn.
type faulty struct {
	disk
	err  error
	dead bool
	// at is the operation that fails, counted from when it was set; 0: none. done counts.
	at, done int
}

// failed reports that there was an operation of that number.
func (f *faulty) failed() bool { return f.done >= f.at }

func (f *faulty) next() error {
	if f.at == 0 {
		return nil
	}
	f.done++
	if f.done == f.at || f.dead && f.done > f.at {
		return f.err
	}
	return nil
}

func (f *faulty) create(path string, data []byte) error {
	if err := f.next(); err != nil {
		if f.done == f.at {
			_ = f.disk.create(path, data[:len(data)/2])
		}
		return err
	}
	return f.disk.create(path, data)
}

func (f *faulty) read(path string) ([]byte, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	return f.disk.read(path)
}

func (f *faulty) link(from, to string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.link(from, to)
}

func (f *faulty) rename(from, to string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.rename(from, to)
}

func (f *faulty) remove(path string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.remove(path)
}

func (f *faulty) syncDir(path string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.syncDir(path)
}

// unlinked is a disk without second names.
type unlinked struct{ disk }

func (unlinked) link(string, string) error { return syscall.EPERM }

func TestWhereverASaveStopsTheOldOrTheNewIsThereWhole(t *testing.T) {
	for _, under := range []disk{system{}, unlinked{system{}}} {
		for _, dead := range []bool{true, false} {
			for n := 1; ; n++ {
				f := &faulty{disk: under, err: syscall.EIO, dead: dead}
				dir := t.TempDir()
				s := store(t, f, dir)
				save(t, s, "the first one", "the old one")
				f.at = n
				err := s.Save([]byte("the new one"))
				if !f.failed() {
					if n < 8 {
						t.Fatal("only", n, "operations")
					}
					break
				}
				s.Close()
				after := store(t, under, dir)
				got := versions(t, after)
				if len(got) == 0 || got[0] != "the old one" && got[0] != "the new one" || err == nil && got[0] != "the new one" {
					t.Fatalf("operation %d, dead %v: %q (%v)", n, dead, got, err)
				}
				save(t, after, "another")
				if again := versions(t, after); again[0] != "another" || again[1] != got[0] {
					t.Fatalf("operation %d: after it %q", n, again)
				}
			}
		}
	}
}

func TestAFullDiskIsNamedAndCostsNothing(t *testing.T) {
	for _, code := range []error{syscall.ENOSPC, syscall.EDQUOT} {
		f := &faulty{disk: system{}, err: &os.PathError{Op: "write", Path: "/home/canary", Err: code}}
		s := store(t, f, t.TempDir())
		save(t, s, "one", "two")
		f.at = 2 // the create
		err := s.Save([]byte("three"))
		if !problem.Is(err, problem.StoreFull) || strings.Contains(err.Error(), "canary") {
			t.Fatal(err)
		}
		if got := strings.Join(versions(t, s), " "); got != "two one" {
			t.Fatal(got)
		}
	}
}

// twisted is a disk that gives back something else than was written.
type twisted struct{ disk }

func (d twisted) create(path string, data []byte) error {
	return d.disk.create(path, append([]byte("x"), data...))
}

func TestWhatIsNotReadBackDoesNotTakeThePlace(t *testing.T) {
	dir := t.TempDir()
	s := store(t, system{}, dir)
	save(t, s, "one")
	s.disk = twisted{system{}}
	if err := s.Save([]byte("two")); !errors.Is(err, errNotReadBack) {
		t.Fatal(err)
	}
	if got := versions(t, s); len(got) != 1 || got[0] != "one" {
		t.Fatal(got)
	}
}

// locked is a disk on which nothing may be made.
type locked struct{ disk }

func (locked) makeDir(string) error {
	return &os.PathError{Op: "mkdir", Path: "/home/canary", Err: syscall.EACCES}
}

func TestADeviceThatDoesNotLetUsWriteIsNamed(t *testing.T) {
	if _, err := open(locked{system{}}, "x", "vault"); !problem.Is(err, problem.StoreDenied) || strings.Contains(err.Error(), "canary") {
		t.Fatal(err)
	}
}

func TestAVersionThatCannotBeReadIsLeftOut(t *testing.T) {
	f := &faulty{disk: system{}, err: syscall.EIO}
	s := store(t, f, t.TempDir())
	save(t, s, "one", "two")
	f.at = 1
	if got := strings.Join(versions(t, s), " "); got != "one" {
		t.Fatal(got)
	}
	f.done, f.dead = 0, true
	if _, err := s.Load(); !problem.Is(err, problem.StoreDenied) {
		t.Fatal(err)
	}
}

func TestTheFolderThatWasAskedForIsUsed(t *testing.T) {
	t.Chdir(t.TempDir())
	here, _ := os.Getwd()
	if got, err := Folder("x"); err != nil || got != filepath.Join(here, "x") {
		t.Fatal(got, err)
	}
	t.Setenv("XDG_CONFIG_HOME", here)
	if got, err := Folder(""); err != nil || got != filepath.Join(here, "vestibule") {
		t.Fatal(got, err)
	}
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("HOME", "")
	if _, err := Folder(""); !problem.Is(err, problem.StoreDenied) {
		t.Fatal(err)
	}
}
