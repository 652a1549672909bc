//go:build !js && !windows

package client

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"vestibule/app/problem"
)

func written(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileIsReadHoweverItsPathIsTyped(t *testing.T) {
	path := written(t, "my codes.json", []byte("{}"))
	home := filepath.Dir(path)
	t.Setenv("HOME", home)
	typed := []string{path, "  " + path + "\n", `"` + path + `"`, "'" + path + "'", "~/my codes.json", "file://" + strings.ReplaceAll(path, " ", "%20")}
	for _, p := range typed {
		if data, err := (Files{}).Read(t.Context(), p); err != nil || string(data) != "{}" {
			t.Errorf("%q: %q, %v", p, data, err)
		}
	}
}

func TestWhatCannotBeReadIsNamedWithoutItsPath(t *testing.T) {
	dir := t.TempDir()
	pipe, large := filepath.Join(dir, "canary-pipe"), filepath.Join(dir, "canary-large")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, largestFile+1); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]problem.Code{
		filepath.Join(dir, "canary-none"): problem.FileNotFound, "": problem.FileNotFound,
		dir: problem.FileNotRead, pipe: problem.FileNotRead, large: problem.FileTooLarge, "canary\x00": problem.FileNotRead,
	} {
		_, err := Files{}.Read(t.Context(), path)
		if !problem.Is(err, want) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v, want %s", path, err, want)
		}
	}
	if err := os.Truncate(large, largestFile); err != nil {
		t.Fatal(err)
	}
	if data, err := (Files{}).Read(t.Context(), large); err != nil || len(data) != largestFile {
		t.Error(len(data), err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := (Files{}).Read(ended, large); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestNothingIsEverWrittenOver: a second backup of the same name stands beside the first.
func TestNothingIsEverWrittenOver(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	for i, want := range []string{"backup.vault", "backup (2).vault", "backup (3).vault"} {
		data := bytes.Repeat([]byte{byte(i)}, 100)
		path, err := WriteNew(dir, "backup.vault", data)
		if err != nil || filepath.Base(path) != want {
			t.Fatal(path, err)
		}
		info, _ := os.Stat(path)
		if got, _ := os.ReadFile(path); !bytes.Equal(got, data) || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %d bytes, %v", want, len(got), info.Mode())
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Error("something is left over:", entries, err)
	}
}

func TestNoNameLeadsOutOfTheFolder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"", ".", "..", "../canary", "a/canary", "/canary"} {
		if path, err := WriteNew(dir, name, nil); !problem.Is(err, problem.FileNotWritten) {
			t.Error(name, path, err)
		}
	}
	if _, err := WriteNew(written(t, "canary", nil), "a", nil); !problem.Is(err, problem.FileNotWritten) || strings.Contains(err.Error(), "canary") {
		t.Error(err)
	}
}

func TestAFolderIsListed(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.json", ".hidden", "a.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "c"), 0o700), os.Symlink("c", filepath.Join(dir, "d"))); err != nil {
		t.Fatal(err)
	}
	if names, err := (Files{}).List(t.Context(), dir); err != nil || !slices.Equal(names, []string{"a.txt", "b.json", "c/", "d/"}) {
		t.Error(names, err)
	}
	if _, err := (Files{}).List(t.Context(), filepath.Join(dir, "none")); !problem.Is(err, problem.FileNotFound) {
		t.Error(err)
	}
}

func TestDownloadsGoWhereTheSystemPutsThem(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	if got := Downloads(); got != filepath.Join(home, "Downloads") {
		t.Error(got)
	}
	config := filepath.Join(home, "config")
	t.Setenv("XDG_CONFIG_HOME", config)
	for text, want := range map[string]string{
		"# a remark\nXDG_DOWNLOAD_DIR=\"$HOME/Geladen\"\n": filepath.Join(home, "Geladen"),
		"XDG_DOWNLOAD_DIR=\"/elsewhere\"\n":                "/elsewhere",
		"XDG_MUSIC_DIR=\"$HOME/Musik\"\n":                  filepath.Join(home, "Downloads"),
	} {
		if err := errors.Join(os.MkdirAll(config, 0o700), os.WriteFile(filepath.Join(config, "user-dirs.dirs"), []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
		if got := Downloads(); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "none"))
	path, err := Files{}.Save(t.Context(), "a.txt", []byte("x"))
	if err != nil || path != filepath.Join(home, "Downloads", "a.txt") {
		t.Error(path, err)
	}
}
