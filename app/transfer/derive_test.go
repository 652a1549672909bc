package transfer

import (
	"context"
	"crypto/sha512"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// quick is a Deriver that costs nothing: for fuzzing, and for tests that are about something else.
type quick struct{}

func (quick) Derive(_ context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, l kdf.Limits) (secret.Bytes, error) {
	if err := p.Check(size, l); err != nil {
		return secret.Bytes{}, err
	}
	out := make([]byte, 0, size+sha512.Size)
	for n := byte(0); len(out) < size; n++ {
		sum := sha512.Sum512(append([]byte(string(p.Function)+"\x00"+string(password.Reveal())+"\x00"+string(n)), salt...))
		out = append(out, sum[:]...)
	}
	return secret.Of(out[:size]), nil
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
