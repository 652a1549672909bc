//go:build unix

package plantest

import (
	"os/exec"
	"syscall"
)

// runAs has a command run as another account.
func runAs(cmd *exec.Cmd, uid, gid int) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}
