//go:build !windows && !js

package store

import (
	"errors"
	"os"
	"syscall"
)

// flocked is a lock by flock, which ends with the process.
type flocked struct{ file *os.File }

// lock locks the file that has that name now: one that its holder has just discarded is nobody's any more.
func (system) lock(path string) (hold, error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			_ = f.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, ErrInUse
			}
			return nil, err
		}
		if still(f, path) {
			return flocked{f}, nil
		}
		_ = f.Close()
	}
}

func still(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(mine, there)
}

func (l flocked) release() { _ = l.file.Close() }

// discard removes the name while the lock is held, so that nobody locks what is gone.
func (l flocked) discard() {
	_ = os.Remove(l.file.Name())
	l.release()
}
