//go:build !windows && !js

package reach

import (
	"errors"
	"syscall"
)

// unreachable reports that there is no way from this device to the plan's.
func unreachable(err error) bool {
	return errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.ENETDOWN) || errors.Is(err, syscall.EHOSTUNREACH) ||
		errors.Is(err, syscall.EHOSTDOWN)
}

// refused reports that nobody listens at the plan's address.
func refused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
