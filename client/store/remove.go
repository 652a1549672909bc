//go:build !js

package store

import (
	"errors"
	"io/fs"
)

// Remove takes every version away, and what a crash may have left of one. The current version goes last, so that a removal
// that was cut short leaves a file that opens or none. It overwrites nothing: on today's disks that reaches other places
// than the old ones; what makes the file worthless is that its key goes. Another process that has the file keeps it
// (problem.StoreInUse).
func (s *Store) Remove() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.take(); err != nil {
		return trouble(err)
	}
	err := s.sweep()
	for _, path := range []string{s.before(), s.path} {
		if err == nil {
			err = s.clear(path)
		}
	}
	if err == nil {
		err = s.disk.syncDir(s.path)
	}
	if err != nil {
		return trouble(err)
	}
	s.seen.only(nil)
	return nil
}

// sweep takes away what a crash in the middle of a save leaves: a version that was never the current one, and a second name
// of the one that is.
func (s *Store) sweep() error { return errors.Join(s.clear(s.next()), s.clear(s.linking())) }

// clear makes sure that there is no file of that name.
func (s *Store) clear(path string) error {
	if err := s.disk.remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
