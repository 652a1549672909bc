//go:build !((linux && !android) || windows || (darwin && !ios))

package keystore

import "vestibule/app/problem"

// none is the keychain of a system without one.
type none struct{}

func system(string) provider { return none{} }

func (none) ready() error            { return errNone }
func (none) get() (string, error)    { return "", errNone }
func (none) set(string) error        { return errNone }
func (none) delete() error           { return errNone }
func (none) sort(error) problem.Code { return problem.KeyringUnavailable }
