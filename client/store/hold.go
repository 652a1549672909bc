//go:build !js

package store

import (
	"crypto/sha256"
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

// seen is what we know of the current version: that it is the one we read, or one that we saved or tried to save. Anything
// else was put there behind our back, by another copy of the app or by its owner, and holds what we do not know.
type seen struct {
	loaded bool
	sums   [][sha256.Size]byte
}

// only forgets all versions but this one; nil: there is none.
func (s *seen) only(data []byte) {
	s.loaded, s.sums = true, nil
	if data != nil {
		s.add(data)
	}
}

func (s *seen) add(data []byte) { s.sums = append(s.sums, sha256.Sum256(data)) }

func (s *seen) knows(data []byte) bool {
	sum := sha256.Sum256(data)
	for _, known := range s.sums {
		if known == sum {
			return true
		}
	}
	return false
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
