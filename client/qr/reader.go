package qr

import (
	"context"

	"vestibule/app/secret"
)

// Reader is Read as a port. The zero value is ready.
type Reader struct{}

// Codes gives what each code in a picture holds; see Read.
func (Reader) Codes(ctx context.Context, picture []byte) ([]secret.Bytes, error) {
	return Read(ctx, picture)
}
