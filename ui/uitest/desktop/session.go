package desktop

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Session is a desktop of its own: a screen (Xvfb), a window manager (openbox: without one nothing gets the keyboard), a
// session bus and its accessibility bus. Nothing of the machine's own session is touched.
type Session struct {
	// Env is the environment of programs on this desktop.
	Env []string

	home      string
	stop      context.CancelFunc
	processes []*exec.Cmd
}

// Missing tells what is not installed; nil: nothing.
func Missing() error {
	var missing []error
	for _, program := range []string{"Xvfb", "openbox", "dbus-daemon", launcher, "xdotool", "import"} {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, err)
		}
	}
	return errors.Join(missing...)
}

// launcher starts the accessibility bus (Debian: at-spi2-core).
const launcher = "/usr/libexec/at-spi-bus-launcher"

// StartSession starts a desktop with a screen of that many pixels. Close it.
func StartSession(ctx context.Context, width, height int) (*Session, error) {
	home, err := os.MkdirTemp("", "desktop")
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	s := &Session{home: home, stop: stop, Env: []string{
		"HOME=" + home, "XDG_RUNTIME_DIR=" + home, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1",
		"NO_AT_BRIDGE=0", "XDG_CURRENT_DESKTOP=test",
	}}
	if err := s.begin(ctx, width, height); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Session) begin(ctx context.Context, width, height int) error {
	display, err := s.told(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp")
	if err != nil {
		return err
	}
	s.Env = append(s.Env, "DISPLAY=:"+display)
	bus, err := s.told(ctx, "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=3")
	if err != nil {
		return err
	}
	s.Env = append(s.Env, "DBUS_SESSION_BUS_ADDRESS="+bus)
	if _, err := s.run(ctx, nil, launcher, "--launch-immediately"); err != nil {
		return err
	}
	_, err = s.run(ctx, nil, "openbox")
	return err
}

// told starts a program that writes one line to its descriptor 3 once it is ready, and gives the line.
func (s *Session) told(ctx context.Context, name string, arguments ...string) (string, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer r.Close()
	_, err = s.run(ctx, []*os.File{w}, name, arguments...)
	w.Close()
	if err != nil {
		return "", err
	}
	line, err := bufio.NewReader(io.LimitReader(r, 4096)).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s did not start: %w", name, err)
	}
	return strings.TrimSpace(line), nil
}

// run starts a program that ends with the session; what it says goes to a file.
func (s *Session) run(ctx context.Context, extra []*os.File, name string, arguments ...string) (*exec.Cmd, error) {
	said, err := os.OpenFile(filepath.Join(s.home, filepath.Base(name)+".log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer said.Close()
	command := exec.CommandContext(ctx, name, arguments...)
	command.Env, command.Stdout, command.Stderr, command.ExtraFiles = s.Env, said, said, extra
	// Asked first, killed later: the launcher ends the accessibility bus only if it is asked.
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = 5 * time.Second
	if err := command.Start(); err != nil {
		return nil, err
	}
	s.processes = append(s.processes, command)
	return command, nil
}

// Run runs a program on this desktop to its end and gives what it wrote.
func (s *Session) Run(ctx context.Context, name string, arguments ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Env = s.Env
	out, err := command.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = fmt.Errorf("%s: %w: %s", name, err, exit.Stderr)
	}
	return out, err
}

// Said is what a program started on this desktop wrote to its output and error.
func (s *Session) Said(name string) string {
	said, err := os.ReadFile(filepath.Join(s.home, filepath.Base(name)+".log"))
	if err != nil {
		return err.Error()
	}
	return string(said)
}

// Close ends everything on the desktop.
func (s *Session) Close() error {
	s.stop()
	for _, p := range s.processes {
		_ = p.Wait() // how it ended does not matter
	}
	return os.RemoveAll(s.home)
}
