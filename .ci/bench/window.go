package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// figures are what was measured of one program.
type figures struct {
	frames []time.Duration
	memory []int64 // bytes
}

const (
	patience = 30 * time.Second
	// settled is how long after its first frame a program's memory is read.
	settled = 3 * time.Second
	// beat is how often the screen is looked at: the error of a frame's time.
	beat = 2 * time.Millisecond
)

// windows runs ours and the bare program in turn on a screen of their own.
func windows(dir string, runs int) (ours, bare figures) {
	build(in(dir, "ours"), ".", "release,migrated_fynedo")
	build(in(dir, "bare"), "./.ci/bench/bare", "release,migrated_fynedo")
	s := startScreen(dir)
	defer s.stop()
	for i := range runs + 1 {
		o, b := s.run(in(dir, "ours"), s.showsSignIn, dir), s.run(in(dir, "bare"), s.showsText, dir)
		if i == 0 {
			continue // to warm up
		}
		ours.add(o)
		bare.add(b)
	}
	return ours, bare
}

type figure struct {
	frame  time.Duration
	memory int64
}

func (f *figures) add(one figure) {
	f.frames, f.memory = append(f.frames, one.frame), append(f.memory, one.memory)
}

func build(to, what, tags string, env ...string) {
	c := exec.Command("go", "build", "-trimpath", "-tags", tags, "-ldflags", "-s -w", "-o", to, what)
	c.Env = append(os.Environ(), env...)
	if said, err := c.CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", what, err, said)
	}
}

// run starts a program and ends it again: the time until its screen pleases, and the memory soon after.
func (s *screen) run(program string, pleases func() bool, home string) figure {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s.until(ctx, s.dark)
	c := exec.CommandContext(ctx, program)
	c.Env = []string{"DISPLAY=" + s.display, "HOME=" + home, "PATH=" + os.Getenv("PATH"), "LANG=en_US.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1"}
	start := time.Now()
	if err := c.Start(); err != nil {
		log.Fatal(err)
	}
	s.until(ctx, pleases)
	frame := time.Since(start)
	wait(ctx, settled)
	memory := pss(c.Process.Pid)
	_ = c.Process.Kill()
	_ = c.Wait()
	return figure{frame, memory}
}

// until looks at the screen until it pleases.
func (s *screen) until(ctx context.Context, pleases func() bool) {
	t := time.NewTicker(beat)
	defer t.Stop()
	for !pleases() {
		select {
		case <-t.C:
		case <-ctx.Done():
			log.Fatal("nothing came on the screen")
		}
	}
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// pss is the memory of a process, shared pages counted by share.
func pss(pid int) int64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "Pss:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb * 1024
		}
	}
	log.Fatal("smaps_rollup has no Pss")
	return 0
}
