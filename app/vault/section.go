package vault

import (
	"encoding/binary"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// The records of a section.
const (
	tagPlan     tag = 1
	tagSubject  tag = 2
	tagOwnKey   tag = 3 // nonce and the section's key, sealed with the vault's
	tagContents tag = 4 // nonce and the section's codes, sealed with the section's key
)

// tagCode is a code among the contents of a section.
const tagCode tag = 1

// section is what belongs to one place. It has a key of its own, so that what belonged to somebody can be made unreadable by
// dropping one key.
type section struct {
	place Place
	key   secret.Bytes
	codes []*held
	// bad are codes that could not be read, as they rest.
	bad [][]byte
	// inner and outer are what a newer app has added, to the contents and beside them.
	inner, outer []record
	// twins is made when it is first needed; nil: anew.
	twins *twins
}

// newSection gives an empty section; the key is its to clear.
func newSection(place Place, key secret.Bytes) *section { return &section{place: place, key: key} }

// clear erases the key and everything under it.
func (s *section) clear() {
	s.key.Clear()
	for _, h := range s.codes {
		h.clear()
	}
	for _, raw := range s.bad {
		clear(raw)
	}
	wipe(s.inner)
	wipe(s.outer)
	s.twins = nil
}

// seal gives the section's records: its place, its key sealed with the vault's, its codes sealed with its own. Nothing in
// them has to be cleared.
func (s *section) seal(f *forge, id []byte, vaultKey secret.Bytes) ([]record, error) {
	context := s.place.context(id)
	ownKey, err := f.seal(vaultKey, s.key.Reveal(), context)
	if err != nil {
		return nil, err
	}
	plain := s.contents()
	defer clear(plain)
	sealed, err := f.seal(s.key, plain, context)
	if err != nil {
		return nil, err
	}
	list := []record{{tagPlan, []byte(s.place.Plan)}, {tagSubject, []byte(s.place.Subject)}, {tagOwnKey, ownKey}, {tagContents, sealed}}
	return append(list, s.outer...), nil
}

// contents gives the codes, in one buffer that is never grown: the caller clears it.
func (s *section) contents() []byte {
	size := sizeOf(s.inner)
	for _, h := range s.codes {
		size += frame + h.size()
	}
	for _, raw := range s.bad {
		size += frame + len(raw)
	}
	out := make([]byte, 0, size)
	for _, h := range s.codes {
		out = h.append(appendFrame(out, tagCode, h.size()))
	}
	for _, raw := range s.bad {
		out = appendRecord(out, tagCode, raw)
	}
	return appendAll(out, s.inner)
}

// openSection opens a section. What of its codes cannot be read is kept as it is.
func openSection(data, id []byte, vaultKey secret.Bytes) (*section, error) {
	list, err := records(data)
	if err != nil || sizeOf(list) != len(data) {
		return nil, errBroken
	}
	var f [tagContents + 1][]byte
	s := &section{}
	for _, r := range list {
		if int(r.tag) >= len(f) {
			s.outer = append(s.outer, r.clone())
			continue
		}
		if f[r.tag] != nil {
			return nil, errBroken
		}
		f[r.tag] = r.data
	}
	s.place = Place{plan.Key(f[tagPlan]), plan.MemberID(f[tagSubject])}
	if err := s.open(f[tagOwnKey], f[tagContents], id, vaultKey); err != nil {
		s.clear()
		return nil, err
	}
	return s, nil
}

// open opens the section's key, and with it the codes.
func (s *section) open(ownKey, contents, id []byte, vaultKey secret.Bytes) error {
	context := s.place.context(id)
	raw, err := unseal(ownKey, vaultKey, context)
	if err != nil {
		return err
	}
	s.key = secret.Of(raw)
	if len(raw) != keySize {
		return errBroken
	}
	plain, err := unseal(contents, s.key, context)
	if err != nil {
		return err
	}
	defer clear(plain)
	list, err := records(plain)
	if err != nil {
		return err
	}
	for _, r := range list {
		s.take(r)
	}
	return nil
}

// take reads one record of the contents.
func (s *section) take(r record) {
	if r.tag != tagCode {
		s.inner = append(s.inner, r.clone())
		return
	}
	h, err := readCode(r.data, s.place)
	if err != nil {
		s.bad = append(s.bad, slices.Clone(r.data))
		return
	}
	s.codes = append(s.codes, h)
}

// context is what is authenticated with a section: it can be put into no other vault and taken for no other place.
func (p Place) context(id []byte) []byte {
	out := append([]byte("vault section "), id...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(p.Plan)))
	return append(append(out, p.Plan...), p.Subject...)
}
