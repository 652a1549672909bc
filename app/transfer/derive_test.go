package transfer

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/scrypt"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// stretcher is a Deriver that does the real work, within limits that are good enough for tests.
type stretcher struct{}

func (stretcher) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, l kdf.Limits) (secret.Bytes, error) {
	if err := ctx.Err(); err != nil {
		return secret.Bytes{}, err
	}
	if c := costOf(p); c.Memory > l.Memory || c.Work > l.Work {
		return secret.Bytes{}, &c
	}
	key, err := stretched(p, password.Reveal(), salt, size)
	return secret.Of(key), err
}

// costOf is about what AUTHENTICATOR.md measured.
func costOf(p kdf.Params) kdf.Cost {
	memory, steps := uint64(p.Memory)<<10, uint64(p.Iterations)
	if p.Function == kdf.Scrypt {
		memory = 128 * uint64(p.N) * uint64(p.R)
		return kdf.Cost{Memory: memory, Work: time.Duration(min(memory, 1<<40) * max(1, uint64(p.Lanes)) * 5)}
	}
	return kdf.Cost{Memory: memory, Work: time.Duration(min(memory, 1<<40)*uint64(p.Passes)*2 + 500*steps)}
}

func stretched(p kdf.Params, password, salt []byte, size int) ([]byte, error) {
	switch p.Function {
	case kdf.Argon2id:
		return argon2.IDKey(password, salt, p.Passes, p.Memory, uint8(p.Lanes), uint32(size)), nil
	case kdf.Scrypt:
		return scrypt.Key(password, salt, int(p.N), int(p.R), int(p.Lanes), size)
	case kdf.PBKDF2SHA1:
		return pbkdf2.Key(sha1.New, string(password), salt, int(p.Iterations), size)
	case kdf.PBKDF2SHA256:
		return pbkdf2.Key(sha256.New, string(password), salt, int(p.Iterations), size)
	case kdf.PBKDF2SHA512:
		return pbkdf2.Key(sha512.New, string(password), salt, int(p.Iterations), size)
	}
	return nil, errors.New("no such function")
}

// quick is a Deriver that costs nothing: for fuzzing, and for tests that are about something else.
type quick struct{}

func (quick) Derive(_ context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, l kdf.Limits) (secret.Bytes, error) {
	if c := costOf(p); c.Memory > l.Memory || c.Work > l.Work {
		return secret.Bytes{}, &c
	}
	sum := sha512.Sum512(append([]byte(p.Function+"\x00"+kdf.Function(password.Reveal())+"\x00"), salt...))
	return secret.Copy(sum[:size]), nil
}

// counting counts what is asked of it.
type counting struct {
	quick
	calls  int
	limits kdf.Limits
}

func (c *counting) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, l kdf.Limits) (secret.Bytes, error) {
	c.calls++
	c.limits = l
	return c.quick.Derive(ctx, p, password, salt, size, l)
}
