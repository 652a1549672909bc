package x11

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"
	"time"
)

// errRefused, errBroken and errTold are causes, for the log.
var (
	errRefused = errors.New("x11: the server lets nobody in")
	errBroken  = errors.New("x11: that is no answer of an X server")
	errTold    = errors.New("x11: the server could not do that")
)

// The requests that are made, and the packets that come, by their numbers (X protocol, appendix B).
const (
	createWindow     = 1
	internAtom       = 16
	getProperty      = 20
	convertSelection = 24

	packetError     = 0
	packetReply     = 1
	propertyNotify  = 28
	selectionNotify = 31
)

// conn is a connection to a server, with a window nobody sees: what is copied is handed over at a window.
type conn struct {
	net.Conn
	window uint32
	root   uint32
	// waiting are the events that came while a reply was waited for.
	waiting [][]byte
}

// order is the byte order that we ask for.
var order = binary.LittleEndian

// open connects, and makes the window. The connection ends with ctx.
func open(ctx context.Context, d Display) (*conn, error) {
	line, err := d.dial(ctx)
	if err != nil {
		return nil, errors.Join(ErrNoDisplay, err)
	}
	c := &conn{Conn: line}
	stop := context.AfterFunc(ctx, func() { _ = line.SetDeadline(time.Unix(1, 0)) })
	err = c.begin(d.cookie())
	if err == nil {
		err = c.makeWindow()
	}
	if err != nil {
		stop()
		_ = line.Close()
		return nil, err
	}
	return c, nil
}

// begin says who we are and reads where the windows are (X protocol, section 8).
func (c *conn) begin(cookie []byte) error {
	name := []byte(cookieName)
	if cookie == nil {
		name = nil
	}
	hello := []byte{'l', 0, 11, 0, 0, 0}
	hello = order.AppendUint16(hello, uint16(len(name)))
	hello = order.AppendUint16(hello, uint16(len(cookie)))
	hello = append(hello, 0, 0)
	hello = padded(append(padded(append(hello, name...)), cookie...))
	if _, err := c.Write(hello); err != nil {
		return err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(c, head); err != nil {
		return err
	}
	if head[0] != 1 {
		return errRefused
	}
	body := make([]byte, 4*int(order.Uint16(head[6:])))
	if _, err := io.ReadFull(c, body); err != nil {
		return err
	}
	return c.read(body)
}

// read takes the first name for a thing of ours, and the first root, out of what the server says of itself.
func (c *conn) read(body []byte) error {
	if len(body) < 32 {
		return errBroken
	}
	root := 32 + up(int(order.Uint16(body[16:]))) + 8*int(body[21]) // after the vendor's name and the formats
	if len(body) < root+4 {
		return errBroken
	}
	c.window, c.root = order.Uint32(body[4:]), order.Uint32(body[root:])
	return nil
}

// makeWindow makes one that only hears, and tells of what is laid down at it.
func (c *conn) makeWindow() error {
	const inputOnly, eventMask, propertyChange = 2, 1 << 11, 1 << 22
	return c.ask(createWindow, 0, c.window, c.root, 0, 1|1<<16, inputOnly<<16, 0, eventMask, propertyChange)
}

// ask sends a request of words of four bytes.
func (c *conn) ask(what, detail byte, words ...uint32) error {
	b := order.AppendUint16([]byte{what, detail}, uint16(1+len(words)))
	for _, w := range words {
		b = order.AppendUint32(b, w)
	}
	_, err := c.Write(b)
	return err
}

// atom gives the number of a name.
func (c *conn) atom(name string) (uint32, error) {
	b := order.AppendUint16([]byte{internAtom, 0}, uint16(2+up(len(name))/4))
	b = order.AppendUint16(b, uint16(len(name)))
	if _, err := c.Write(padded(append(append(b, 0, 0), name...))); err != nil {
		return 0, err
	}
	reply, err := c.reply(0)
	if err != nil {
		return 0, err
	}
	return order.Uint32(reply[8:]), nil
}

// reply waits for the answer to the request that was sent last, of most bytes after its head at most.
func (c *conn) reply(most int) ([]byte, error) {
	for {
		packet := make([]byte, 32)
		if _, err := io.ReadFull(c, packet); err != nil {
			return nil, err
		}
		switch packet[0] {
		case packetError:
			return nil, errTold
		case packetReply:
			more := 4 * int64(order.Uint32(packet[4:]))
			if more > int64(most) {
				return nil, errBroken
			}
			packet = slices.Grow(packet, int(more))[:32+more]
			_, err := io.ReadFull(c, packet[32:])
			return packet, err
		default:
			c.waiting = append(c.waiting, packet)
		}
	}
}

// event waits for one of a kind that pleases, and lets go of what came before it.
func (c *conn) event(kind byte, pleases func([]byte) bool) ([]byte, error) {
	for {
		var packet []byte
		if len(c.waiting) > 0 {
			packet, c.waiting = c.waiting[0], c.waiting[1:]
		} else {
			packet = make([]byte, 32)
			if _, err := io.ReadFull(c, packet); err != nil {
				return nil, err
			}
		}
		const sent = 0x80 // by another program
		if packet[0] == packetError {
			return nil, errTold
		}
		if packet[0]&^sent == kind && pleases(packet) {
			return packet, nil
		}
	}
}

// up rounds to whole words.
func up(n int) int { return (n + 3) &^ 3 }

func padded(b []byte) []byte { return append(b, make([]byte, up(len(b))-len(b))...) }
