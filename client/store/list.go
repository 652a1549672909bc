package store

import (
	"slices"
	"strings"
	"time"
)

// File is one file of ours.
type File struct {
	Name string
	// Used is when it was used last (Store.Use), or saved.
	Used time.Time
}

// Ending is that of every file of ours, and kept what comes after it in the name of the version that is kept back.
const (
	Ending = ".vault"
	kept   = ".1"
)

// vaultOf gives the file that a name in the folder belongs to: itself, or the one it is kept back for.
func vaultOf(name string) (string, bool) {
	name = strings.TrimSuffix(name, kept)
	return name, strings.HasSuffix(name, Ending) && name != Ending
}

// lastFirst sorts: the one used last first; those of the same moment by name.
func lastFirst(files []File) []File {
	slices.SortFunc(files, func(a, b File) int {
		if order := b.Used.Compare(a.Used); order != 0 {
			return order
		}
		return strings.Compare(a.Name, b.Name)
	})
	return files
}
