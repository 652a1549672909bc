//go:build !js

package client

import "context"

// Picks reports whether there is a chooser.
func (Files) Picks() bool { return false }

// Pick gives the name and the bytes of the file that the member picked; no name: none.
func (Files) Pick(context.Context) (name string, data []byte, err error) {
	return "", nil, unread(errNone)
}
