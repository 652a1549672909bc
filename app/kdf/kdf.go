// Package kdf stretches what people type into keys: Argon2id (RFC 9106), scrypt (RFC 7914), PBKDF2 (RFC 8018).
//
// Come here for the parameters our own vault uses (Passphrase), for the bounds that keep a hostile file from taking all
// memory or all day (Limits), and for the port by which a platform does this slow work elsewhere (Deriver): in a browser a
// worker, so that the page never stands still. Keys that need no stretching (HKDF) are made where they are used.
package kdf

import (
	"context"
	"time"

	"vestibule/app/secret"
)

// Function names a key derivation function.
type Function string

// The functions.
const (
	Argon2id     Function = "argon2id"
	Scrypt       Function = "scrypt"
	PBKDF2SHA1   Function = "pbkdf2-sha1"
	PBKDF2SHA256 Function = "pbkdf2-sha256"
	PBKDF2SHA512 Function = "pbkdf2-sha512"
)

// Params are a function and its costs. What a function does not use is zero.
type Params struct {
	Function Function
	// Memory is Argon2id's, in KiB; Passes and Lanes are its t and p. Lanes is scrypt's p, too.
	Memory, Passes, Lanes uint32
	// N and R are scrypt's.
	N, R uint32
	// Iterations are PBKDF2's.
	Iterations uint32
}

// Passphrase is what our own vault uses on every platform, since one file opens on all: 64 MiB, 3 passes, 1 lane.
var Passphrase = Params{Function: Argon2id, Memory: 64 << 10, Passes: 3, Lanes: 1}

// Limits are what a derivation may cost on this device.
type Limits struct {
	// Memory in bytes.
	Memory uint64
	// Work is how long it may take on a machine like the one the figures were measured on.
	Work time.Duration
}

// Usual is for files nobody has vouched for: 256 MiB and five seconds. Agreed is after the member agreed, on a desktop: what
// the largest honest file asks (Ente: 1 GiB, four passes).
var (
	Usual  = Limits{Memory: 256 << 20, Work: 5 * time.Second}
	Agreed = Limits{Memory: 1 << 30, Work: 30 * time.Second}
)

// Deriver derives keys. Derive checks the limits first (a *Cost error), comes back early when ctx ends, and erases nothing of
// the caller's.
type Deriver interface {
	Derive(ctx context.Context, p Params, password secret.Bytes, salt []byte, size int, limits Limits) (secret.Bytes, error)
}

// Cost is the error of a derivation that asks for more than the limits.
type Cost struct {
	Memory uint64 // bytes
	Work   time.Duration
}

// Error says how much it asks.
func (c *Cost) Error() string { return "kdf: too costly" }
