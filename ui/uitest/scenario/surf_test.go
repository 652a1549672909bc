package scenario_test

import (
	"context"

	"vestibule/app/secret"
)

// This file is the browser of a device, as far as the app sends somebody there.

// doorstep is a door that a browser only seems to come back to.
type doorstep struct{}

// Open implements redirect.Door.
func (doorstep) Open(context.Context, ...int) (string, func(), error) {
	return "http://127.0.0.1:49152/callback", func() {}, nil
}

// surf opens an address in the present device's browser.
func (g *gadget) surf(address string) error { g.opened = address; return nil }

// Opened is what the app opened last.
func (s *inprocess) Opened() string { return s.opened }

// Arrive brings the browser back.
func (s *inprocess) Arrive(address string) { s.arrivals.Deliver(secret.Of([]byte(address))) }
