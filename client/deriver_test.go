//go:build !js

package client

import (
	"context"
	"encoding/hex"
	"errors"
	"sync"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// light is as little as Argon2id can be asked.
var light = kdf.Params{Function: kdf.Argon2id, Memory: 64, Passes: 1, Lanes: 1}

// TestWhatIsStretchedElsewhereIsTheSame as what kdf.Native gives, whoever asks at the same time.
func TestWhatIsStretchedElsewhereIsTheSame(t *testing.T) {
	d, salt := Deriver(), []byte("sixteen bytes ..")
	want, err := kdf.Native{}.Derive(t.Context(), light, secret.Of([]byte("canary")), salt, 32, kdf.Usual)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			typed := secret.Of([]byte("canary"))
			got, err := d.Derive(t.Context(), light, typed, salt, 32, kdf.Usual)
			if err != nil || !got.Equal(want) {
				t.Error(err)
			}
			if string(typed.Reveal()) != "canary" {
				t.Error("it erased what is the caller's:", hex.EncodeToString(typed.Reveal()))
			}
		})
	}
	all.Wait()
}

// TestADerivationIsLeftAlone as soon as nobody waits for it, and what is typed can be cleared at once.
func TestADerivationIsLeftAlone(t *testing.T) {
	d := Deriver()
	ctx, end := context.WithCancel(t.Context())
	typed, done := secret.Of([]byte("canary")), make(chan error)
	go func() {
		_, err := d.Derive(ctx, kdf.Passphrase, typed, []byte("sixteen bytes .."), 32, kdf.Usual)
		done <- err
	}()
	end()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	typed.Clear()
	if _, err := d.Derive(t.Context(), light, secret.Of([]byte("x")), []byte("sixteen bytes .."), 32, kdf.Usual); err != nil {
		t.Fatal("the next one waits in vain:", err)
	}
}

func TestWhatAsksTooMuchIsNotBegun(t *testing.T) {
	var cost *kdf.Cost
	huge := kdf.Params{Function: kdf.Argon2id, Memory: 1 << 22, Passes: 1, Lanes: 1}
	if _, err := Deriver().Derive(t.Context(), huge, secret.Of([]byte("x")), []byte("sixteen bytes .."), 32, kdf.Usual); !errors.As(err, &cost) {
		t.Fatal(err)
	}
}
