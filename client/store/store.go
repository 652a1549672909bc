//go:build !js

package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
)

// largest is how much of a file is read, in bytes. A vault of a thousand entries is a tenth of it.
const largest = 16 << 20

// Store keeps one file in a folder. It implements vault.Storage. Safe for concurrent use.
type Store struct {
	disk disk
	path string // of the current version

	mu   sync.Mutex
	held func() // lets the lock go; nil: another process has it
}

// Open gives the store of the file of that name in a folder, which is made if it is not there. Where another process of
// the app holds the folder, the store reads and does not save. Errors are a *problem.Problem of the device.
func Open(dir, name string) (*Store, error) { return open(system{}, dir, name) }

func open(d disk, dir, name string) (*Store, error) {
	if err := d.makeDir(dir); err != nil {
		return nil, trouble(err)
	}
	s := &Store{disk: d, path: filepath.Join(dir, name)}
	held, err := d.lock(s.path + ".lock")
	if err != nil && !errors.Is(err, ErrInUse) {
		return nil, trouble(err)
	}
	s.held = held
	return s, nil
}

// Close lets another process save.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil {
		s.held()
		s.held = nil
	}
}

// The versions beside the current one.
func (s *Store) before() string  { return s.path + ".1" }
func (s *Store) next() string    { return s.path + ".new" }
func (s *Store) linking() string { return s.path + ".old" }

// Load gives the versions that are there: the current one, the one kept back, and one that was being saved when the app
// was ended. It is not told whether that one was written to its end; the vault finds out. Versions that cannot be read are
// left out as long as one can.
func (s *Store) Load() ([][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out [][]byte
	var unread error
	for _, path := range []string{s.path, s.before(), s.next()} {
		data, err := s.disk.read(path)
		switch {
		case err == nil:
			out = append(out, data)
		case !errors.Is(err, fs.ErrNotExist):
			unread = err
		}
	}
	if len(out) == 0 && unread != nil {
		return nil, trouble(unread)
	}
	return out, nil
}
