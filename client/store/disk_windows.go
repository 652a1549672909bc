//go:build windows

package store

import (
	"errors"

	"golang.org/x/sys/windows"
)

// replace renames and comes back when the disk has it (MOVEFILE_WRITE_THROUGH), since a folder cannot be forced to the
// disk here.
func replace(from, to string) error {
	a, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	b, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	return windows.MoveFileEx(a, b, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
}

func syncFolder(string) error { return nil }

// full reports that there is no room.
func full(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}
