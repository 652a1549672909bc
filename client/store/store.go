//go:build !js

package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync"

	"vestibule/app/problem"
)

// Store keeps one file in a folder. It implements vault.Storage. Safe for concurrent use.
type Store struct {
	disk disk
	path string // of the current version

	mu   sync.Mutex
	held hold  // the file is ours to save; nil: it is not
	why  error // it is not ours
	seen seen
}

// Open gives the store of the file of that name in a folder, which is made if it is not there. It always gives one: where
// another process of the app has the file, or the folder cannot be written, the store reads and does not save (ReadOnly).
func Open(dir, name string) *Store { return open(system{}, dir, name) }

func open(d disk, dir, name string) *Store {
	s := &Store{disk: d, path: filepath.Join(dir, name)}
	if s.take() == nil {
		_ = s.sweep()
	}
	return s
}

// Use makes the file the one that was used last, for List. Where that cannot be noted it is not.
func (s *Store) Use() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil {
		_ = s.disk.touch(s.lock())
	}
}

// The files beside the current version.
func (s *Store) before() string  { return s.path + kept }
func (s *Store) next() string    { return s.path + ".new" }
func (s *Store) linking() string { return s.path + ".old" }
func (s *Store) lock() string    { return s.path + locked }

// locked is the ending of the file that is locked.
const locked = ".lock"

// Load gives the versions that are there: the current one, and the one kept back. Versions that cannot be read are left out
// as long as one can. Where there is none and none can be made, the error is the *problem.Problem that says why.
func (s *Store) Load() ([][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	unheld := s.take()
	found, err := versions(s.disk, s.path)
	if err != nil {
		return nil, trouble(err)
	}
	if len(found.all) == 0 && unheld != nil {
		return nil, trouble(unheld)
	}
	s.seen.only(found.current)
	return found.all, nil
}

// Read gives the versions of a file as Load does, without making it ours: to look at it in a list.
func Read(dir, name string) ([][]byte, error) {
	found, err := versions(system{}, filepath.Join(dir, name))
	if err != nil {
		return nil, trouble(err)
	}
	return found.all, nil
}

// versions gives those that can be read; an error where there are some and none can.
func versions(d disk, path string) (f found, unread error) {
	for _, version := range []string{path, path + kept} {
		data, err := d.read(version)
		switch {
		case err == nil && version == path:
			f.current = data
			fallthrough
		case err == nil:
			f.all = append(f.all, data)
		case !errors.Is(err, fs.ErrNotExist):
			unread = err
		}
	}
	if len(f.all) > 0 {
		return f, nil
	}
	return f, unread
}

// ReadOnly gives the *problem.Problem for which nothing is saved now; nil: it is saved. A Save or a Load tries again, so that
// a window goes on saving when the other one is closed.
func (s *Store) ReadOnly() *problem.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil {
		return nil
	}
	return trouble(s.why)
}
