package vault

import (
	"encoding/binary"
	"time"
)

// writer appends records without making anything on the way, or counts what they take: a vault is written under a lock that
// the screen may wait for.
type writer struct {
	out      []byte
	size     int
	counting bool
}

// begin begins a record, and reports whether its data is to be appended.
func (w *writer) begin(t tag, size int) bool {
	w.size += frame + size
	if !w.counting {
		w.out = appendFrame(w.out, t, size)
	}
	return !w.counting
}

func (w *writer) bytes(t tag, b []byte) {
	if len(b) > 0 && w.begin(t, len(b)) {
		w.out = append(w.out, b...)
	}
}

// record writes a record as it is, be it empty.
func (w *writer) record(r record) {
	if w.begin(r.tag, len(r.data)) {
		w.out = append(w.out, r.data...)
	}
}

func (w *writer) text(t tag, s string) {
	if s != "" && w.begin(t, len(s)) {
		w.out = append(w.out, s...)
	}
}

// number writes 8 bytes.
func (w *writer) number(t tag, n uint64) {
	if n != 0 && w.begin(t, 8) {
		w.out = binary.BigEndian.AppendUint64(w.out, n)
	}
}

// moment writes a time in milliseconds since 1970.
func (w *writer) moment(t tag, at time.Time) {
	if !at.IsZero() && w.begin(t, 8) {
		w.out = binary.BigEndian.AppendUint64(w.out, uint64(at.UnixMilli()))
	}
}

func (w *writer) flag(t tag, set bool) {
	if set && w.begin(t, 1) {
		w.out = append(w.out, 1)
	}
}
