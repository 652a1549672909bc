package vault

import "vestibule/app/otp"

// Has reports whether the place has the key, as AddCode sees it (ErrAlready). One that was removed does not count: AddCode
// brings it back. It is cheap.
func (v *Vault) Has(p Place, key otp.Key) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.body.sections[p]
	if s == nil {
		return false
	}
	twin := s.twin(&held{Code: Code{Issuer: key.Issuer, Account: key.Account, Type: key.Type, Algorithm: key.Algorithm,
		Digits: key.Digits, Period: key.Period}, secret: key.Secret})
	return twin != nil && twin.Removed.IsZero()
}
