//go:build linux

package plantest

import (
	"os/exec"
	"syscall"
)

// endsWithUs has the system end the command when this program ends, also by a time-out of the tests.
func endsWithUs(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
}
