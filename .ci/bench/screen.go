package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// screen is an Xvfb whose picture is a file (XWD: a big-endian header of 32-bit words), so that looking at it costs next to
// nothing: what looks must not take the time that it measures.
type screen struct {
	display string
	server  *exec.Cmd
	picture *os.File
	start   int64 // where the pixels begin
	line    int64 // bytes a line
}

// startScreen starts a server on a display that is free.
func startScreen(ctx context.Context, dir string) (*screen, error) {
	told, tell, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer told.Close()
	s := &screen{server: exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-fbdir", dir)}
	s.server.ExtraFiles = []*os.File{tell}
	err = s.server.Start()
	_ = tell.Close() // the server has its own
	if err != nil {
		return nil, err
	}
	if err := s.open(told, in(dir, "Xvfb_screen0")); err != nil {
		s.stop()
		return nil, fmt.Errorf("Xvfb: %w", err)
	}
	return s, nil
}

// open waits until the server is up, and finds the pixels in its picture.
func (s *screen) open(told *os.File, file string) error {
	number, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		return err
	}
	s.display = ":" + strings.TrimSpace(number)
	if s.picture, err = os.Open(file); err != nil {
		return err
	}
	header := make([]byte, 100)
	if _, err := s.picture.ReadAt(header, 0); err != nil {
		return err
	}
	word := func(i int) int64 { return int64(binary.BigEndian.Uint32(header[4*i:])) }
	// XWDFile.h: 0 header_size, 11 bits_per_pixel, 12 bytes_per_line, 19 ncolors of 12 bytes each.
	s.start, s.line = word(0)+12*word(19), word(12)
	if word(11) != 32 {
		return fmt.Errorf("%d bits a pixel", word(11))
	}
	return nil
}

func (s *screen) stop() {
	_ = s.server.Process.Kill() // it may have ended by itself
	_ = s.server.Wait()
	if s.picture != nil {
		_ = s.picture.Close()
	}
}

// spread is how far apart the lightest and the darkest pixel of a box are, 0 to 255.
func (s *screen) spread(x0, y0, x1, y1 int64) int {
	least, most := 255, 0
	row := make([]byte, 4*(x1-x0))
	for y := y0; y < y1; y++ {
		if _, err := s.picture.ReadAt(row, s.start+y*s.line+4*x0); err != nil {
			return 0
		}
		for i := 0; i < len(row); i += 4 {
			light := (int(row[i]) + int(row[i+1]) + int(row[i+2])) / 3
			least, most = min(least, light), max(most, light)
		}
	}
	return most - least
}

// dark: nothing is on the screen.
func (s *screen) dark() bool { return s.spread(0, 0, 400, 300) == 0 }

// showsText: the bare program's label, top left.
func (s *screen) showsText() bool {
	return s.spread(4, 4, 120, 60) > 100 || s.spread(4, 380, 120, 440) > 100
}

// showsSignIn: the striped edge, which comes with an open plan, and light on dark (or dark on light) where the page that can
// be answered has its title. The page before it, which says that the plan is being reached, has its own higher up and nothing
// but the thin edge of a panel here. If the page is laid out anew, the box moves.
func (s *screen) showsSignIn() bool {
	return s.spread(10, 6, 300, 12) > 100 && s.spread(132, 238, 222, 262) > 150
}

// errBlank is the end of patience.
var errBlank = errors.New("nothing came on the screen")

// until looks at the screen until it pleases.
func until(ctx context.Context, pleases func() bool) error {
	t := time.NewTicker(beat)
	defer t.Stop()
	for !pleases() {
		select {
		case <-t.C:
		case <-ctx.Done():
			return errBlank
		}
	}
	return nil
}
