package rest

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"vestibule/app/clock"
)

// lateReader is a transport that keeps the body it was given and goes on reading after it has answered.
type lateReader struct{ body io.ReadCloser }

func (l *lateReader) RoundTrip(q *http.Request) (*http.Response, error) {
	l.body = q.Body
	return &http.Response{StatusCode: 204, Header: http.Header{}, Body: http.NoBody, Request: q}, nil
}

func TestARequestsBodyIsErasedEvenWhileItIsRead(t *testing.T) {
	origin, _ := url.Parse("https://plan.example.org")
	l := &lateReader{}
	x := newExchanger(Config{Origin: origin, Transport: l, Clock: clock.At(time.Unix(0, 0))})
	body := []byte("pass-canary")
	if _, err := x.do(t.Context(), request{method: http.MethodPost, path: "/", body: body}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(body, make([]byte, len(body))) {
		t.Fatalf("%q is left", body)
	}
	if rest, err := io.ReadAll(l.body); err != nil || len(rest) > 0 {
		t.Fatal(rest, err)
	}
}

// hasty is a transport that answers while it still reads.
type hasty struct{ read chan error }

func (h hasty) RoundTrip(q *http.Request) (*http.Response, error) {
	go func() {
		_, err := io.ReadAll(q.Body)
		h.read <- err
	}()
	return &http.Response{StatusCode: 204, Header: http.Header{}, Body: http.NoBody, Request: q}, nil
}

// Without the lock this fails under the race detector.
func TestErasingAndReadingDoNotRace(t *testing.T) {
	origin, _ := url.Parse("https://plan.example.org")
	h := hasty{make(chan error)}
	x := newExchanger(Config{Origin: origin, Transport: h, Clock: clock.At(time.Unix(0, 0))})
	for range 100 {
		if _, err := x.do(t.Context(), request{method: http.MethodPost, path: "/", body: make([]byte, 4<<10)}); err != nil {
			t.Fatal(err)
		}
		if err := <-h.read; err != nil {
			t.Fatal(err)
		}
	}
}
