//go:build !js

package redirect

import (
	"net"
	"slices"
	"sync"
)

// mostGuests is how many connections are held at a time.
const mostGuests = 16

// limit gives a listener that holds few connections. One more is let in, and who has been there longest is shown out: a
// browser says what it wants at once, who only holds the line does not (Slowloris).
func limit(l net.Listener) net.Listener { return &limited{Listener: l} }

type limited struct {
	net.Listener
	mu     sync.Mutex
	guests []*guest // longest first
}

// Accept waits for the next connection.
func (l *limited) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	g := &guest{c, l}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.guests) == mostGuests {
		_ = l.guests[0].Conn.Close() // whoever serves it finds out, and has it leave
		l.guests = slices.Delete(l.guests, 0, 1)
	}
	l.guests = append(l.guests, g)
	return g, nil
}

// guest is one connection.
type guest struct {
	net.Conn
	of *limited
}

// Close ends it.
func (g *guest) Close() error {
	g.of.mu.Lock()
	g.of.guests = slices.DeleteFunc(g.of.guests, func(o *guest) bool { return o == g })
	g.of.mu.Unlock()
	return g.Conn.Close()
}
