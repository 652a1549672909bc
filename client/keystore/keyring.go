//go:build (linux && !android) || windows || (darwin && !ios)

package keystore

import (
	"errors"

	"github.com/zalando/go-keyring"
)

// What the key is filed under. On Linux the two are also the item's label, which other programs show.
const (
	service = "vestibule"
	account = "device-key"
)

// keychain is the system's, by go-keyring.
type keychain struct{}

func system() provider { return keychain{} }

func (keychain) get() (string, error) {
	text, err := keyring.Get(service, account)
	return text, empty(err)
}

func (keychain) set(text string) error { return keyring.Set(service, account, text) }

func (keychain) delete() error { return empty(keyring.Delete(service, account)) }

func empty(err error) error {
	if errors.Is(err, keyring.ErrNotFound) {
		return errEmpty
	}
	return err
}
