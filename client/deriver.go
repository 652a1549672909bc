//go:build !js

package client

import (
	"context"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// Deriver gives what stretches passphrases on this device: off the goroutine that asks, so that it comes back as soon as ctx
// ends, and one at a time, so that the memory of one is the most that is taken.
func Deriver() kdf.Deriver { return deriver{turn: make(chan struct{}, 1)} }

type deriver struct{ turn chan struct{} }

// derived is what a derivation came to.
type derived struct {
	key secret.Bytes
	err error
}

// Derive implements kdf.Deriver. What is under way when ctx ends runs to its end unseen, and the next waits for it.
func (d deriver) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	if err := p.Check(size, limits); err != nil {
		return secret.Bytes{}, err
	}
	select {
	case d.turn <- struct{}{}:
	case <-ctx.Done():
		return secret.Bytes{}, ctx.Err()
	}
	ours, done := password.Clone(), make(chan derived, 1)
	go func() {
		defer func() { <-d.turn }()
		defer ours.Clear()
		key, err := kdf.Native{}.Derive(ctx, p, ours, salt, size, limits)
		done <- derived{key, err}
	}()
	select {
	case r := <-done:
		return r.key, r.err
	case <-ctx.Done():
		go func() { r := <-done; r.key.Clear() }()
		return secret.Bytes{}, ctx.Err()
	}
}
