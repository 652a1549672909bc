package client

import (
	"crypto/rand"
	"io"
	"time"
)

// Device is the clock of this device, with the monotonic reading of the platform. The zero value is ready.
type Device struct{}

// Now is the device's time.
func (Device) Now() time.Time { return time.Now() }

// AfterFunc calls f once on its own goroutine after d, unless stop was called first.
func (Device) AfterFunc(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(max(0, d), f)
	return func() { t.Stop() }
}

// Chance is the system's source of chance, good enough for keys.
func Chance() io.Reader { return rand.Reader }
