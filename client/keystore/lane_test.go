//go:build linux && !android

package keystore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client/store"
)

// This file runs the key store against a real Secret Service: the test program starts itself again inside a message bus
// of its own, with gnome-keyring-daemon in the state that the lane names.

// laneIn makes the test program run a lane.
const laneIn = "VESTIBULE_TEST_KEYRING"

func TestMain(m *testing.M) {
	if lane := os.Getenv(laneIn); lane != "" {
		if err := runLane(lane); err != nil {
			fmt.Println("lane:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// bus is the configuration of a bus that starts no services by itself; %s is one more rule.
const bus = `<busconfig><type>session</type><listen>unix:tmpdir=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>%s</policy></busconfig>`

func TestARealSecretService(t *testing.T) { // AT-085
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(program, "is not here")
		}
	}
	for lane, want := range map[string]string{
		"unlocked":   "probe ok, load empty, save ok, load same, delete ok, load empty",
		"locked":     "probe keyring.locked, load keyring.locked, save keyring.locked",
		"unanswered": "probe keyring.hanging, save keyring.hanging",
		"denied":     "probe keyring.denied, load keyring.denied, save keyring.denied",
		"vault":      "new kept, saved ok, again dana, key lost vault.key-lost and left as it is",
		"absent":     "probe keyring.unavailable, load keyring.unavailable, save keyring.unavailable",
	} {
		t.Run(lane, func(t *testing.T) {
			t.Parallel()
			rule := ""
			if lane == "denied" {
				rule = `<deny send_destination="org.freedesktop.secrets"/>`
			}
			if got := inBus(t, lane, rule); got != want {
				t.Errorf("%s\nwant %s", got, want)
			}
		})
	}
}

// inBus runs a lane in a bus of its own and gives what it saw.
func inBus(t *testing.T, lane, rule string) string {
	t.Helper()
	home := t.TempDir()
	config := filepath.Join(home, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, bus, home, rule), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, "dbus-run-session", "--config-file="+config, "--", os.Args[0])
	run.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_RUNTIME_DIR=" + home, "XDG_DATA_HOME=" + home, laneIn + "=" + lane}
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// device is the clock of the real thing.
type device struct{}

func (device) Now() time.Time { return time.Now() }

func (device) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}

var _ clock.Clock = device{}

func runLane(lane string) error {
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		return err
	}
	if lane != "absent" {
		end, err := unlocked(conn)
		if err != nil {
			return err
		}
		defer end()
	}
	switch lane {
	case "unanswered":
		if err := silentPrompter(conn); err != nil {
			return err
		}
		fallthrough
	case "locked":
		if err := lock(conn); err != nil {
			return err
		}
	}
	if lane == "vault" {
		return tryVault(New(device{}, "test-key"))
	}
	fmt.Println(strings.Join(try(New(device{}, "test-key"), lane), ", "))
	return nil
}

// tryVault keeps an entry in a real file with its key in the real keychain, opens it again, and loses the key.
func tryVault(s *Store) error {
	ctx := context.Background()
	file := store.Open(filepath.Join(os.Getenv("HOME"), "data"), "a.vault")
	config := vault.Config{Keys: s, Storage: file, Chance: rand.Reader}
	v := vault.Open(ctx, config)
	fmt.Printf("new %s, ", map[bool]string{true: "kept", false: "not kept"}[v.Rest().Kept])
	err := errors.Join(v.Remember("p", plan.Session{}, vault.Entry{Name: "dana", Password: key()}), v.Save(ctx))
	fmt.Printf("saved %s, ", outcome(err))
	e, _ := vault.Open(ctx, config).Lookup("p")
	fmt.Printf("again %s, ", e.Name)
	before, _ := file.Load()
	if err := s.Delete(ctx); err != nil {
		return err
	}
	v = vault.Open(ctx, config)
	err = errors.Join(v.Remember("p", plan.Session{}, vault.Entry{Name: "sam"}), v.Save(ctx))
	after, _ := file.Load()
	fmt.Printf("key lost %s and left %s\n", outcome(err), map[bool]string{true: "as it is", false: "changed"}[reflect.DeepEqual(before, after)])
	return nil
}

// unlocked starts the daemon with a keyring that is open, and waits until it has its name.
func unlocked(conn *dbus.Conn) (end func(), err error) {
	const name = "org.freedesktop.secrets"
	if err := conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name)); err != nil {
		return nil, err
	}
	signals := make(chan *dbus.Signal, 8)
	conn.Signal(signals)
	defer conn.RemoveSignal(signals)
	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Stdin = strings.NewReader("test-pass")
	if err := daemon.Start(); err != nil {
		return nil, err
	}
	end = func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	}
	select {
	case <-signals:
		return end, nil
	case <-time.After(20 * time.Second):
		end()
		return nil, errors.New("the daemon did not come")
	}
}

func lock(conn *dbus.Conn) error {
	service := conn.Object("org.freedesktop.secrets", "/org/freedesktop/secrets")
	return service.Call("org.freedesktop.Secret.Service.Lock", 0, []dbus.ObjectPath{"/org/freedesktop/secrets/collection/login"}).Err
}

// prompter is asked to show a prompt and never comes back: a member who does not see it.
type prompter struct{}

// BeginPrompting takes the request and leaves it.
func (prompter) BeginPrompting(dbus.ObjectPath) *dbus.Error { return nil }

func silentPrompter(conn *dbus.Conn) error {
	if err := conn.Export(prompter{}, "/org/gnome/keyring/Prompter", "org.gnome.keyring.internal.Prompter"); err != nil {
		return err
	}
	_, err := conn.RequestName("org.gnome.keyring.SystemPrompter", 0)
	return err
}

// try uses the store as the vault does and tells what came of it.
func try(s *Store, lane string) (seen []string) {
	ctx := context.Background()
	tell := func(what string, err error) { seen = append(seen, what+" "+outcome(err)) }
	load := func() {
		got, err := s.Load(ctx)
		if err == nil && got.Equal(key()) {
			seen = append(seen, "load same")
			return
		}
		tell("load", err)
	}
	tell("probe", s.Probe(ctx))
	if lane != "unanswered" {
		load()
	}
	tell("save", s.Save(ctx, key()))
	if lane == "unlocked" {
		load()
		tell("delete", s.Delete(ctx))
		load()
	}
	return seen
}

func outcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, vault.ErrNoKey):
		return "empty"
	}
	return string(problem.Of(err).Code)
}

func TestNoBusIsStartedBecauseWeLookForOne(t *testing.T) {
	if _, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid())); err == nil {
		t.Skip("this machine has a session bus")
	}
	dir := t.TempDir()
	mark := filepath.Join(dir, "launched")
	script := "#!/bin/sh\ntouch " + mark + "\necho DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere\n"
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	for _, address := range []string{"", "autolaunch:"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		if err := New(device{}, "test-key").Probe(t.Context()); !problem.Is(err, problem.KeyringUnavailable) {
			t.Error(err)
		}
	}
	if _, err := os.Stat(mark); err == nil {
		t.Fatal("a bus was started")
	}
}

func TestAStaleBusIsNoKeychain(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "gone"))
	if err := New(device{}, "test-key").Probe(t.Context()); !problem.Is(err, problem.KeyringUnavailable) {
		t.Fatal(err)
	}
}
