package x11_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestibule/client/x11"
)

var kinds = []string{"image/png", "image/bmp"}

// server starts an X server of its own, which wants a cookie, and gives where it is.
func server(t *testing.T) x11.Display {
	t.Helper()
	d := x11.Display{Cookies: filepath.Join(t.TempDir(), "cookies")}
	if err := os.WriteFile(d.Cookies, cookie("sixteen bytes .."), 0o600); err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "Xvfb", "-displayfd", "3", "-screen", "0", "64x64x24", "-noreset", "-nolisten", "tcp", "-auth", d.Cookies)
	c.ExtraFiles = []*os.File{w}
	err = c.Start()
	_ = w.Close()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	d.Name = ":" + strings.TrimSpace(number)
	return d
}

// cookie is a file of cookies with one, for any display: Xauth(3), all lengths and numbers with the high byte first.
func cookie(secret string) []byte {
	b := binary.BigEndian.AppendUint16(nil, 0xffff)
	for _, field := range []string{"", "", "MIT-MAGIC-COOKIE-1", secret} {
		b = binary.BigEndian.AppendUint16(b, uint16(len(field)))
		b = append(b, field...)
	}
	return b
}

func TestAPictureThatAnotherProgramHasCopied(t *testing.T) {
	d := server(t)
	_, err := x11.Copied(t.Context(), d, kinds, 1<<20)
	if !errors.Is(err, x11.ErrNothing) {
		t.Error("nobody has copied anything:", err)
	}
	small, large := []byte("\x89PNG small"), bytes.Repeat([]byte("\x89PNG in parts "), 60_000)
	for name, c := range map[string]struct {
		program x11.Owner
		most    int
		want    []byte
		err     error
	}{
		"whole":            {x11.Owner{Offers: map[string][]byte{"text/plain": []byte("no"), "image/png": small}}, 1 << 20, small, nil},
		"another kind":     {x11.Owner{Offers: map[string][]byte{"image/bmp": small}}, 1 << 20, small, nil},
		"exactly as much":  {x11.Owner{Offers: map[string][]byte{"image/png": small}}, len(small), small, nil},
		"in parts":         {x11.Owner{Offers: map[string][]byte{"image/png": large}, Part: 100_000}, len(large), large, nil},
		"text alone":       {x11.Owner{Offers: map[string][]byte{"UTF8_STRING": []byte("milk")}}, 1 << 20, nil, x11.ErrNothing},
		"too large":        {x11.Owner{Offers: map[string][]byte{"image/png": small}}, len(small) - 1, nil, x11.ErrTooLarge},
		"parts, too large": {x11.Owner{Offers: map[string][]byte{"image/png": large}, Part: 100_000}, len(large) - 1, nil, x11.ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			c.program.Copies(t, d)
			got, err := x11.Copied(t.Context(), d, kinds, c.most)
			if !errors.Is(err, c.err) || !bytes.Equal(got, c.want) {
				t.Errorf("%d bytes, %v", len(got), err)
			}
		})
	}
}

// TestAProgramThatHangsIsNotWaitedFor: it has copied something, and does not hand it over.
func TestAProgramThatHangsIsNotWaitedFor(t *testing.T) {
	d := server(t)
	x11.Owner{Hangs: true}.Copies(t, d)
	ctx, end := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer end()
	if _, err := x11.Copied(ctx, d, kinds, 1<<20); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
}

func TestWithoutADisplayNothingIsCopied(t *testing.T) {
	for _, name := range []string{"", "nonsense", ":x", ":64999", "unix:64999", ":-1"} {
		if _, err := x11.Copied(t.Context(), x11.Display{Name: name}, kinds, 1<<20); !errors.Is(err, x11.ErrNoDisplay) {
			t.Errorf("%q: %v", name, err)
		}
	}
	d := server(t)
	d.Cookies = filepath.Join(t.TempDir(), "none")
	if _, err := x11.Copied(t.Context(), d, kinds, 1<<20); err == nil {
		t.Error("who has no cookie is let in")
	}
}
