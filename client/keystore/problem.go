package keystore

import (
	"errors"

	"vestibule/app/problem"
	"vestibule/app/vault"
)

var (
	errLate  = errors.New("keystore: no answer in three seconds")
	errPanic = errors.New("keystore: the keychain's library stopped in the middle")
	// errNone: go-keyring compiles for some systems and cannot work there. On Android it looks for D-Bus, on iOS for a
	// program; a browser has no such place.
	errNone = errors.New("keystore: this system has no keychain that we can use")
	// errGarbage does not quote what was found: it may be somebody's secret.
	errGarbage = errors.New("keystore: what is kept is no key of ours")
)

// named gives a failure its name. Only the system's "not found" is an empty keychain.
func (s *Store) named(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errEmpty):
		return vault.ErrNoKey
	}
	return problem.New(s.provider.sort(err)).Because(err)
}

func hanging(why error) error { return problem.New(problem.KeyringHanging).Because(why) }
