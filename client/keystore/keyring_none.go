//go:build !((linux && !android) || windows || (darwin && !ios))

package keystore

import (
	"errors"

	"vestibule/app/problem"
)

// errNone: go-keyring compiles for these systems and cannot work there. On Android it looks for D-Bus, on iOS for a
// program; a browser has no such place.
var errNone = errors.New("keystore: this system has no keychain that we can use")

// none is the keychain of a system without one.
type none struct{}

func system() provider { return none{} }

func (none) ready() error            { return errNone }
func (none) get() (string, error)    { return "", errNone }
func (none) set(string) error        { return errNone }
func (none) delete() error           { return errNone }
func (none) sort(error) problem.Code { return problem.KeyringUnavailable }
