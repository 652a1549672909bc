package plantest

import (
	"context"
	"fmt"
	"sync/atomic"
)

// Door is a redirect.Door at which nobody listens: a Visitor sees where it is sent, and brings that back itself.
type Door struct{ n atomic.Int64 }

// Open gives an address of its own each time, at the first of the ports where some are given.
func (d *Door) Open(_ context.Context, ports ...int) (address string, shut func(), err error) {
	port := 49_152 + int(d.n.Add(1))%16_000
	if len(ports) > 0 {
		port = ports[0]
	}
	return fmt.Sprintf("http://127.0.0.1:%d/callback", port), func() {}, nil
}
