//go:build linux && !android

package client

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// hardenedIn makes the test program harden itself and tell what came of it.
const hardenedIn = "VESTIBULE_TEST_HARDENED"

// TestWhatIsHardenedCannotBeDumped looks at a process of its own, since there is no way back.
func TestWhatIsHardenedCannotBeDumped(t *testing.T) {
	if os.Getenv(hardenedIn) != "" {
		tellHardened()
		return
	}
	victim := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestWhatIsHardenedCannotBeDumped$", "-test.v")
	victim.Env = append(os.Environ(), hardenedIn+"=1")
	out, err := victim.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "dumpable 1 core ") || !strings.Contains(string(out), "hardened <nil>, dumpable 0 core false") {
		t.Errorf("%s %v", out, err)
	}
}

func tellHardened() {
	state := func() string {
		dumpable, _, _ := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_GET_DUMPABLE, 0, 0)
		var core syscall.Rlimit
		_ = syscall.Getrlimit(syscall.RLIMIT_CORE, &core)
		return fmt.Sprintf("dumpable %d core %v", dumpable, core.Max > 0)
	}
	before := state()
	err := Harden()
	fmt.Printf("%s, hardened %v, %s\n", before, err, state())
}
