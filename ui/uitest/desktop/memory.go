package desktop

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Keys types a text key by key on the desktop's keyboard, into what has the focus: nothing of it crosses a bus.
func (d *Desktop) Keys(text string) error {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	_, err := d.Session.Run(ctx, "xdotool", "type", "--delay", "20", "--", text)
	return err
}

// Chord presses keys at once, as xdotool names them, such as "ctrl+l".
func (d *Desktop) Chord(keys string) error {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	_, err := d.Session.Run(ctx, "xdotool", "key", keys)
	return err
}

// Process is the program's number.
func (d *Desktop) Process() int {
	return d.Session.processes[len(d.Session.processes)-1].Process.Pid
}

// Copies counts how often the program's memory holds any of the patterns, as another process sees it.
func (d *Desktop) Copies(patterns ...[]byte) (copies int, err error) {
	longest := 0
	for _, p := range patterns {
		longest = max(longest, len(p))
	}
	err = d.Memory(longest, func(piece []byte, last bool) {
		for _, p := range patterns {
			copies += seen(piece, p, last, longest)
		}
	})
	return copies, err
}

// piece is how much memory is looked at at once.
const piece = 4 << 20

// Memory shows the program's writable memory (/proc/<pid>/mem) in pieces that overlap by so many bytes; last is the last of
// a mapping. The program does not stand still for it, so only what stays is sure to be seen.
func (d *Desktop) Memory(overlap int, look func(piece []byte, last bool)) error {
	maps, err := os.Open(fmt.Sprintf("/proc/%d/maps", d.Process()))
	if err != nil {
		return err
	}
	defer maps.Close()
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", d.Process()))
	if err != nil {
		return err
	}
	defer memory.Close()
	read := 0
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var from, to int64
		var mode string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &mode); err == nil && strings.HasPrefix(mode, "rw") {
			read += pieces(memory, from, to, int64(overlap), look)
		}
	}
	if read == 0 {
		return errors.New("no memory could be read")
	}
	return nil
}

// pieces shows one mapping and gives how many bytes could be read.
func pieces(memory io.ReaderAt, from, to, overlap int64, look func([]byte, bool)) (read int) {
	buffer := make([]byte, piece)
	for at := from; at < to; at += piece - overlap {
		n, _ := memory.ReadAt(buffer[:min(piece, to-at)], at)
		read += n
		look(buffer[:n], at+piece >= to)
	}
	return read
}

// seen counts a pattern; what begins in the overlap is left to the next piece.
func seen(in, pattern []byte, last bool, overlap int) (n int) {
	for at := 0; ; {
		i := bytes.Index(in[at:], pattern)
		if i < 0 || !last && at+i >= piece-overlap {
			return n
		}
		n, at = n+1, at+i+1
	}
}
