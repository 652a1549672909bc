//go:build windows

package keystore

import (
	"errors"
	"syscall"

	"vestibule/app/problem"
)

// ready: the Credential Manager is part of the system.
func (keychain) ready() error { return nil }

// sort reads the number of a Windows error; a session without credentials (a service, a remote shell) has no keychain.
func (keychain) sort(err error) problem.Code {
	const cancelled, locked = syscall.Errno(1223), syscall.Errno(1909)
	switch {
	case errors.Is(err, syscall.ERROR_ACCESS_DENIED), errors.Is(err, cancelled):
		return problem.KeyringDenied
	case errors.Is(err, locked):
		return problem.KeyringLocked
	}
	return problem.KeyringUnavailable
}
