package vault

import (
	"context"
	"errors"

	"vestibule/app/secret"
)

// ErrNoKey is what a KeyStore answers that works and is empty. Any other error means that it could not be asked.
var ErrNoKey = errors.New("vault: no key is kept")

// ErrShared is returned for a session on a shared device: nothing of it is kept anywhere.
var ErrShared = errors.New("vault: nothing is kept of a shared device")

// KeyStore keeps one small key in the system's own safe place. Every error but ErrNoKey is, or holds, a
// *problem.Problem of the device. No call takes longer than a few seconds, whatever the system does. Safe for concurrent
// use.
type KeyStore interface {
	// Load gives the key, or ErrNoKey.
	Load(ctx context.Context) (secret.Bytes, error)
	// Save keeps a key in place of any other.
	Save(ctx context.Context, key secret.Bytes) error
	// Delete forgets the key; that there is none is no error.
	Delete(ctx context.Context) error
	// Probe tells whether the place can be used, without changing what is in it.
	Probe(ctx context.Context) error
}

// Storage keeps one file. Errors are, or hold, a *problem.Problem of the device. Safe for concurrent use.
//
// A Storage may have a method ReadOnly() *problem.Problem, which tells why it reads and does not save; nil: it saves.
type Storage interface {
	// Load gives every version of the file that is there, the current one first; none where nothing was ever saved.
	Load() (versions [][]byte, err error)
	// Save puts data in place of the current version and keeps that one back. Whatever happens on the way, the versions
	// that Load gives hold the old data or the new one, whole; when Save returns without an error, the new one.
	Save(data []byte) error
	// Remove takes every version away; that there is none is no error.
	Remove() error
}
