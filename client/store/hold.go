//go:build !js

package store

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// hold is a file that is ours until the process ends, however that ends.
type hold interface {
	// release lets another process have it.
	release()
	// discard does so and takes the lock's own file away.
	discard()
}

// take makes the file ours, if it is not. The error says why it cannot be.
func (s *Store) take() error {
	if s.held != nil {
		return nil
	}
	if s.why = s.disk.makeDir(filepath.Dir(s.path)); s.why != nil {
		return s.why
	}
	s.held, s.why = s.disk.lock(s.lock())
	return s.why
}

// Close lets another process save. Where nothing was ever saved, nothing stays behind.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		return
	}
	if left, err := versions(s.disk, s.path); err == nil && len(left.all) == 0 {
		s.held.discard()
	} else {
		s.held.release()
	}
	s.held, s.why = nil, ErrInUse
}

// unknown reports that the current version is one that nobody here has read. One that cannot be read at all is kept back
// like any other, and is no reason not to save.
func (s *Store) unknown() bool {
	if !s.seen.loaded {
		return false
	}
	data, err := s.disk.read(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	return errors.Is(err, errTooLarge) || err == nil && !s.seen.knows(data)
}
