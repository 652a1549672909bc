//go:build !js

package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"
)

// List gives the files of a folder, the one used last first; none where there is no folder.
func List(dir string) ([]File, error) { return list(system{}, dir) }

func list(d disk, dir string) ([]File, error) {
	found, err := d.list(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, trouble(err)
	}
	used := map[string]time.Time{}
	for name, changed := range found {
		vault, ours := vaultOf(name)
		if !ours {
			continue
		}
		if opened, ok := found[vault+locked]; ok { // touched by Use
			changed = opened
		}
		if changed.After(used[vault]) {
			used[vault] = changed
		}
	}
	var out []File
	for name, at := range used {
		out = append(out, File{filepath.Base(name), at})
	}
	return lastFirst(out), nil
}

// Evicted reports whether the system has taken away by itself what was kept. Only browsers do.
func Evicted(string) bool { return false }

// Forget forgets what Evicted knows.
func Forget(string) {}
