//go:build !unix

package transfer

import (
	"testing"
	"time"
)

// began is when the tests began.
var began = time.Now()

// spent is the time since the tests began: this system is not asked for more.
func spent(testing.TB) time.Duration { return time.Since(began) }
