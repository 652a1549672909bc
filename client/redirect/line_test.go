//go:build !js

package redirect_test

import (
	"net"
	"sync"
)

// line is a listener in memory, so that time can be made to pass.
type line struct {
	guests chan net.Conn
	over   chan struct{}
	once   sync.Once
}

func newLine() *line { return &line{guests: make(chan net.Conn), over: make(chan struct{})} }

func (l *line) Accept() (net.Conn, error) {
	select {
	case c := <-l.guests:
		return c, nil
	case <-l.over:
		return nil, net.ErrClosed
	}
}
func (l *line) Close() error   { l.once.Do(func() { close(l.over) }); return nil }
func (l *line) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4000} }
