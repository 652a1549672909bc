//go:build linux && !android

package client

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// bus starts a message bus of its own and gives a way onto it.
func bus(t *testing.T) (dial func() *dbus.Conn) {
	t.Helper()
	daemon := exec.CommandContext(t.Context(), "dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err == nil {
		err = daemon.Start()
	}
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = daemon.Process.Kill(); _ = daemon.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", strings.TrimSpace(address))
	return func() *dbus.Conn {
		c, err := dbus.Connect(strings.TrimSpace(address))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
}

// login is logind as far as we ask it. Of each delay that somebody takes it has both ends.
type login struct {
	delays chan [2]*os.File
	asked  chan string
}

func (l login) Inhibit(what, _, _, mode string) (dbus.UnixFD, *dbus.Error) {
	ours, theirs, err := os.Pipe()
	if err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	l.asked <- what + " " + mode
	l.delays <- [2]*os.File{ours, theirs}
	return dbus.UnixFD(theirs.Fd()), nil
}

// TestTheSystemSleepsWhenWeAreReady: it waits until the callback has come back, each time.
func TestTheSystemSleepsWhenWeAreReady(t *testing.T) {
	dial := bus(t)
	system, l := dial(), login{make(chan [2]*os.File, 8), make(chan string, 8)}
	_, err := system.RequestName(logind, 0)
	if err := errors.Join(err, system.Export(l, logindPath, manager)); err != nil {
		t.Fatal(err)
	}
	locking, locked := make(chan struct{}), make(chan struct{})
	stop, err := Sleep(func() { locking <- struct{}{}; <-locked })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for range 3 {
		if asked := <-l.asked; asked != "sleep delay" {
			t.Fatal(asked)
		}
		delay := <-l.delays
		if err := system.Emit(logindPath, manager+"."+aboutToSleep, true); err != nil {
			t.Fatal(err)
		}
		<-locking
		_ = delay[1].Close() // the other side has its own by now
		if err := delay[0].SetReadDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		if _, err := delay[0].Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatal("the system sleeps and nothing is locked:", err)
		}
		locked <- struct{}{}
		if err := delay[0].SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := delay[0].Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			t.Fatal("the system does not sleep:", err)
		}
		if err := system.Emit(logindPath, manager+"."+aboutToSleep, false); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASystemThatDoesNotTellIsSaid(t *testing.T) {
	bus(t) // without a logind
	if _, err := Sleep(func() {}); !errors.Is(err, ErrNoSleep) {
		t.Error(err)
	}
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
	if _, err := Sleep(func() {}); !errors.Is(err, ErrNoSleep) {
		t.Error(err)
	}
}
