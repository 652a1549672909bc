//go:build !windows && !js

package reach_test

import (
	"context"
	"os"
	"syscall"
	"testing"

	"vestibule/app/problem"
	"vestibule/client/reach"
)

func TestTheSystemsOwnFailuresHaveTheirNames(t *testing.T) {
	for failed, want := range map[syscall.Errno]problem.Code{
		syscall.ENETUNREACH: problem.NetOffline, syscall.ENETDOWN: problem.NetOffline, syscall.EHOSTUNREACH: problem.NetOffline,
		syscall.ECONNREFUSED: problem.NetRefused, syscall.ECONNRESET: problem.NetDropped, syscall.ETIMEDOUT: problem.NetTimeout,
	} {
		if p := reach.Lost(context.Background(), dial(os.NewSyscallError("connect", failed))); p.Code != want {
			t.Errorf("%v is %s, want %s", failed, p.Code, want)
		}
	}
}
