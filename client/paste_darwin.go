//go:build darwin && !ios && cgo

package client

import (
	"context"

	"golang.design/x/clipboard"
)

// Paste gives how the picture is read that the member has copied: as PNG, from the pasteboard.
func Paste() func(context.Context) ([]byte, error) {
	if clipboard.Init() != nil {
		return nil
	}
	return func(ctx context.Context) (picture []byte, err error) {
		err = patiently(ctx, func() error { picture = clipboard.Read(clipboard.FmtImage); return nil })
		switch {
		case err != nil:
			return nil, err
		case len(picture) == 0:
			return nil, uncopied(errCopiedNone)
		case len(picture) > largestPicture:
			clear(picture)
			return nil, uncopied(errCopiedLarge)
		}
		return picture, nil
	}
}
