//go:build !js

package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// goodbye is how long what is on its way may still take once Serve is to end.
const goodbye = 5 * time.Second

// Serve answers HTTP on an address with a handler until ctx ends, and says on out where. It comes back when what was on its
// way has been answered, or after five seconds.
func Serve(ctx context.Context, address string, handler http.Handler, out io.Writer) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The demo plan answers on http://%s\nIts backstage page is http://%[1]s/mock/\n", listener.Addr())
	// Nobody needs longer to say the 64 KiB that are read; answers have no limit, because net.slow is one of the plan's knobs.
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
	defer cancel()
	if err := server.Shutdown(bye); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
