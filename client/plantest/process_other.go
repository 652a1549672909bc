//go:build !linux

package plantest

import "os/exec"

// endsWithUs is nothing here: a command that reads its input ends with it, others when the test ends well.
func endsWithUs(*exec.Cmd) {}
