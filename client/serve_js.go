//go:build js

package client

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// Serve is not for a browser, where nobody could connect.
func Serve(context.Context, string, http.Handler, io.Writer) error {
	return errors.New("a browser's program serves nobody")
}
