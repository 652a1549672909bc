//go:build !js

package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

func names(t *testing.T, dir string) string {
	t.Helper()
	files, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		out = append(out, f.Name)
	}
	return strings.Join(out, " ")
}

// TestTheFileUsedLastComesFirst: to look at one is not to use it.
func TestTheFileUsedLastComesFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if got := names(t, dir); got != "" {
		t.Fatal(got)
	}
	for _, name := range []string{"a.vault", "b.vault", "c.vault"} {
		s := Open(dir, name)
		save(t, s, name)
		s.Close()
	}
	long := time.Now().Add(-time.Hour)
	for i, name := range []string{"c.vault", "a.vault", "b.vault"} {
		for _, ending := range []string{"", locked} {
			if err := os.Chtimes(filepath.Join(dir, name+ending), long, long.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := names(t, dir); got != "b.vault a.vault c.vault" {
		t.Fatal(got)
	}
	c := Open(dir, "c.vault")
	c.Use()
	c.Close()
	if got := names(t, dir); got != "c.vault b.vault a.vault" {
		t.Fatal(got)
	}
	if _, err := Read(dir, "a.vault"); err != nil {
		t.Fatal(err)
	}
	Open(dir, "b.vault").Close()
	if got := names(t, dir); got != "c.vault b.vault a.vault" {
		t.Fatal(got)
	}
}

func TestOnlyOurFilesAreListed(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.vault", "a.vault.1", "a.vault.new", "b.vault.1", "c.vault.new", "d.vault.lock", ".vault", "notes.txt", "e.vault.bak"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "f.vault"), 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := List(dir)
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if f.Name != "a.vault" && f.Name != "b.vault" {
			t.Error(f.Name)
		}
		if list, err := Read(dir, f.Name); err != nil || len(list) == 0 {
			t.Error(f.Name, err)
		}
	}
}

func TestAFolderThatCannotBeReadIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "canary")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := List(path); !problem.Is(err, problem.StoreDenied) || strings.Contains(err.Error(), "canary") {
		t.Fatal(err)
	}
}
