package scenario_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/clock"
	"vestibule/client"
	"vestibule/ui/uitest"
)

// gadget is one device of a member: its clock, what rests on it, its keyboard, the files it saved, and the app on it.
type gadget struct {
	device   *clock.Shifted // its clock, which may be wrong
	shelf    *client.Memory
	keyboard []func(rune) rune
	files    files
	list     plansHere     // of its member's plans
	queue    *uitest.Queue // of the app that was opened last; nil: none was
	toolkit  fyne.App      // the same app as Fyne knows it
	close    func()        // ends it
	opened   string        // in its browser, last
	arrivals client.Arrivals
	platform string // what the app runs on, as ui.Config has it
}

// Device goes to another device, as new where it was not met before.
func (s *inprocess) Device(name string) error {
	if s.gadgets[name] == nil {
		s.gadgets[name] = &gadget{device: clock.Shift(s.time, 0), shelf: shelf(s.t), platform: platformOf(name)}
	}
	s.gadget = s.gadgets[name]
	s.plan.wakes(s.queue)
	if s.toolkit != nil {
		fyne.SetCurrentApp(s.toolkit) // the test driver has one screen for each
	}
	return nil
}

// platformOf tells by a device's name what it is: a browser, a phone, else a computer.
func platformOf(name string) string {
	switch {
	case strings.Contains(name, "browser"):
		return "web"
	case strings.Contains(name, "phone"):
		return "android"
	}
	return "linux"
}

// Kill leaves the app where it stands: it hears of nothing any more. The system closes its files; what was in memory is gone.
// What is being saved is saved first: kills in the middle of that have a lane of their own.
func (s *inprocess) Kill() error {
	if err := s.queue.Rest("vestibule/ui."); err != nil {
		return err
	}
	s.queue = nil
	s.t.Cleanup(s.close)
	s.rest(s.t)
	return nil
}

// rest has the device keep only what rests on it.
func (g *gadget) rest(t *testing.T) {
	g.shelf.Close()
	g.shelf = &client.Memory{Dir: g.shelf.Dir, Clock: g.shelf.Clock, Keys: g.shelf.Keys}
	t.Cleanup(g.shelf.Close)
}

// spoil makes what rests on the device unreadable, as a bad disk does; the app on it is closed.
func (g *gadget) spoil(t *testing.T) error {
	g.rest(t)
	return filepath.WalkDir(g.shelf.Dir, func(path string, f fs.DirEntry, err error) error {
		if err != nil || !f.Type().IsRegular() {
			return err
		}
		return os.WriteFile(path, []byte("nothing that anybody can read"), 0o600)
	})
}

// Saved gives what the app has saved.
func (s *inprocess) Saved() []string { return s.files.texts() }

// files are the member's own, of which those of a script, and those that the app saves, stay in memory.
type files struct {
	client.Files
	mu    sync.Mutex
	own   map[string][]byte // by where they are
	saved []string
}

// Read gives a file of a script's, else one of the machine's.
func (f *files) Read(ctx context.Context, path string) ([]byte, error) {
	f.mu.Lock()
	data, is := f.own[path]
	f.mu.Unlock()
	if is {
		return bytes.Clone(data), nil
	}
	return f.Files.Read(ctx, path)
}

// Save keeps a file.
func (f *files) Save(_ context.Context, name string, data []byte) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.saved = append(f.saved, string(data))
	return filepath.Join("Downloads", name), nil
}

func (f *files) texts() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.saved...)
}

// File puts a file into the member's own folder, which is called the same on every machine: what is typed is counted.
func (s *inprocess) File(name string, data []byte) (string, error) {
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	path := "~/" + name
	if s.files.own == nil {
		s.files.own = map[string][]byte{}
	}
	s.files.own[path] = data
	return path, nil
}

// shelf is what the device keeps: the program's own vault, in a folder of the test.
func shelf(t *testing.T) *client.Memory {
	keys := new(uitest.Keychain)
	dir, err := os.MkdirTemp("", "vestibule-scenario-")
	if err != nil {
		t.Fatal(err)
	}
	m := &client.Memory{Dir: dir, Clock: client.Device{}, Keys: keys.At}
	t.Cleanup(func() {
		m.Close()
		_ = os.RemoveAll(dir) // an app that was closed may still be saving
	})
	return m
}
