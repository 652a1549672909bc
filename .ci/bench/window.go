package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
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
func windows(dir string, runs int) (ours, bare figures, err error) {
	const tags = "release,migrated_fynedo"
	if err := errors.Join(build(in(dir, "ours"), ".", tags), build(in(dir, "bare"), "./.ci/bench/bare", tags)); err != nil {
		return ours, bare, err
	}
	s, err := startScreen(context.Background(), dir)
	if err != nil {
		return ours, bare, err
	}
	defer s.stop()
	for i := range runs + 1 {
		o, err := s.run(in(dir, "ours"), s.showsSignIn, dir)
		if err != nil {
			return ours, bare, fmt.Errorf("ours: %w", err)
		}
		b, err := s.run(in(dir, "bare"), s.showsText, dir)
		if err != nil {
			return ours, bare, fmt.Errorf("bare: %w", err)
		}
		if i > 0 { // the first is to warm up
			ours.add(o)
			bare.add(b)
		}
	}
	return ours, bare, nil
}

type figure struct {
	frame  time.Duration
	memory int64
}

func (f *figures) add(one figure) {
	f.frames, f.memory = append(f.frames, one.frame), append(f.memory, one.memory)
}

func build(to, what, tags string, env ...string) error {
	c := exec.Command("go", "build", "-trimpath", "-tags", tags, "-ldflags", "-s -w", "-o", to, what)
	c.Env = append(os.Environ(), env...)
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", what, err, said)
	}
	return nil
}

// run starts a program and ends it again: the time until its screen pleases, and the memory soon after.
func (s *screen) run(program string, pleases func() bool, home string) (figure, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := until(ctx, s.dark); err != nil {
		return figure{}, errors.New("the program before is still on the screen")
	}
	c := exec.CommandContext(ctx, program)
	c.Env = []string{"DISPLAY=" + s.display, "HOME=" + home, "PATH=" + os.Getenv("PATH"), "LANG=en_US.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1",
		"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent"} // without one Fyne starts a bus, which outlives it
	start := time.Now()
	if err := c.Start(); err != nil {
		return figure{}, err
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	if err := until(ctx, pleases); err != nil {
		return figure{}, err
	}
	frame := time.Since(start)
	settle(ctx)
	memory, err := pss(c.Process.Pid)
	return figure{frame, memory}, err
}

// settle lets a program come to rest after its first frame.
func settle(ctx context.Context) {
	t := time.NewTimer(settled)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// pss is the memory of a process, shared pages counted by share.
func pss(pid int) (int64, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "Pss:"); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb * 1024, err
		}
	}
	return 0, errors.New("smaps_rollup has no Pss")
}
