//go:build !js

package client_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"vestibule/client"
)

// TestServeAnswersWhatIsOnItsWay: whoever ends the program must not cut the answer that somebody waits for.
func TestServeAnswersWhatIsOnItsWay(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	defer end()
	began, goOn := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-goOn
		_, _ = io.WriteString(w, "answered")
	})
	told, out := io.Pipe()
	served, got := make(chan error, 1), make(chan string, 1)
	go func() { served <- client.Serve(ctx, "127.0.0.1:0", slow, out) }()
	line, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, told) }()
	address := strings.TrimSpace(line[strings.Index(line, "http://"):])
	go func() { got <- fetched(address) }()
	<-began
	end()
	for closed := 0; closed < 100; closed++ { // it takes no more calls, and still waits
		if c, err := net.Dial("tcp", strings.TrimPrefix(address, "http://")); err == nil {
			_ = c.Close()
			closed = 0
		}
	}
	select {
	case err := <-served:
		t.Fatal("ended while somebody waited:", err)
	default:
	}
	close(goOn)
	if text := <-got; text != "answered" {
		t.Error(text)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func fetched(address string) string {
	res, err := http.Get(address)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func TestServeSaysWhyItCannot(t *testing.T) {
	if err := client.Serve(t.Context(), "256.0.0.1:1", http.NotFoundHandler(), io.Discard); err == nil {
		t.Fatal("serves nowhere")
	}
}
