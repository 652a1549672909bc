//go:build !js

package client

import (
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// Leave is nil: a page in the browser opens beside the program, and comes back by its door.
func Leave() func(left plan.Left, address string) error { return nil }

// Back is empty: the program was never left.
func Back() (plan.Left, secret.Bytes) { return plan.Left{}, secret.Bytes{} }
