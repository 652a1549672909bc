package vault

import (
	"errors"
	"slices"
	"time"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// The errors of codes.
var (
	// ErrAlready is returned for a code that the place has.
	ErrAlready = errors.New("vault: that code is there already")
	// ErrNoCode is returned for the name of a code that is not there.
	ErrNoCode = errors.New("vault: there is no such code")
)

// Codes gives the codes, in the order they are written in. The slice is the caller's: 10,000 codes take about a millisecond,
// so ask when Revision moved on, not for every frame.
func (v *Vault) Codes() []Code { return v.list(func(c *Code) bool { return c.Removed.IsZero() }) }

// Removed gives the codes that were removed and can be restored.
func (v *Vault) Removed() []Code { return v.list(func(c *Code) bool { return !c.Removed.IsZero() }) }

func (v *Vault) list(wanted func(*Code) bool) []Code {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := make([]Code, 0, len(v.body.codes))
	for _, place := range v.body.places() {
		for _, h := range v.body.sections[place].codes {
			if wanted(&h.Code) {
				out = append(out, h.Code)
			}
		}
	}
	return out
}

// Revision moves on whenever something was changed, so that Codes may give something else.
func (v *Vault) Revision() uint64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.revision
}

// AddCode adds a code to its place; Save makes it last. What codes are made of is taken from the key, and copied; the names
// are the code's, or the key's where it has none. ErrAlready: the place has the same key, by the id that comes with it; one
// that was removed is restored instead. A key of which
// no codes can be made is kept, too, and says why (Unusable).
func (v *Vault) AddCode(c Code, key otp.Key) (CodeID, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return "", err
	}
	s, err := v.section(c.Place)
	if err != nil {
		return "", err
	}
	h := &held{Code: c}
	h.Type, h.Algorithm, h.Digits, h.Period, h.Counter = key.Type, key.Algorithm, key.Digits, key.Period, key.Counter
	h.secret = key.Secret
	if h.Unusable == "" {
		h.Unusable = otp.ReasonOf(key.Check())
	}
	if c.Issuer == "" && c.Account == "" {
		h.Issuer, h.Account = key.Issuer, key.Account
	}
	if twin := s.twin(h); twin != nil && twin.Removed.IsZero() {
		return twin.ID, ErrAlready
	} else if twin != nil {
		twin.Removed = time.Time{}
		v.revision++
		return twin.ID, nil
	}
	id, err := v.forge.random(idSize)
	if err != nil {
		return "", err
	}
	h.ID, h.secret = nameOf(id), key.Secret.Clone()
	h.Added, h.LastUsed = rounded(h.Added), rounded(h.LastUsed)
	h.Removed = time.Time{}
	s.add(h)
	v.body.codes[h.ID] = h
	v.body.unsaved++
	v.revision++
	return h.ID, nil
}

// section gives the section of a place, which is made where there is none.
func (v *Vault) section(p Place) (*section, error) {
	delete(v.owed, p) // what comes now is by a new leave
	if s := v.body.sections[p]; s != nil {
		return s, nil
	}
	key, err := v.forge.key()
	if err != nil {
		return nil, err
	}
	s := newSection(p, key)
	v.body.sections[p] = s
	return s, nil
}

// rounded is a time as it is written.
func rounded(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Round(0).Truncate(time.Millisecond)
}

// find gives a code.
func (v *Vault) find(id CodeID) (*held, error) {
	if h := v.body.codes[id]; h != nil {
		return h, nil
	}
	if v.phase == Shut {
		return nil, v.why
	}
	return nil, ErrNoCode
}

// Show gives the code of a moment, or of the present counter. It is cheap. A key that cannot be used gives an *otp.Refusal.
func (v *Vault) Show(id CodeID, at time.Time) (code otp.Code, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	h, err := v.find(id)
	if err != nil {
		return otp.Code{}, err
	}
	if h.Unusable != "" {
		return otp.Code{}, otp.Refuse(h.Unusable)
	}
	secret.Do(func() { code, err = h.key().Code(at) })
	return code, err
}

// Reveal gives the key itself, to export it, to draw its QR code or to bind it. The caller clears it.
func (v *Vault) Reveal(id CodeID) (otp.Key, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	h, err := v.find(id)
	if err != nil {
		return otp.Key{}, err
	}
	return h.key().Clone(), nil
}

// edit changes one code.
func (v *Vault) edit(id CodeID, change func(*held)) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	h, err := v.find(id)
	if err != nil {
		return err
	}
	change(h)
	v.revision++
	return nil
}

// Advance moves the counter of an HOTP code on (RFC 4226, section 7.2). Save before the code of the new counter is shown,
// or a crash shows it twice.
func (v *Vault) Advance(id CodeID) error { return v.edit(id, func(h *held) { h.Counter++ }) }

// Change changes what a code is called and how it is used: issuer, account, group, uses and last use, authenticator,
// pending. Other changes are not taken. f is called at once, and must not call the vault.
func (v *Vault) Change(id CodeID, f func(*Code)) error {
	return v.edit(id, func(h *held) {
		c := h.Code
		f(&c)
		h.Issuer, h.Account, h.Group, h.Uses, h.LastUsed = c.Issuer, c.Account, c.Group, max(c.Uses, 0), rounded(c.LastUsed)
		h.Authenticator, h.Pending = c.Authenticator, c.Pending
	})
}

// Remove takes a code out of Codes; Restore brings it back until it is purged.
func (v *Vault) Remove(id CodeID, at time.Time) error {
	return v.edit(id, func(h *held) { h.Removed = rounded(at) })
}

// Restore brings a code back that was removed.
func (v *Vault) Restore(id CodeID) error {
	return v.edit(id, func(h *held) { h.Removed = time.Time{} })
}

// Purge erases the codes that were removed before a time; the next Save takes them out of the version kept back, too.
func (v *Vault) Purge(before time.Time) error {
	return v.cut(func(h *held) bool { return !h.Removed.IsZero() && h.Removed.Before(before) })
}

// DropPlace erases what belongs to a place but for what its own subject has bound there, and, where they have bound nothing, the
// key to it; the next Save takes it out of the version kept back, too.
func (v *Vault) DropPlace(p Place) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	v.erasePlace(p)
	return nil
}

// cut erases codes.
func (v *Vault) cut(unwanted func(*held) bool) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	for _, s := range v.body.sections {
		s.codes = slices.DeleteFunc(s.codes, func(h *held) bool {
			if !unwanted(h) {
				return false
			}
			s.twins = nil
			delete(v.body.codes, h.ID)
			h.clear()
			v.taken++
			return true
		})
	}
	v.revision++
	return nil
}

// places gives the places in the order they are written in.
func (b *body) places() []Place {
	out := make([]Place, 0, len(b.sections))
	for p := range b.sections {
		out = append(out, p)
	}
	slices.SortFunc(out, Place.compare)
	return out
}
