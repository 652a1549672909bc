//go:build js

package store

import (
	"strings"
	"syscall/js"
	"time"

	"vestibule/client/browser"
)

// A browser may clear an IndexedDB by itself when space runs out, or after weeks without a visit, and leave localStorage. So a
// marker is left there for each file, which holds no secret: that there is a file, since when, and when it was used last. A
// marker without its file tells that the file was cleared.

// marker is the key of a file's marker.
func marker(db, name string) string { return db + "/kept/" + name }

// locally calls a method of localStorage, which some browsers do not let be touched.
func locally(method string, args ...any) (js.Value, error) {
	storage, err := browser.Global("localStorage")
	if err != nil {
		return js.Undefined(), err
	}
	return browser.Try(func() js.Value { return storage.Call(method, args...) })
}

// times gives since when there is a file and when it was used last; zero: not known.
func times(db, name string) (since, used time.Time) {
	v, err := locally("getItem", marker(db, name))
	if err != nil || v.Type() != js.TypeString {
		return time.Time{}, time.Time{}
	}
	first, last, _ := strings.Cut(v.String(), " ")
	since, _ = time.Parse(time.RFC3339Nano, first)
	used, _ = time.Parse(time.RFC3339Nano, last)
	return since, used
}

func used(db, name string) time.Time { _, at := times(db, name); return at }

// mark marks a file as used now, and tells whether there was a marker.
func mark(db, name string) bool {
	now := time.Now().UTC()
	since, _ := times(db, name)
	there := !since.IsZero()
	if !there {
		since = now
	}
	_, _ = locally("setItem", marker(db, name), since.Format(time.RFC3339Nano)+" "+now.Format(time.RFC3339Nano))
	return there
}

func forget(db, name string) { _, _ = locally("removeItem", marker(db, name)) }

// marked gives the files that have a marker.
func marked(db string) (names []string) {
	storage, err := browser.Global("localStorage")
	if err != nil {
		return nil
	}
	for i := range storage.Get("length").Int() {
		key, err := locally("key", i)
		if err != nil || key.Type() != js.TypeString {
			return names
		}
		if name, ours := strings.CutPrefix(key.String(), marker(db, "")); ours {
			names = append(names, name)
		}
	}
	return names
}

// unmark takes away the markers of files that are not there: that they were cleared was said, since another was saved.
func unmark(db string, there map[string]bool) {
	for _, name := range marked(db) {
		if !there[name] {
			forget(db, name)
		}
	}
}

// Evicted reports whether the browser has cleared a file by itself, where List gives none.
func Evicted(db string) bool { return len(marked(db)) > 0 }

// Forget forgets what Evicted knows.
func Forget(db string) { unmark(db, nil) }
