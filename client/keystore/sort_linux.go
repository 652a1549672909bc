//go:build linux && !android

package keystore

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"

	"vestibule/app/problem"
)

// errNoBus: without a session bus godbus starts one with dbus-launch, which outlives the app and has no Secret Service.
var errNoBus = errors.New("keystore: there is no session bus")

// ready looks for a session bus in the places where godbus does before it starts one.
func (keychain) ready() error {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && !strings.HasPrefix(address, "autolaunch:") {
		return nil
	}
	dir := filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	if _, err := os.Stat(filepath.Join(dir, "bus")); err == nil {
		return nil
	}
	told, err := os.ReadFile(filepath.Join(dir, "dbus-session"))
	if err == nil && strings.HasPrefix(string(told), "DBUS_SESSION_BUS_ADDRESS=unix:") {
		return nil
	}
	return errNoBus
}

// sort reads the name of a D-Bus error. A collection that did not unlock has only words: its prompt was dismissed, or
// could not be shown.
func (keychain) sort(err error) problem.Code {
	if strings.HasPrefix(err.Error(), "failed to unlock") {
		return problem.KeyringLocked
	}
	var failed dbus.Error
	if pointer := new(dbus.Error); errors.As(err, &pointer) {
		failed = *pointer
	} else if !errors.As(err, &failed) {
		return problem.KeyringUnavailable
	}
	switch failed.Name {
	case "org.freedesktop.Secret.Error.IsLocked":
		return problem.KeyringLocked
	case "org.freedesktop.DBus.Error.AccessDenied", "org.freedesktop.DBus.Error.AuthFailed":
		return problem.KeyringDenied
	case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Timeout", "org.freedesktop.DBus.Error.TimedOut":
		return problem.KeyringHanging
	}
	return problem.KeyringUnavailable
}
