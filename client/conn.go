//go:build !js

package client

import (
	"context"
	"crypto/tls"
	"io"
	"net"
)

// This file keeps passwords and secrets out of the buffers in which net/http would leave them. Both rules were found by
// looking at the program's memory from outside.

// readBuffer is the size in bytes of a connection's read buffer, which is never erased. Only what a body begins with can
// end up in one this small; the rest is read past it, straight into memory that is erased after use.
const readBuffer = 64

// dial makes a connection.
type dial func(ctx context.Context, network, address string) (net.Conn, error)

// erasing gives connections that leave no copy of what they send.
func erasing(d dial) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := d(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return erasingConn{conn}, nil
	}
}

type erasingConn struct{ net.Conn }

// ConnectionState tells how the line is sealed, and by whom; nothing where it is not.
func (c erasingConn) ConnectionState() tls.ConnectionState {
	if sealed, ok := c.Conn.(*tls.Conn); ok {
		return sealed.ConnectionState()
	}
	return tls.ConnectionState{}
}

// sendBuffer is how many bytes of a body are sent at once.
const sendBuffer = 4 << 10

// ReadFrom sends a body. net/http sends every body this way (io.Copy); without this method io.Copy would leave it in a buffer.
func (c erasingConn) ReadFrom(body io.Reader) (int64, error) {
	buffer := make([]byte, sendBuffer)
	defer clear(buffer)
	return io.CopyBuffer(struct{ io.Writer }{c.Conn}, body, buffer)
}
