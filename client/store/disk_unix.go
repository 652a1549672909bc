//go:build !windows && !js

package store

import (
	"errors"
	"os"
	"syscall"
)

// replace renames at once: the name leads to the old file or to the new one.
func replace(from, to string) error { return os.Rename(from, to) }

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// full reports that there is no room.
func full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }
