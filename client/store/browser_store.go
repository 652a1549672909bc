//go:build js

package store

import (
	"context"
	"sync"
	"syscall/js"
	"time"

	"vestibule/app/problem"
	"vestibule/client/browser"
)

// Folder gives the name of our IndexedDB.
func Folder(asked string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	return "vestibule", nil
}

// patience is how long a browser may take: some leave a request of IndexedDB without an answer for ever.
const patience = 10 * time.Second

// Store keeps one file in an IndexedDB of our own: each version under a key. It implements vault.Storage. Safe for
// concurrent use; not for functions that the page itself calls (package browser).
type Store struct {
	db   string
	name string

	mu   sync.Mutex
	held func() // the file is ours to save; nil: it is not
	why  error  // it is not ours
	seen seen
}

// Open gives the store of a file. It always gives one: where another tab has the file, the store reads and does not save
// (ReadOnly). Where there is no IndexedDB, as in some private windows, Load says so.
func Open(db, name string) *Store {
	s := &Store{db: db, name: name}
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.take()
	return s
}

// Load gives the versions that are there: the current one, and the one kept back. Where there is none and none can be made,
// the error is the *problem.Problem that says why.
func (s *Store) Load() ([][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	unheld := s.take()
	f, err := versions(s.db, s.name)
	if err != nil {
		return nil, trouble(err)
	}
	if len(f.all) == 0 && unheld != nil {
		return nil, trouble(unheld)
	}
	s.seen.only(f.current)
	return f.all, nil
}

// Read gives the versions of a file as Load does, without making it ours: to look at it in a list.
func Read(db, name string) ([][]byte, error) {
	f, err := versions(db, name)
	if err != nil {
		return nil, trouble(err)
	}
	return f.all, nil
}

func versions(db, name string) (f found, err error) {
	err = within(db, "readonly", func(files js.Value) {
		then(files.Call("get", name), func(v js.Value) {
			if f.current = bytesOf(v); f.current != nil {
				f.all = append(f.all, f.current)
			}
		})
		then(files.Call("get", name+kept), func(v js.Value) {
			if data := bytesOf(v); data != nil {
				f.all = append(f.all, data)
			}
		})
	})
	return f, err
}

// Save puts data in place of the current version and keeps that one back, in one transaction that the browser is asked to
// bring to the disk before it says that it is done.
func (s *Store) Save(data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.take(); err != nil {
		return trouble(err)
	}
	changed := false
	err := within(s.db, "readwrite", func(files js.Value) {
		then(files.Call("get", s.name), func(v js.Value) {
			current := bytesOf(v)
			if changed = s.seen.loaded && current != nil && !s.seen.knows(current); changed {
				files.Get("transaction").Call("abort")
				return
			}
			s.seen.add(data) // from here on it may be the current one, whatever is said of it
			if current != nil {
				files.Call("put", v, s.name+kept)
			}
			files.Call("put", array(data), s.name)
		})
	})
	switch {
	case changed:
		return trouble(ErrChanged)
	case err != nil:
		return trouble(err)
	}
	s.seen.only(data)
	s.mark()
	return nil
}

// mark remembers that there is a file, and asks the browser, once, not to clear it when space runs out. Nobody waits for the
// answer: a browser may ask its owner.
func (s *Store) mark() {
	if !mark(s.db, s.name) {
		if storage, err := browser.Global("navigator", "storage"); err == nil {
			_, _ = browser.Try(func() js.Value { return storage.Call("persist") })
		}
	}
	if files, err := list(s.db); err == nil {
		unmark(s.db, files)
	}
}

// Remove takes every version away.
func (s *Store) Remove() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.take(); err != nil {
		return trouble(err)
	}
	err := within(s.db, "readwrite", func(files js.Value) {
		files.Call("delete", s.name)
		files.Call("delete", s.name+kept)
	})
	if err != nil {
		return trouble(err)
	}
	s.seen.only(nil)
	forget(s.db, s.name)
	return nil
}

// ReadOnly gives the *problem.Problem for which nothing is saved now; nil: it is saved. A Save or a Load tries again, so that
// a tab goes on saving when the other one is closed.
func (s *Store) ReadOnly() *problem.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil {
		return nil
	}
	return trouble(s.why)
}

// Use makes the file the one that was used last, for List.
func (s *Store) Use() {
	if f, err := versions(s.db, s.name); err == nil && len(f.all) > 0 {
		mark(s.db, s.name)
	}
}

// List gives the files, the one used last first.
func List(db string) ([]File, error) {
	names, err := list(db)
	if err != nil {
		return nil, trouble(err)
	}
	var out []File
	for name := range names {
		out = append(out, File{name, used(db, name)})
	}
	return lastFirst(out), nil
}

func list(db string) (map[string]bool, error) {
	names := map[string]bool{}
	err := within(db, "readonly", func(files js.Value) {
		then(files.Call("getAllKeys"), func(keys js.Value) {
			for i := range keys.Length() {
				if name, ours := vaultOf(keys.Index(i).String()); ours {
					names[name] = true
				}
			}
		})
	})
	return names, err
}

// bounded gives the context of one exchange with the browser.
func bounded() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), patience)
}
