//go:build linux && !android

package a11y

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"sync"

	"github.com/godbus/dbus/v5"
)

// This file keeps what a screen reader types into a password out of godbus's buffers, which nobody erases: each text of
// a SetTextContents is taken out of its message before godbus reads it. Found by looking at the program's memory from
// outside.

// connectBus connects to a bus with texts kept apart. Addresses of other kinds than a socket's path are left to godbus, and
// texts stay in their messages (texts is nil).
func connectBus(address string) (*dbus.Conn, *texts, error) {
	path, ok := socketPath(address)
	if !ok {
		conn, err := dbus.Connect(address)
		return conn, nil, err
	}
	socket, err := net.Dial("unix", path)
	if err != nil {
		return nil, nil, err
	}
	t := &texts{socket: socket, kept: map[uint32][]byte{}}
	conn, err := dbus.NewConn(t)
	if err == nil {
		err = errors.Join(conn.Auth(nil), conn.Hello())
	}
	if err != nil {
		_ = socket.Close()
		return nil, nil, err
	}
	return conn, t, nil
}

// socketPath is the socket of a bus address (D-Bus specification, "Server Addresses"), if it has just one without escapes.
func socketPath(address string) (string, bool) {
	rest, ok := strings.CutPrefix(address, "unix:")
	if !ok || strings.ContainsAny(address, ";%") {
		return "", false
	}
	for pair := range strings.SplitSeq(rest, ",") {
		switch key, value, _ := strings.Cut(pair, "="); key {
		case "path":
			return value, true
		case "abstract":
			return "@" + value, true
		}
	}
	return "", false
}

// texts is a connection to a bus that takes the texts of SetTextContents out of the messages that come, and keeps them
// until take.
type texts struct {
	socket net.Conn
	// begun: the authentication is over, and messages come.
	begun bool
	// message is what is being read, rest what of it was not read yet.
	message, rest []byte

	mu   sync.Mutex
	kept map[uint32][]byte
}

// mostTexts bounds what is kept of messages that nobody answers.
const mostTexts = 64

// Write sends.
func (t *texts) Write(p []byte) (int, error) {
	t.begun = t.begun || bytes.HasPrefix(p, []byte("BEGIN"))
	return t.socket.Write(p)
}

// Close closes the connection.
func (t *texts) Close() error { return t.socket.Close() }

// Read gives the next bytes, of messages without their texts.
func (t *texts) Read(p []byte) (int, error) {
	if !t.begun {
		return t.socket.Read(p)
	}
	if len(t.rest) == 0 {
		clear(t.message)
		if err := t.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.rest)
	t.rest = t.rest[n:]
	return n, nil
}

// The fixed part of a message's header: byte order, type, flags, version, length of the body, serial, length of the fields.
const (
	fixedHeader = 16
	// largestMessage is D-Bus's own bound, in bytes.
	largestMessage = 1 << 27
)

// next reads one message whole.
func (t *texts) next() error {
	head := make([]byte, fixedHeader)
	if _, err := io.ReadFull(t.socket, head); err != nil {
		return err
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if head[0] == 'B' {
		order = binary.BigEndian
	}
	body, fields := uint64(order.Uint32(head[4:])), (uint64(order.Uint32(head[12:]))+7)&^7
	if body+fields > largestMessage {
		return errors.New("a11y: the message is too long")
	}
	t.message = append(make([]byte, 0, fixedHeader+fields+body), head...)[:fixedHeader+fields+body]
	if _, err := io.ReadFull(t.socket, t.message[fixedHeader:]); err != nil {
		return err
	}
	t.rest = t.message
	if bytes.Contains(t.message[fixedHeader:fixedHeader+fields], []byte("SetTextContents\x00")) {
		t.keep(order.Uint32(head[8:]), t.message[fixedHeader+fields:], order)
	}
	return nil
}

// keep takes the text, the one argument, out of a body, and leaves as many spaces.
func (t *texts) keep(serial uint32, body []byte, order binary.ByteOrder) {
	if len(body) < 5 || uint64(order.Uint32(body)) != uint64(len(body)-5) {
		return
	}
	text := body[4 : len(body)-1]
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.kept) >= mostTexts {
		return
	}
	t.kept[serial] = slices.Clone(text)
	for i := range text {
		text[i] = ' '
	}
}

// take gives the text of a message, the caller's to clear; said is what godbus read.
func (t *texts) take(serial uint32, said string) []byte {
	if t == nil {
		return []byte(said)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	text, ok := t.kept[serial]
	if !ok {
		return []byte(said)
	}
	delete(t.kept, serial)
	return text
}
