package store

import "crypto/sha256"

// found are the versions of a file, the current one first. It is nil where it is not there or cannot be read.
type found struct {
	current []byte
	all     [][]byte
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
