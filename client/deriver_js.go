//go:build js

package client

import (
	"context"
	"syscall/js"

	"vestibule/app/kdf"
	"vestibule/app/secret"
	"vestibule/client/browser"
)

// Deriver gives what stretches passphrases in a browser: a worker, which the page starts with the program itself, one at a
// time, and ends as soon as it has answered or nobody waits any more. In a browser without workers the page stands still
// instead.
func Deriver() kdf.Deriver { return deriver{turn: make(chan struct{}, 1)} }

type deriver struct{ turn chan struct{} }

// Derive implements kdf.Deriver.
func (d deriver) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	if err := p.Check(size, limits); err != nil {
		return secret.Bytes{}, err
	}
	select {
	case d.turn <- struct{}{}:
	case <-ctx.Done():
		return secret.Bytes{}, ctx.Err()
	}
	defer func() { <-d.turn }()
	key, err := elsewhere(ctx, job{p, size, limits, password.Reveal(), salt})
	if err != nil && ctx.Err() == nil {
		return kdf.Native{}.Derive(ctx, p, password, salt, size, limits)
	}
	return key, err
}

// elsewhere has a worker do a job. Any error but that of ctx means that there was no worker that could.
func elsewhere(ctx context.Context, j job) (secret.Bytes, error) {
	start, err := browser.Global("deriving")
	if err != nil {
		return secret.Bytes{}, err
	}
	worker, err := browser.Try(func() js.Value { return start.Invoke(j.message()) })
	if err != nil {
		return secret.Bytes{}, err
	}
	defer worker.Call("terminate")
	event, err := browser.Heard(ctx, worker, "message", "error")
	if err != nil {
		return secret.Bytes{}, err
	}
	answer := event.Get("data")
	if answer.Type() != js.TypeObject {
		return secret.Bytes{}, browser.ErrMissing
	}
	key := secret.Of(bytesFrom(answer))
	answer.Call("fill", 0)
	return key, nil
}
