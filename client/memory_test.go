//go:build !js

package client

import (
	"context"
	"crypto/rand"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// drawer is a keychain and a file in memory.
type drawer struct {
	key  secret.Bytes
	file []byte
}

func (d *drawer) Load(context.Context) (secret.Bytes, error) {
	if d.key.Empty() {
		return secret.Bytes{}, vault.ErrNoKey
	}
	return d.key.Clone(), nil
}
func (d *drawer) Save(_ context.Context, key secret.Bytes) error { d.key = key.Clone(); return nil }
func (d *drawer) Delete(context.Context) error                   { d.key.Clear(); return nil }
func (d *drawer) Probe(context.Context) error                    { return nil }

type shelf struct{ *drawer }

func (s shelf) Load() ([][]byte, error) {
	if s.file == nil {
		return nil, nil
	}
	return [][]byte{s.file}, nil
}
func (s shelf) Save(data []byte) error { s.file = data; return nil }
func (s shelf) Remove() error          { s.file = nil; return nil }

// memory gives one that is open, so that no test needs the keychain of who runs it.
func memory(t *testing.T) *Memory {
	t.Helper()
	d := &drawer{}
	return &Memory{vault: vault.Open(t.Context(), vault.Config{Keys: d, Storage: shelf{d}, Chance: rand.Reader})}
}

// TestASharedDeviceChangesNothingThatIsKept: neither is its member remembered, nor is another forgotten for that.
func TestASharedDeviceChangesNothingThatIsKept(t *testing.T) {
	m, shared := memory(t), plan.Session{Shared: true}
	if err := m.Remember(t.Context(), "p", plan.Session{}, vault.Entry{Name: "dana"}); err != nil {
		t.Fatal(err)
	}
	for _, e := range []vault.Entry{{Name: "sam"}, {}} {
		if err := m.Remember(t.Context(), "p", shared, e); err != nil {
			t.Error(err)
		}
		if kept, err := m.Recall(t.Context(), "p"); err != nil || kept.Name != "dana" {
			t.Errorf("%q is kept (%v)", kept.Name, err)
		}
	}
	if err := m.Remember(t.Context(), "p", plan.Session{}, vault.Entry{}); err != nil {
		t.Error(err)
	}
	if kept, _ := m.Recall(t.Context(), "p"); kept.Name != "" {
		t.Errorf("%q is still kept", kept.Name)
	}
}
