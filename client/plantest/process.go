package plantest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// process is a server that was started for a test, and ends with it.
type process struct {
	cmd    *exec.Cmd
	said   said
	over   chan struct{} // closed when it has ended
	killed sync.Once
}

// started runs a command until the test ends; what it says is shown where the test fails. A pipe that nobody writes to is its
// input: one that reads it ends with this program however that ends.
func started(t testing.TB, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, over: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = &p.said, &p.said
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	endsWithUs(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatalf("%s: %v", cmd.Path, err)
	}
	go func() {
		_ = cmd.Wait() // it is killed, always
		close(p.over)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("%s said:\n%s", cmd.Path, p.said.last(4<<10))
		}
	})
	return p
}

// kill ends it as kill -9 does, and waits until it is gone.
func (p *process) kill() {
	p.killed.Do(func() { _ = p.cmd.Process.Kill() })
	<-p.over
}

// answers waits until an address answers with 200. An error: the process has ended, or it took too long.
func (p *process) answers(ctx context.Context, address string) error {
	return p.until(ctx, func() bool {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return false
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

// until asks again and again.
func (p *process) until(ctx context.Context, ready func() bool) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	again := time.NewTicker(25 * time.Millisecond)
	defer again.Stop()
	for !ready() {
		select {
		case <-again.C:
		case <-p.over:
			return errors.New("it ended: " + p.said.last(2<<10))
		case <-ctx.Done():
			return fmt.Errorf("it is not ready after %v: %s", patience, p.said.last(2<<10))
		}
	}
	return nil
}

// ports gives n free ports of the loopback, no two alike. Somebody else may take one before it is used: whoever cannot
// listen is started again.
func ports(t testing.TB, n int) []int {
	t.Helper()
	var out []int
	var open []io.Closer
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, l)
		out = append(out, l.Addr().(*net.TCPAddr).Port)
	}
	for _, c := range open {
		_ = c.Close()
	}
	return out
}

// tries is how often a server is started before a test gives up.
const tries = 3

// said is what a process wrote. Safe for concurrent use.
type said struct {
	mu  sync.Mutex
	all bytes.Buffer
}

// Write keeps it.
func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(p)
}

func (s *said) last(n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all.Bytes()
	return string(all[max(0, len(all)-n):])
}

// folder makes one that other accounts of this machine can enter, and takes it away at the end.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "vestibule-plantest-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
