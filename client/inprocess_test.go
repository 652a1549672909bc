package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"vestibule/client"
)

func roundTrip(t *testing.T, ctx context.Context, body string, h http.HandlerFunc) (*http.Response, error) {
	t.Helper()
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost/x?y=1", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return client.InProcess{Handler: h}.RoundTrip(q)
}

func TestTheHandlerSeesTheRequestAndItsAnswerComesBackAsItIs(t *testing.T) {
	res, err := roundTrip(t, t.Context(), "hello", func(w http.ResponseWriter, q *http.Request) {
		in, _ := io.ReadAll(q.Body)
		w.Header().Set("X-Seen", q.Method+" "+q.RequestURI+" "+q.Host+" "+string(in))
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "short and stout")
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(res.Body)
	if err != nil || string(out) != "short and stout" || res.StatusCode != http.StatusTeapot ||
		res.Header.Get("X-Seen") != "POST /x?y=1 localhost hello" {
		t.Fatal(string(out), res.StatusCode, res.Header, err)
	}
	if len(res.Header) != 1 {
		t.Errorf("something was added: %v", res.Header)
	}
}

func TestAHandlerThatPanicsIsALineThatWasCut(t *testing.T) {
	_, err := roundTrip(t, t.Context(), "", func(http.ResponseWriter, *http.Request) { panic("hunter2") })
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Fatal(err)
	}
	res, err := roundTrip(t, t.Context(), "", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic(http.ErrAbortHandler)
	})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := io.ReadAll(res.Body); err == nil || string(out) != "half" {
		t.Fatal(string(out), err)
	}
}

func TestFewerBytesThanPromisedIsALineThatWasCut(t *testing.T) {
	res, err := roundTrip(t, t.Context(), "", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "10")
		_, _ = io.WriteString(w, "half")
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(res.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal(err)
	}
}

func TestACancelledRequestStopsWaitingAndReachesTheHandler(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	late := errors.New("late")
	stopped := make(chan error, 1)
	_, err := roundTrip(t, ctx, "", func(_ http.ResponseWriter, q *http.Request) {
		cancel(late)
		<-q.Context().Done()
		stopped <- context.Cause(q.Context())
	})
	if !errors.Is(err, late) || !errors.Is(<-stopped, late) {
		t.Fatal(err)
	}
}

func TestACancelledRequestEndsTheReadingOfItsAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	res, err := roundTrip(t, ctx, "", func(w http.ResponseWriter, q *http.Request) {
		w.(http.Flusher).Flush()
		<-q.Context().Done()
	})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.ReadAll(res.Body); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestAHandlerThatDoesNotListenHoldsNobodyUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	res, err := roundTrip(t, ctx, "", func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush()
		<-release
	})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.ReadAll(res.Body); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestAnEndlessAnswerStopsWhenNobodyReads(t *testing.T) {
	stopped := make(chan error, 1)
	res, err := roundTrip(t, t.Context(), "", func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				stopped <- err
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(io.Discard, res.Body, 1<<20); err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if err := <-stopped; err == nil {
		t.Fatal("still writing")
	}
}
