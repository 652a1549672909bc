package main

import (
	"encoding/binary"
	"log"
	"os"
	"os/exec"
)

// screen is an Xvfb whose picture is a file (XWD, big-endian header of 32-bit words), so that looking at it costs nothing.
type screen struct {
	display, file string
	server        *exec.Cmd
}

func startScreen(dir string) *screen {
	s := &screen{display: ":97", file: in(dir, "Xvfb_screen0")}
	s.server = exec.Command("Xvfb", s.display, "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-fbdir", dir)
	if err := s.server.Start(); err != nil {
		log.Fatal(err)
	}
	return s
}

func (s *screen) stop() {
	_ = s.server.Process.Kill()
	_ = s.server.Wait()
}

// picture is one look: 32 bits a pixel, blue first.
type picture struct {
	pixels []byte
	line   int
}

// look reads the file; nil while the server is not up.
func (s *screen) look() *picture {
	raw, err := os.ReadFile(s.file)
	if err != nil || len(raw) < 100 {
		return nil
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(raw[4*i:])) }
	// XWDFile.h: 0 header_size, 12 bytes_per_line, 19 ncolors of 12 bytes each.
	start := word(0) + 12*word(19)
	if start > len(raw) {
		return nil
	}
	return &picture{raw[start:], word(12)}
}

func (p *picture) at(x, y int) (r, g, b int) {
	i := y*p.line + 4*x
	return int(p.pixels[i+2]), int(p.pixels[i+1]), int(p.pixels[i])
}

// spread is how far apart the lightest and the darkest pixel of a box are, 0 to 255.
func (p *picture) spread(x0, y0, x1, y1 int) int {
	least, most := 255, 0
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			r, g, b := p.at(x, y)
			light := (r + g + b) / 3
			least, most = min(least, light), max(most, light)
		}
	}
	return most - least
}

// dark: nothing is on the screen.
func (s *screen) dark() bool {
	p := s.look()
	return p != nil && p.spread(0, 0, 400, 300) == 0
}

// showsText: the bare program's label, top left.
func (s *screen) showsText() bool {
	p := s.look()
	return p != nil && p.spread(4, 380, 120, 440) > 100 || p != nil && p.spread(4, 4, 120, 60) > 100
}

// showsSignIn: the striped edge, which comes with an open plan, and dark on light where its title stands.
func (s *screen) showsSignIn() bool {
	p := s.look()
	return p != nil && p.spread(10, 6, 300, 12) > 100 && p.spread(130, 205, 230, 245) > 150
}
