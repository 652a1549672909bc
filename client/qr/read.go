package qr

import (
	"context"
	"errors"
	"time"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// The bounds.
const (
	// Largest is in bytes, of the file.
	Largest = 25 << 20
	// mostPixels: a picture of a phone has 12 to 50 million, and its codes are as readable at half the size.
	mostPixels = 40_000_000
	// mostMemory is in bytes, of the picture decoded.
	mostMemory = 160 << 20
	// patience is how long codes are looked for, from the moment the picture is decoded.
	patience = 3 * time.Second
)

// Read gives the text of every code in a picture (PNG, JPEG, GIF, WebP or BMP), each once. The texts are the caller's to clear.
// The error is a *problem.Problem: PictureUnreadable, PictureTooLarge or PictureNone; the context's own where that ends. It
// takes up to five seconds and 256 MB: never call it where a frame waits.
func Read(ctx context.Context, picture []byte) ([]secret.Bytes, error) {
	g, err := decode(picture)
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	texts := read(limited, g)
	if err := ctx.Err(); err != nil {
		clearAll(texts)
		return nil, err
	}
	if len(texts) == 0 {
		return nil, problem.New(problem.PictureNone)
	}
	return texts, nil
}

func clearAll(texts []secret.Bytes) {
	for _, t := range texts {
		t.Clear()
	}
}

// errNoPicture is the cause where bytes are no picture that this app knows; the decoders' own errors may quote what they read.
var errNoPicture = errors.New("qr: no picture of a known kind")
