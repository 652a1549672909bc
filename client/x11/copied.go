package x11

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"
)

// What comes of asking for what was copied.
var (
	// ErrNothing: nothing of these kinds was copied, or the program that it was copied in is gone.
	ErrNothing = errors.New("x11: nothing of that kind was copied")
	// ErrTooLarge: it has more bytes than were asked for.
	ErrTooLarge = errors.New("x11: what was copied is too large")
)

// patience is how long the program that something was copied in has to hand it over.
const patience = 10 * time.Second

// Copied gives what was copied in another program, as the first of the kinds (MIME types) that this program offers, of most
// bytes at most. The bytes are the caller's to clear. The error is, or holds, ErrNoDisplay, ErrNothing or ErrTooLarge; that of
// the connection where it breaks or the other program does not answer within ten seconds.
func Copied(ctx context.Context, d Display, kinds []string, most int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := open(ctx, d)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	s, err := c.selection()
	if err != nil {
		return nil, err
	}
	kind, err := s.offered(kinds)
	if err != nil {
		return nil, err
	}
	return s.fetch(kind, most)
}

// selection is the clipboard, with the names that are needed to ask for it.
type selection struct {
	*conn
	clipboard, targets, incr, at uint32 // at is the property where it is laid down
}

func (c *conn) selection() (s selection, err error) {
	s.conn = c
	for name, into := range map[string]*uint32{"CLIPBOARD": &s.clipboard, "TARGETS": &s.targets, "INCR": &s.incr, "VESTIBULE_COPIED": &s.at} {
		if *into, err = c.atom(name); err != nil {
			return s, err
		}
	}
	return s, nil
}

// mostTargets is how long the list of what is offered may be, in bytes.
const mostTargets = 64 << 10

// offered gives the first of the kinds that the other program hands out (ICCCM, section 2.6.2).
func (s selection) offered(kinds []string) (uint32, error) {
	list, err := s.fetch(s.targets, mostTargets)
	if err != nil {
		return 0, err
	}
	var offers []uint32
	for ; len(list) >= 4; list = list[4:] {
		offers = append(offers, order.Uint32(list))
	}
	for _, kind := range kinds {
		a, err := s.atom(kind)
		if err != nil {
			return 0, err
		}
		if slices.Contains(offers, a) {
			return a, nil
		}
	}
	return 0, ErrNothing
}

// fetch has it laid down at our window as one kind, and takes it up.
func (s selection) fetch(kind uint32, most int) ([]byte, error) {
	if err := s.ask(convertSelection, 0, s.window, s.clipboard, kind, s.at, 0); err != nil {
		return nil, err
	}
	told, err := s.event(selectionNotify, func(e []byte) bool { return order.Uint32(e[16:]) == kind })
	if err != nil {
		return nil, err
	}
	if order.Uint32(told[20:]) == 0 {
		return nil, ErrNothing
	}
	data, is, err := s.take(most)
	if err != nil || is != s.incr {
		return data, err
	}
	return s.parts(most)
}

// parts takes up what comes in parts, until an empty one (ICCCM, section 2.7.2).
func (s selection) parts(most int) ([]byte, error) {
	var list [][]byte
	defer func() {
		for _, part := range list {
			clear(part)
		}
	}()
	for {
		_, err := s.event(propertyNotify, func(e []byte) bool { return order.Uint32(e[8:]) == s.at && e[16] == 0 })
		if err != nil {
			return nil, err
		}
		part, _, err := s.take(most)
		if err != nil {
			return nil, err
		}
		if len(part) == 0 {
			return bytes.Join(list, nil), nil
		}
		list = append(list, part)
		most -= len(part)
	}
}

// take gives what lies at our window, and its type, and takes it away. What is too large stays.
func (s selection) take(most int) (data []byte, is uint32, err error) {
	const andDelete, ofAnyType = 1, 0
	if err := s.ask(getProperty, andDelete, s.window, s.at, ofAnyType, 0, uint32(most/4+1)); err != nil {
		return nil, 0, err
	}
	reply, err := s.reply(up(most + 4))
	if err != nil {
		return nil, 0, err
	}
	size := int64(order.Uint32(reply[16:])) * int64(reply[1]/8) // the format is in bits
	switch left := order.Uint32(reply[12:]); {
	case left > 0 || size > int64(most):
		return nil, 0, ErrTooLarge
	case size > int64(len(reply)-32):
		return nil, 0, errBroken
	}
	return reply[32 : 32+size], order.Uint32(reply[8:]), nil
}
