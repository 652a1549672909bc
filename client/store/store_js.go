//go:build js

package store

// Store keeps nothing: a page has no files of its own, and what a browser keeps for one anybody who sits at it can read.
type Store struct{}

// Open gives a store that keeps nothing.
func Open(_, _ string) (*Store, error) { return &Store{}, nil }

// Close does nothing.
func (*Store) Close() {}

// Load is a problem.StoreDenied whose cause is ErrNotKept, so that the vault works in memory and says so.
func (*Store) Load() ([][]byte, error) { return nil, trouble(ErrNotKept) }

// Save is the same.
func (*Store) Save([]byte) error { return trouble(ErrNotKept) }

// full is never so: nothing is written.
func full(error) bool { return false }
