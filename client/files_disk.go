//go:build !js

package client

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Read gives the bytes of a file. The path may be as somebody types or drops one: with ~ for their own folder, in quotes,
// or as a file: address. The bytes may hold secrets and are the caller's to clear.
func (f Files) Read(ctx context.Context, path string) ([]byte, error) {
	var data []byte
	err := patiently(ctx, func() (err error) { data, err = read(place(path)); return err })
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, unread(err)
	}
	return data, nil
}

// patiently runs f, which may hang as a disk on a network does, and leaves it alone when ctx ends.
func patiently(ctx context.Context, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errKind
	case info.Size() > largestFile:
		return nil, errLarge
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	// No buffer is outgrown on the way, which would leave a copy of what may be secret.
	var data bytes.Buffer
	data.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(file, largestFile+1)); err != nil {
		return nil, err
	}
	if data.Len() > largestFile {
		clear(data.Bytes())
		return nil, errLarge
	}
	return data.Bytes(), nil
}

// place gives the path that somebody means who typed or dropped it.
func place(typed string) string {
	path := strings.TrimSpace(typed)
	if n := len(path); n >= 2 && path[0] == path[n-1] && (path[0] == '"' || path[0] == '\'') {
		path = path[1 : n-1]
	}
	if u, err := url.Parse(path); err == nil && u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") {
		path = filepath.FromSlash(u.Path)
		if runtime.GOOS == "windows" {
			path = strings.TrimPrefix(path, `\`)
		}
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}

// List gives the names in a folder, sorted; those of folders end in a slash. Hidden ones are left out.
func (f Files) List(ctx context.Context, dir string) ([]string, error) {
	var names []string
	err := patiently(ctx, func() error {
		entries, err := os.ReadDir(place(dir))
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") {
				names = append(names, e.Name()+map[bool]string{true: "/"}[leads(place(dir), e)])
			}
		}
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, unread(err)
	}
	return names, nil
}

// leads reports whether an entry is a folder, or leads to one.
func leads(dir string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(dir, e.Name()))
	return err == nil && info.IsDir()
}

// Save writes a new file of that name among the member's downloads and tells its path. Nothing is ever written over: where
// the name is taken a number is added.
func (f Files) Save(ctx context.Context, name string, data []byte) (where string, err error) {
	err = patiently(ctx, func() error { where, err = WriteNew(Downloads(), name, data); return err })
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return where, err
}

// most is how many files of one name there may be.
const most = 1000

// WriteNew writes a new file that only its owner can read, and tells its path. It appears whole, or not at all; no file is
// written over. The error is a problem.FileNotWritten.
func WriteNew(folder, name string, data []byte) (path string, err error) {
	if name != filepath.Base(name) || name == "." || name == ".." || name == string(filepath.Separator) {
		return "", unwritten(errName)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", unwritten(err)
	}
	part, err := os.CreateTemp(folder, ".vestibule-*.part") // 0600
	if err != nil {
		return "", unwritten(err)
	}
	defer func() { _ = os.Remove(part.Name()) }()
	_, err = part.Write(data)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return "", unwritten(err)
	}
	for n := range most {
		path = filepath.Join(folder, numbered(name, n))
		if err = reveal(part.Name(), path, data); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", unwritten(err)
	}
	return path, nil
}

// reveal gives a file that was written its name, unless there is one of that name. Where the disk has no second names it is
// written again under its own.
func reveal(part, path string, data []byte) error {
	err := os.Link(part, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		_ = os.Remove(path)
	}
	return err
}

// numbered gives the name of the n-th file of a name: "a.txt", "a (2).txt", …
func numbered(name string, n int) string {
	if n == 0 {
		return name
	}
	ending := filepath.Ext(name)
	return fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ending), n+1, ending)
}

// Downloads gives the folder where the member looks for what came out of a program: the system's, or their own.
func Downloads() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if dir := downloadsNamed(home); dir != "" {
		return dir
	}
	return filepath.Join(home, "Downloads")
}

// downloadsNamed reads where a desktop of freedesktop.org has the folder (xdg-user-dirs); empty: it does not say.
func downloadsNamed(home string) string {
	config := os.Getenv("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	text, err := read(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		named, ok := strings.CutPrefix(strings.TrimSpace(line), "XDG_DOWNLOAD_DIR=")
		named = strings.ReplaceAll(strings.Trim(named, `"`), "$HOME", home)
		if ok && filepath.IsAbs(named) {
			return named
		}
	}
	return ""
}
