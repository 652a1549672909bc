package vault

import (
	"context"
	"errors"
	"slices"
)

// errNobody is returned for a place that is nobody's.
var errNobody = errors.New("vault: that place belongs to nobody")

// ForgetPlace erases what belongs to somebody else when the plan's leave for their account has gone: the codes in their place,
// the key to them, and that they were the last on screen. Nil: it is in neither memory nor any version of the file. Else it is
// out of memory at least, the error tells why it is not out of the file, and what is owed is made up for: where saving failed, at the
// next Save; where the vault is locked or cannot be changed, when it is opened the next time and before anything of it can be
// seen. What is owed is not kept beyond the end of the program: a grant that has gone is told by the plan again.
//
// What its subject has bound to their own sign-in on this device stays: two who share a vault are not locked out by each other.
// Nobody binds a code for somebody else. Copies that the member has made (Backup) are theirs, and not touched.
func (v *Vault) ForgetPlace(ctx context.Context, p Place) error {
	if p.Subject == "" {
		return errNobody
	}
	owed, err := v.forgetPlace(p)
	if !owed || err != nil {
		return err
	}
	return v.Save(ctx)
}

// forgetPlace erases a place from memory; owed: a file may have it still.
func (v *Vault) forgetPlace(p Place) (owed bool, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.erasePlace(p)
	if err := v.changeable(); err != nil {
		if v.owed == nil {
			v.owed = map[Place]bool{}
		}
		v.owed[p] = true
		return true, err
	}
	if v.phase == Fresh && v.why != nil { // there is no file
		return false, nil
	}
	return v.taken > v.gone, nil
}

// erasePlace erases from memory what belongs to a place, and where nothing is bound there by its own subject also what was put
// aside because it was there twice.
func (v *Vault) erasePlace(p Place) {
	found := v.body.dropTheirs(p)
	if !v.body.bound(p) {
		found = v.body.dropSection(p) || found
		found = v.body.dropBad(p) || found
	}
	found = v.body.dropLasts(func(l last) bool { return l.plan == p.Plan && l.subject == p.Subject }) || found
	if found {
		v.taken++
		v.revision++
	}
}

// makeUp erases what was forgotten while the vault was locked or could not be changed; the next Save makes it last.
func (v *Vault) makeUp() {
	for p := range v.owed {
		v.erasePlace(p)
	}
	if v.changeable() == nil {
		v.owed = nil
	}
}

// bound reports a place whose own subject has bound a code there, or is about to.
func (b *body) bound(p Place) bool {
	s := b.sections[p]
	return s != nil && slices.ContainsFunc(s.codes, ownBinding)
}

func ownBinding(h *held) bool { return h.Authenticator != "" || h.Pending }

// dropTheirs erases from a section what somebody else has put there for its subject, and reports whether there was any.
func (b *body) dropTheirs(p Place) (found bool) {
	s := b.sections[p]
	if s == nil {
		return false
	}
	s.codes = slices.DeleteFunc(s.codes, func(h *held) bool {
		if ownBinding(h) {
			return false
		}
		delete(b.codes, h.ID)
		h.clear()
		s.twins, found = nil, true
		return true
	})
	return found
}

// dropSection erases a section, and reports whether there was one.
func (b *body) dropSection(p Place) bool {
	s := b.sections[p]
	if s == nil {
		return false
	}
	for _, h := range s.codes {
		delete(b.codes, h.ID)
	}
	s.clear()
	delete(b.sections, p)
	return true
}

// dropBad erases what was put aside of a place: a second section for it would be the first when the file is opened again.
func (b *body) dropBad(p Place) bool {
	kept, found := b.bad[:0], false
	for _, r := range b.bad {
		if r.tag == tagSection && isOf(r.data, p) {
			clear(r.data)
			found = true
			continue
		}
		kept = append(kept, r)
	}
	clear(b.bad[len(kept):])
	b.bad = kept
	return found
}

// isOf reports whether the data of a section names a place, be the rest readable or not.
func isOf(data []byte, p Place) bool {
	list, err := records(data)
	if err != nil {
		return false
	}
	has := func(t tag, text string) bool {
		return slices.ContainsFunc(list, func(r record) bool { return r.tag == t && string(r.data) == text })
	}
	return has(tagPlan, string(p.Plan)) && has(tagSubject, string(p.Subject))
}
