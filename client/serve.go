package client

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Serve answers HTTP on an address with a handler until ctx ends, and says on out where. It gives what is already on its way
// five seconds.
func Serve(ctx context.Context, address string, handler http.Handler, out io.Writer) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The demo plan answers on http://%s\nIts backstage page is http://%[1]s/mock/\n", listener.Addr())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		bye, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = server.Shutdown(bye)
	}()
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}
