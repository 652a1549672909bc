//go:build linux && !android

package client

import (
	"bytes"
	"os"
	"syscall"
)

// Harden keeps other programs of the device's user from reading this one's memory, where the system knows how: it is not
// dumpable, so /proc/PID/mem and environ are root's and nobody attaches to it (prctl(2), PR_SET_DUMPABLE), and a crash
// leaves no core. It comes first in main. Whoever has started the program under a debugger has it still: then only the
// core is left out. Screen readers are not concerned, since they ask by messages. Tools that attach later, and file
// choosers of portals that look into /proc, need root.
func Harden() error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return err
	}
	if traced() {
		return nil
	}
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// traced reports whether a debugger is attached (proc_pid_status(5), TracerPid).
func traced() bool {
	status, err := os.ReadFile("/proc/self/status")
	_, rest, found := bytes.Cut(status, []byte("\nTracerPid:\t"))
	return err == nil && found && !bytes.HasPrefix(rest, []byte("0\n"))
}
