package vault_test

import (
	"context"
	"fmt"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// absent is the keychain of a device that has none.
type absent struct{}

func (absent) Load(context.Context) (secret.Bytes, error) { return secret.Bytes{}, none() }
func (absent) Save(context.Context, secret.Bytes) error   { return none() }
func (absent) Delete(context.Context) error               { return none() }
func (absent) Probe(context.Context) error                { return none() }

func none() error { return problem.New(problem.KeyringUnavailable) }

// empty is a storage with nothing in it yet.
type empty struct{}

func (empty) Load() ([][]byte, error) { return nil, nil }
func (empty) Save([]byte) error       { return nil }
func (empty) Remove() error           { return nil }

// A device without a keychain still remembers, until the app is closed, and says why not longer.
func ExampleOpen() {
	ctx := context.Background()
	v := vault.Open(ctx, vault.Config{Keys: absent{}, Storage: empty{}, Chance: strings.NewReader("")})
	_ = v.Remember("https://plan.example.org", plan.Session{}, vault.Entry{Name: "dana"})
	err := v.Save(ctx)
	e, _ := v.Lookup("https://plan.example.org")
	fmt.Println(e.Name, v.Rest().Kept, err)
	// Output: dana false keyring.unavailable
}
