//go:build !js

package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"
)

// disk is what this package needs of a file system. Errors are those of package os.
type disk interface {
	makeDir(path string) error
	// list gives the files of a folder and when each was changed.
	list(dir string) (map[string]time.Time, error)
	// lock takes a lock that ends with the process, or gives ErrInUse.
	lock(path string) (hold, error)
	// touch makes now the time a file was changed.
	touch(path string) error
	// create writes a new file and forces it to the disk; that the file is there already is an error.
	create(path string, data []byte) error
	read(path string) ([]byte, error)
	link(from, to string) error
	// rename replaces to.
	rename(from, to string) error
	remove(path string) error
	// syncDir forces the names in a file's folder to the disk.
	syncDir(path string) error
}

// system is this device's file system.
type system struct{}

func (system) makeDir(path string) error { return os.MkdirAll(path, 0o700) }

func (system) list(dir string) (map[string]time.Time, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	out := map[string]time.Time{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			out[e.Name()] = info.ModTime()
		}
	}
	return out, nil
}

func (system) touch(path string) error {
	now := time.Now()
	return os.Chtimes(path, now, now)
}

func (system) create(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// largest is how much of a file is read, in bytes. A vault of ten thousand entries is a third of it.
const largest = 16 << 20

// errTooLarge is returned for a file that is none of ours.
var errTooLarge = errors.New("store: the file is too large")

func (system) read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err == nil && len(data) > largest {
		err = errTooLarge
	}
	return data, err
}

func (system) link(from, to string) error { return os.Link(from, to) }

func (system) rename(from, to string) error { return replace(from, to) }

func (system) remove(path string) error { return os.Remove(path) }

func (system) syncDir(path string) error { return syncFolder(filepath.Dir(path)) }
