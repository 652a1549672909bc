package vault

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// keychain is a KeyStore in memory that keeps the contract; fault is what every call answers while it is set.
type keychain struct {
	key   []byte
	fault error
	saves int
}

func (k *keychain) Load(context.Context) (secret.Bytes, error) {
	switch {
	case k.fault != nil:
		return secret.Bytes{}, k.fault
	case k.key == nil:
		return secret.Bytes{}, ErrNoKey
	}
	return secret.Copy(k.key), nil
}

func (k *keychain) Save(_ context.Context, key secret.Bytes) error {
	if k.fault != nil {
		return k.fault
	}
	k.key, k.saves = slices.Clone(key.Reveal()), k.saves+1
	return nil
}

func (k *keychain) Delete(context.Context) error {
	k.key = nil
	return k.fault
}

func (k *keychain) Probe(context.Context) error { return k.fault }

// drawer is a Storage in memory that keeps the contract.
type drawer struct {
	versions [][]byte
	fault    error
	saves    int
	readOnly *problem.Problem
}

// ReadOnly tells why it reads and does not save.
func (d *drawer) ReadOnly() *problem.Problem { return d.readOnly }

func (d *drawer) Load() ([][]byte, error) {
	if d.fault != nil {
		return nil, d.fault
	}
	return slices.Clone(d.versions), nil
}

func (d *drawer) Save(data []byte) error {
	if d.fault != nil {
		return d.fault
	}
	d.saves++
	d.versions = append([][]byte{slices.Clone(data)}, d.versions...)[:min(2, len(d.versions)+1)]
	return nil
}

func (d *drawer) Remove() error {
	if d.fault != nil {
		return d.fault
	}
	d.versions = nil
	return nil
}

// quick is a Deriver that keeps the contract and takes no time: limits first, another key for other parameters.
type quick struct{ calls int }

func (q *quick) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	if err := p.Check(size, limits); err != nil {
		return secret.Bytes{}, err
	}
	q.calls++
	raw, err := hkdf.Key(sha256.New, password.Reveal(), salt, fmt.Sprint(p), size)
	return secret.Of(raw), errors.Join(err, ctx.Err())
}

// device is a keychain and a drawer.
type device struct {
	keychain
	drawer
	quick
	lock   sync.Mutex
	chance *rand.ChaCha8
}

func newDevice() *device { return &device{chance: rand.NewChaCha8([32]byte{1})} }

func (d *device) open() *Vault {
	return Open(context.Background(), d.config())
}

// Read gives chance to several at once.
func (d *device) Read(p []byte) (int, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.chance.Read(p)
}

func (d *device) config() Config {
	return Config{Keys: &d.keychain, Storage: &d.drawer, Chance: d, KDF: &d.quick}
}

// openFile opens a vault file with the keychain's key.
func openFile(data []byte, wrapping secret.Bytes) (opened, error) {
	f, err := parse(data)
	if err != nil {
		return opened{}, err
	}
	v := &Vault{config: Config{Keys: &keychain{key: wrapping.Reveal()}}}
	return v.prove(context.Background(), []file{f}, Proof{Way: Keychain})
}

func broken(code problem.Code) error { return problem.New(code) }

// recoveryCode has a vault take a new recovery code.
func recoveryCode(ctx context.Context, v *Vault) (secret.Bytes, error) {
	code, err := v.RecoveryCode()
	if err != nil {
		return code, err
	}
	return code, v.SetRecoveryCode(ctx, code)
}
