//go:build !js

package store

import (
	"os"
	"path/filepath"
)

// Folder gives where the app's files are: the folder that was asked for (-data), or "vestibule" in the place this system
// has for the settings of programs. Where the system names none, the error is a *problem.Problem.
func Folder(asked string) (string, error) {
	if asked != "" {
		return filepath.Abs(asked)
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", trouble(err)
	}
	return filepath.Join(dir, "vestibule"), nil
}
