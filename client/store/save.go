//go:build !js

package store

import (
	"bytes"
	"errors"
	"io/fs"
)

// errNotReadBack is returned where the disk gave back something else than was written.
var errNotReadBack = errors.New("store: what was written was not read back")

// Save puts data in place of the current version and keeps that one as ".1". At every instant the folder holds the old
// version or the new one whole. A save that fails leaves the current version as it was. The order counts: nothing is
// renamed before its bytes are on the disk, and the current version is never taken away before there is another.
func (s *Store) Save(data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.take(); err != nil {
		return trouble(err)
	}
	if s.unknown() {
		return trouble(ErrChanged)
	}
	if err := s.save(data); err != nil {
		return trouble(err)
	}
	return nil
}

func (s *Store) save(data []byte) error {
	if err := s.prepare(s.next(), data); err != nil {
		return err
	}
	if err := s.keepBack(); err != nil {
		return err
	}
	s.seen.add(data) // from here on it may be the current one, whatever is said of it
	if err := s.disk.rename(s.next(), s.path); err != nil {
		return err
	}
	if err := s.disk.syncDir(s.path); err != nil {
		return err
	}
	s.seen.only(data)
	return nil
}

// prepare writes a file and makes sure that it is on the disk.
func (s *Store) prepare(path string, data []byte) error {
	if err := s.clear(path); err != nil {
		return err
	}
	if err := s.disk.create(path, data); err != nil {
		_ = s.disk.remove(path)
		return err
	}
	back, err := s.disk.read(path)
	if err == nil && !bytes.Equal(back, data) {
		err = errNotReadBack
	}
	if err != nil {
		_ = s.disk.remove(path)
	}
	return err
}

// keepBack gives the current version a second name, ".1", so that it is there throughout. Where the file system has no
// second names, it is copied.
func (s *Store) keepBack() error {
	if err := s.clear(s.linking()); err != nil {
		return err
	}
	err := s.disk.link(s.path, s.linking())
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there is no version yet
	}
	if err != nil {
		data, failed := s.disk.read(s.path)
		if errors.Is(failed, fs.ErrNotExist) {
			return nil
		}
		if failed != nil {
			return failed
		}
		if failed := s.prepare(s.linking(), data); failed != nil {
			return failed
		}
	}
	return s.disk.rename(s.linking(), s.before())
}
