package reach

import (
	"errors"
	"io"
)

// ErrTooLarge ends the reading of an answer.
var ErrTooLarge = errors.New("reach: the answer is too large")

// ReadAll reads up to limit bytes, of which size are promised (-1: none). What it outgrows it erases: an answer may hold a
// token. More is ErrTooLarge.
func ReadAll(from io.Reader, size int64, limit int) ([]byte, error) {
	buf := make([]byte, 0, min(max(size, 1<<10), 8<<10)+1)
	for {
		n, err := from.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case len(buf) > limit:
			err = ErrTooLarge
		case err == io.EOF:
			return buf, nil
		case err == nil && len(buf) < cap(buf):
			continue
		case err == nil:
			grown := append(make([]byte, 0, 4*cap(buf)), buf...)
			clear(buf)
			buf = grown
			continue
		}
		clear(buf)
		return nil, err
	}
}
