//go:build !linux || android

package client

// Harden keeps other programs of the device's user from reading this one's memory, where the system knows how. Here it does
// nothing: macOS and Windows need signed builds for it, phones do it by themselves, and so does a browser.
func Harden() error { return nil }
