//go:build linux && !android

package client

import (
	"context"
	"errors"
	"os"

	"vestibule/client/x11"
)

// Paste gives how the picture is read that the member has copied in another program: from the X server, which a Wayland
// desktop has as well. nil: there is none.
func Paste() func(context.Context) ([]byte, error) {
	display := x11.Display{Name: os.Getenv("DISPLAY"), Cookies: os.Getenv("XAUTHORITY")}
	if display.Name == "" {
		return nil
	}
	return pasting(func(ctx context.Context) ([]byte, error) {
		picture, err := x11.Copied(ctx, display, pictureKinds, largestPicture)
		if errors.Is(err, x11.ErrTooLarge) {
			err = errors.Join(errCopiedLarge, err)
		}
		return picture, err
	})
}
