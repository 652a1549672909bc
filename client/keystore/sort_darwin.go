//go:build darwin && !ios

package keystore

import (
	"errors"
	"os/exec"

	"vestibule/app/problem"
)

// ready: the Keychain is part of the system.
func (keychain) ready() error { return nil }

// sort reads how /usr/bin/security ended: with the low byte of the Keychain's OSStatus.
func (keychain) sort(err error) problem.Code {
	const (
		interactionNotAllowed = 36  // errSecInteractionNotAllowed, -25308
		authFailed            = 51  // errSecAuthFailed, -25293
		userCanceled          = 128 // errSecUserCanceled, -128
	)
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return problem.KeyringUnavailable
	}
	switch ended.ExitCode() {
	case interactionNotAllowed:
		return problem.KeyringLocked
	case authFailed, userCanceled:
		return problem.KeyringDenied
	}
	return problem.KeyringUnavailable
}
