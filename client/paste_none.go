//go:build android || ios || (darwin && !cgo) || !(linux || darwin || windows || js)

package client

import "context"

// Paste gives how the picture is read that the member has copied. Here there is no way: nil. A picture is opened as a file.
func Paste() func(context.Context) ([]byte, error) { return nil }
