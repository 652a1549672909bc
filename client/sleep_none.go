//go:build !linux || android

package client

// Sleep calls back before the system sleeps. Here nothing tells (ErrNoSleep).
func Sleep(func()) (stop func(), err error) { return nil, ErrNoSleep }
