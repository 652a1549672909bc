package rest

import (
	"context"
	"io"
	"net/http"
	"sync"

	"github.com/go-resty/resty/v2"
)

// outgoing is a request body that can be erased. A transport may still be writing it when the answer is there (net/http
// says so at RoundTripper), so each read takes the lock. Resty would copy a []byte twice; it never sees this one, the
// hook attach puts it into the request that resty has built.
type outgoing struct {
	mu    sync.Mutex
	bytes []byte
}

type outgoingKey struct{}

// in gives a context that carries the body to attach.
func (o *outgoing) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, outgoingKey{}, o)
}

// attach puts the body of the request's context into it.
func attach(_ *resty.Client, q *http.Request) error {
	o, _ := q.Context().Value(outgoingKey{}).(*outgoing)
	if o == nil || o.bytes == nil {
		q.Body, q.GetBody, q.ContentLength = http.NoBody, nil, 0
		return nil
	}
	q.Header.Set("Content-Type", "application/json")
	q.ContentLength = int64(len(o.bytes))
	q.GetBody = func() (io.ReadCloser, error) { return &outgoingReader{from: o}, nil }
	q.Body, _ = q.GetBody()
	return nil
}

// erase overwrites the body; readers that are still at it come to its end.
func (o *outgoing) erase() {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.bytes)
	o.bytes = nil
}

// outgoingReader is one reading of an outgoing: a redirect or a repetition reads anew.
type outgoingReader struct {
	from *outgoing
	at   int
}

// Read gives the next bytes.
func (r *outgoingReader) Read(p []byte) (int, error) {
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
func (r *outgoingReader) Close() error { return nil }
