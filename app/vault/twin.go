package vault

import (
	"hash/maphash"

	"vestibule/app/otp"
)

// twins finds a key among many without comparing it with each: by a hash whose seed is new for each section and never leaves
// the memory.
type twins struct {
	seed  maphash.Seed
	codes map[uint64][]*held
}

// hash is of the secret alone.
func (t *twins) hash(h *held) uint64 {
	return maphash.Bytes(t.seed, h.secret.Reveal())
}

// same reports whether two codes are one: the same secret, used in the same way. Of those without a secret the names count.
func (h *held) same(o *held) bool {
	if h.secret.Empty() && (h.Issuer != o.Issuer || h.Account != o.Account) {
		return false
	}
	return h.secret.Equal(o.secret) && h.Type == o.Type && h.Algorithm == o.Algorithm && h.Digits == o.Digits && (h.Period == o.Period || h.Type == otp.HOTP)
}

// twin gives the code of the section that has the same key; nil: none.
func (s *section) twin(h *held) *held {
	if s.twins == nil {
		s.twins = &twins{maphash.MakeSeed(), map[uint64][]*held{}}
		for _, o := range s.codes {
			sum := s.twins.hash(o)
			s.twins.codes[sum] = append(s.twins.codes[sum], o)
		}
	}
	for _, o := range s.twins.codes[s.twins.hash(h)] {
		if o.same(h) {
			return o
		}
	}
	return nil
}

// add adds a code that has no twin.
func (s *section) add(h *held) {
	s.codes = append(s.codes, h)
	sum := s.twins.hash(h)
	s.twins.codes[sum] = append(s.twins.codes[sum], h)
}
