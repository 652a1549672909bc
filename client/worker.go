//go:build !js

package client

// ServeWorker reports whether the program was started to stretch one passphrase instead of showing a window: only a browser
// does that, in a worker of the page.
func ServeWorker() bool { return false }
