//go:build !js

package store

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"vestibule/app/problem"
)

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
				got := loaded(t, after)
				if len(got) == 0 || got[0] != "the old one" && got[0] != "the new one" || err == nil && got[0] != "the new one" {
					t.Fatalf("operation %d, dead %v: %q (%v)", n, dead, got, err)
				}
				save(t, after, "another")
				if again := loaded(t, after); again[0] != "another" || again[1] != got[0] {
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
		if got := strings.Join(loaded(t, s), " "); got != "two one" {
			t.Fatal(got)
		}
	}
}

func TestAVersionThatCannotBeReadIsLeftOut(t *testing.T) {
	f := &faulty{disk: system{}, err: syscall.EIO}
	s := store(t, f, t.TempDir())
	save(t, s, "one", "two")
	f.at = 1
	if got := strings.Join(loaded(t, s), " "); got != "one" {
		t.Fatal(got)
	}
	f.done, f.dead = 0, true
	if _, err := s.Load(); !problem.Is(err, problem.StoreDenied) {
		t.Fatal(err)
	}
}

// frozen is a disk on which nothing can be written, as in a folder of somebody else's or on a disk that is write-protected.
type frozen struct {
	disk
	err error
}

func (f frozen) refuse(op string) error {
	return &os.PathError{Op: op, Path: "/home/canary", Err: f.err}
}
func (f frozen) makeDir(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil // as os.MkdirAll does
	}
	return f.refuse("mkdir")
}
func (f frozen) lock(string) (hold, error)   { return nil, f.refuse("open") }
func (f frozen) touch(string) error          { return f.refuse("chtimes") }
func (f frozen) create(string, []byte) error { return f.refuse("open") }
func (f frozen) link(string, string) error   { return f.refuse("link") }
func (f frozen) rename(string, string) error { return f.refuse("rename") }
func (f frozen) remove(string) error         { return f.refuse("remove") }

// TestAFolderThatCannotBeWrittenIsRead: what is in it can still be used, and why nothing is added is said.
func TestAFolderThatCannotBeWrittenIsRead(t *testing.T) {
	for _, code := range []error{syscall.EACCES, syscall.EROFS, syscall.EPERM} {
		dir := t.TempDir()
		ours := store(t, system{}, dir)
		save(t, ours, "one", "two")
		ours.Close()
		s := store(t, frozen{system{}, code}, dir)
		if got := strings.Join(loaded(t, s), " "); got != "two one" {
			t.Fatal(got)
		}
		for what, err := range map[string]error{"ReadOnly": s.ReadOnly(), "Save": s.Save([]byte("three")), "Remove": s.Remove()} {
			if !problem.Is(err, problem.StoreDenied) || strings.Contains(err.Error(), "canary") {
				t.Errorf("%s: %v", what, err)
			}
		}
		if got := strings.Join(loaded(t, s), " "); got != "two one" {
			t.Fatal(got)
		}
	}
}

// TestAPlaceThatKeepsNothingSaysSoAtOnce, before anything is typed that would be lost.
func TestAPlaceThatKeepsNothingSaysSoAtOnce(t *testing.T) {
	s := store(t, frozen{system{}, syscall.EACCES}, t.TempDir()+"/none")
	if _, err := s.Load(); !problem.Is(err, problem.StoreDenied) || strings.Contains(err.Error(), "canary") {
		t.Fatal(err)
	}
}

// TestEveryTroubleAtEveryStepIsNamedAndCanBeTriedAgain fails each operation of a save once, in each way, and saves again.
func TestEveryTroubleAtEveryStepIsNamedAndCanBeTriedAgain(t *testing.T) {
	for code, want := range map[error]problem.Code{
		syscall.EIO: problem.StoreDenied, syscall.EROFS: problem.StoreDenied, syscall.EACCES: problem.StoreDenied,
		syscall.ENOSPC: problem.StoreFull, syscall.EDQUOT: problem.StoreFull,
	} {
		failures := 0
		for n := 1; ; n++ {
			f := &faulty{disk: system{}, err: &os.PathError{Op: "do", Path: "/home/canary", Err: code}}
			s := store(t, f, t.TempDir())
			loaded(t, s)
			save(t, s, "one", "two")
			f.at = n
			err := s.Save([]byte("three"))
			reached := f.failed()
			f.at = 0
			if err != nil {
				failures++
				if !problem.Is(err, want) || strings.Contains(err.Error(), "canary") {
					t.Fatalf("operation %d: %v", n, err)
				}
			}
			save(t, s, "four")
			if got := loaded(t, s); got[0] != "four" || got[1] != "two" && got[1] != "three" {
				t.Fatalf("operation %d: %q", n, got)
			}
			if !reached {
				break
			}
		}
		if failures < 6 {
			t.Errorf("%v: only %d operations matter", code, failures)
		}
	}
}
