//go:build !js

package qr

import "context"

// rest lets others go on between two looks. Here they have their own threads.
func rest(context.Context) {}
