//go:build unix

package transfer

import (
	"syscall"
	"testing"
	"time"
)

// spent is the processor time of this program so far: what a busy machine does besides does not count.
func spent(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
