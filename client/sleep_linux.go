//go:build linux && !android

package client

import (
	"errors"
	"sync"
	"syscall"

	"github.com/godbus/dbus/v5"
)

// What logind has (org.freedesktop.login1(5)).
const (
	logind       = "org.freedesktop.login1"
	logindPath   = "/org/freedesktop/login1"
	manager      = logind + ".Manager"
	aboutToSleep = "PrepareForSleep"
)

// Sleep calls back each time before the system sleeps, on a goroutine of its own, until stop is called. The system waits
// until before has come back, five seconds at most (logind.conf(5), InhibitDelayMaxSec). The error is, or holds,
// ErrNoSleep.
func Sleep(before func()) (stop func(), err error) {
	bus, err := dbus.ConnectSystemBus()
	if err != nil {
		return nil, errors.Join(ErrNoSleep, err)
	}
	stop, err = sleepOn(bus, before)
	if err != nil {
		_ = bus.Close()
		return nil, errors.Join(ErrNoSleep, err)
	}
	return stop, nil
}

// watch is on the sleep of a system whose logind is on a bus.
type watch struct {
	bus    *dbus.Conn
	before func()
	// delay is a file that the system does not sleep while it is open; negative: there is none.
	delay int
}

func sleepOn(bus *dbus.Conn, before func()) (stop func(), err error) {
	signals := make(chan *dbus.Signal, 8)
	bus.Signal(signals)
	if err := bus.AddMatchSignal(dbus.WithMatchInterface(manager), dbus.WithMatchMember(aboutToSleep)); err != nil {
		return nil, err
	}
	w := watch{bus, before, -1}
	if err := w.hold(); err != nil {
		return nil, err
	}
	go w.listen(signals)
	return sync.OnceFunc(func() { _ = bus.Close() }), nil // which closes signals
}

// hold takes a lock that delays the sleep of the system.
func (w *watch) hold() error {
	var delay dbus.UnixFD
	call := w.bus.Object(logind, logindPath).Call(manager+".Inhibit", 0, "sleep", "Vestibule", "Locks what it keeps", "delay")
	if err := call.Store(&delay); err != nil {
		return err
	}
	w.delay = int(delay)
	return nil
}

func (w *watch) listen(signals <-chan *dbus.Signal) {
	defer w.release()
	for s := range signals {
		if s.Name != manager+"."+aboutToSleep || len(s.Body) != 1 {
			continue
		}
		if sleeps, ok := s.Body[0].(bool); ok && sleeps {
			w.before()
			w.release()
		} else if ok && w.delay < 0 {
			_ = w.hold() // where that fails, the next sleep does not wait
		}
	}
}

func (w *watch) release() {
	if w.delay >= 0 {
		_ = syscall.Close(w.delay)
		w.delay = -1
	}
}
