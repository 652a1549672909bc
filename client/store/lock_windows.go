//go:build windows

package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// locking is a lock by LockFileEx, which ends with the process.
type locking struct{ file *os.File }

func (system) lock(path string) (hold, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	flags := uint32(windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY)
	if err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped)); err != nil {
		_ = f.Close()
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
			return nil, ErrInUse
		}
		return nil, err
	}
	return locking{f}, nil
}

func (l locking) release() { _ = l.file.Close() }

// discard lets go first: a file that is open, here or in another process, has no name taken away, and then it stays.
func (l locking) discard() {
	l.release()
	_ = os.Remove(l.file.Name())
}
