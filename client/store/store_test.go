//go:build !js

package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestibule/app/problem"
)

func store(t *testing.T, d disk, dir string) *Store {
	t.Helper()
	s := open(d, dir, "a.vault")
	t.Cleanup(s.Close)
	return s
}

func loaded(t *testing.T, s *Store) []string {
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
	if got := loaded(t, s); len(got) != 0 {
		t.Fatal(got)
	}
	save(t, s, "one", "two", "three")
	if got := strings.Join(loaded(t, s), " "); got != "three two" {
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
	if got := loaded(t, s); len(got) != 1 || got[0] != "one" {
		t.Fatal(got)
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
