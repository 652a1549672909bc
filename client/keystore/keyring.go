//go:build (linux && !android) || windows || (darwin && !ios)

package keystore

import (
	"errors"

	"github.com/zalando/go-keyring"
)

// service and an account are what a key is filed under. On Linux the two are also the item's label, which other programs
// show.
const service = "vestibule"

// keychain is the system's, by go-keyring.
type keychain struct{ account string }

func system(account string) provider { return keychain{account} }

func (k keychain) get() (string, error) {
	text, err := keyring.Get(service, k.account)
	return text, empty(err)
}

func (k keychain) set(text string) error { return keyring.Set(service, k.account, text) }

func (k keychain) delete() error { return empty(keyring.Delete(service, k.account)) }

func empty(err error) error {
	if errors.Is(err, keyring.ErrNotFound) {
		return errEmpty
	}
	return err
}
