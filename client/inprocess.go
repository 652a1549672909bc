package client

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// InProcess is a transport that hands requests to a handler in this program: no socket, so it works in a browser, on a
// phone and in tests. It adds and changes nothing: no Date, no sniffed type, no cookies. Answers are streamed: a handler
// that writes without end is held back until somebody reads, and stopped when nobody does. A handler that panics is a
// line that was cut.
type InProcess struct{ Handler http.Handler }

// errCut is what a reader sees of a handler that panicked. What it panicked with may hold anything, and is not kept.
var errCut = errors.New("client: the handler stopped in the middle")

// RoundTrip implements http.RoundTripper.
func (t InProcess) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Context().Err() != nil {
		closeBody(q)
		return nil, context.Cause(q.Context())
	}
	ctx, cancel := context.WithCancelCause(q.Context())
	r, w := io.Pipe()
	stop := context.AfterFunc(ctx, func() { _ = w.CloseWithError(context.Cause(ctx)) })
	reply := &reply{request: q, header: http.Header{}, body: w, ready: make(chan *http.Response, 1)}
	reply.reader = &answerBody{r, func() { stop(); cancel(context.Canceled) }}
	go func() {
		defer closeBody(q)
		reply.serve(t.Handler, inbound(ctx, q))
	}()
	select {
	case res := <-reply.ready:
		if res == nil {
			cancel(errCut)
			return nil, errCut
		}
		return res, nil
	case <-ctx.Done():
		cancel(nil)
		return nil, context.Cause(ctx)
	}
}

func closeBody(q *http.Request) {
	if q.Body != nil {
		_ = q.Body.Close()
	}
}

// inbound is the request as a server sees it.
func inbound(ctx context.Context, q *http.Request) *http.Request {
	in := q.Clone(ctx)
	in.RequestURI = q.URL.RequestURI()
	in.RemoteAddr = "127.0.0.1:0"
	if in.Host == "" {
		in.Host = q.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	return in
}

// answerBody is the body of an answer; closing it ends the request.
type answerBody struct {
	*io.PipeReader
	done func()
}

// Close ends the request: a handler that still writes is told so.
func (b *answerBody) Close() error {
	b.done()
	return b.PipeReader.Close()
}

// reply is the http.ResponseWriter of one request.
type reply struct {
	request *http.Request
	header  http.Header
	body    *io.PipeWriter
	reader  io.ReadCloser
	once    sync.Once
	ready   chan *http.Response

	length  int64 // as promised in Content-Length; -1: not
	written int64
}

// serve runs the handler and ends the answer, well or not.
func (w *reply) serve(h http.Handler, q *http.Request) {
	defer func() {
		if recover() != nil {
			_ = w.body.CloseWithError(errCut)
			w.once.Do(func() { w.ready <- nil })
		}
	}()
	h.ServeHTTP(w, q)
	w.WriteHeader(http.StatusOK)
	err := context.Cause(q.Context())
	if w.length > w.written && q.Method != http.MethodHead {
		err = io.ErrUnexpectedEOF
	}
	_ = w.body.CloseWithError(err)
}

// Header gives the header, which is sent with the first byte or WriteHeader.
func (w *reply) Header() http.Header { return w.header }

// WriteHeader sends the head of the answer. Only the first call counts, as in net/http.
func (w *reply) WriteHeader(status int) {
	if status < 200 {
		return
	}
	w.once.Do(func() {
		w.length = -1
		if n, err := strconv.ParseInt(w.header.Get("Content-Length"), 10, 64); err == nil {
			w.length = n
		}
		w.ready <- &http.Response{
			Status: strconv.Itoa(status) + " " + http.StatusText(status), StatusCode: status,
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: w.header.Clone(), Body: w.reader,
			ContentLength: w.length, Request: w.request,
		}
	})
}

// Write sends some of the body and waits until it is read. No more is sent than was promised.
func (w *reply) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if w.length >= 0 && w.written+int64(len(p)) > w.length {
		return 0, http.ErrContentLength
	}
	n, err := w.body.Write(p)
	w.written += int64(n)
	return n, err
}

// Flush sends the head if nothing was sent yet; of the body nothing is ever held back.
func (w *reply) Flush() { w.WriteHeader(http.StatusOK) }
