package reach

import (
	"io"
	"sync"
)

// Body is the body of a request that can be erased. A transport may still be writing it when the answer is there (net/http
// says so at RoundTripper), so each read takes the lock. A nil Body is none.
type Body struct {
	mu    sync.Mutex
	bytes []byte
}

// NewBody takes ownership of b; nil: there is no body.
func NewBody(b []byte) *Body {
	if b == nil {
		return nil
	}
	return &Body{bytes: b}
}

// Len is how many bytes there are.
func (b *Body) Len() int {
	if b == nil {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.bytes)
}

// Reader reads the body from its beginning: a redirect or a repetition reads anew.
func (b *Body) Reader() io.ReadCloser { return &bodyReader{from: b} }

// Erase overwrites the body; readers that are still at it come to its end.
func (b *Body) Erase() {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.bytes)
	b.bytes = nil
}

// bodyReader is one reading of a Body.
type bodyReader struct {
	from *Body
	at   int
}

// Read gives the next bytes.
func (r *bodyReader) Read(p []byte) (int, error) {
	r.from.mu.Lock()
	defer r.from.mu.Unlock()
	if r.at >= len(r.from.bytes) {
		return 0, io.EOF
	}
	n := copy(p, r.from.bytes[r.at:])
	r.at += n
	return n, nil
}

// Close does nothing: the body is erased by whoever made it.
func (r *bodyReader) Close() error { return nil }
