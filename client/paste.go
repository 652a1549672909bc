package client

import (
	"context"
	"errors"

	"vestibule/app/problem"
	"vestibule/client/qr"
)

// This file is a picture that the member has copied, on its way in.
//
// Paste gives how to read it; nil: this system shows a program nothing but text. OnPaste has a function called, on any
// goroutine, with each picture that is pasted where the system tells of it by itself, as a browser does, which may not let it
// be read otherwise. The pictures are the caller's to clear. Errors are a *problem.Problem: problem.PictureNotCopied or
// PictureTooLarge, or that of ctx.

// pictureKinds are what a picture may be copied as, the best first: what client/qr reads.
var pictureKinds = []string{"image/png", "image/bmp", "image/webp", "image/jpeg", "image/gif"}

// largestPicture is in bytes: what client/qr would refuse is not taken.
const largestPicture = qr.Largest

// errCopiedNone and errCopiedLarge are causes, for the log.
var (
	errCopiedNone  = errors.New("client: no picture was copied")
	errCopiedLarge = errors.New("client: the picture that was copied has more than 25 MiB")
)

// pasting gives what Paste gives, where read looks at what was copied: what is wrong is named, but for the end of ctx.
func pasting(read func(context.Context) ([]byte, error)) func(context.Context) ([]byte, error) {
	return func(ctx context.Context) ([]byte, error) {
		picture, err := read(ctx)
		switch {
		case err == nil:
			return picture, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		}
		return nil, uncopied(err)
	}
}

// uncopied is why there is no picture to paste.
func uncopied(err error) *problem.Problem {
	if errors.Is(err, errCopiedLarge) {
		return problem.New(problem.PictureTooLarge).Because(err)
	}
	return problem.New(problem.PictureNotCopied).Because(err)
}
