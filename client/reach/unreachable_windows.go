//go:build windows

package reach

import (
	"errors"
	"syscall"
)

// The numbers of Windows Sockets, which package syscall does not name.
const (
	networkDown        = syscall.Errno(10050)
	networkUnreachable = syscall.Errno(10051)
	connectionRefused  = syscall.Errno(10061)
	hostDown           = syscall.Errno(10064)
	hostUnreachable    = syscall.Errno(10065)
)

// unreachable reports that there is no way from this device to the plan's.
func unreachable(err error) bool {
	for _, e := range []syscall.Errno{networkDown, networkUnreachable, hostDown, hostUnreachable} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// refused reports that nobody listens at the plan's address.
func refused(err error) bool { return errors.Is(err, connectionRefused) }
