package scenario_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/flow"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui"
	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

// This file writes down everything about a running app that may end in a log, a report or a screen reader: at every page it
// draws and after every act of the script.

// watch is an app in this process that is written down.
type watch struct {
	*inprocess
	marks  *marks
	seen   map[string]string // by what was seen: where
	kinds  map[string]int    // how often a state was seen, by its type
	folder map[string]bool   // the devices' folders
	ui     *ui.UI
	window fyne.Window
	talk   *flow.Runner // the newest conversation
	bare   bool         // a key is on screen
}

func newWatch(t *testing.T, m *marks) *watch {
	w := &watch{inprocess: newInprocess(t), marks: m, seen: map[string]string{}, kinds: map[string]int{}, folder: map[string]bool{}}
	w.plan.to = &ear{to: w.plan.to, marks: m}
	w.made = func(u *ui.UI, window fyne.Window) {
		w.ui, w.window, w.talk = u, window, nil
		u.OnDrawn(w.look)
	}
	return w
}

// note keeps what was seen.
func (w *watch) note(where, what string) { w.seen[what] = where }

// look is at what is in memory and on screen. The UI thread only.
func (w *watch) look() {
	w.print("the ui", reflect.ValueOf(w.ui))
	w.print("the memory", reflect.ValueOf(w.shelf))
	for _, part := range []string{"vault", "plan", "keeper", "talk", "gate", "codes"} {
		if v := field(w.ui, part); !v.IsNil() {
			w.print("the "+part, v)
		}
	}
	if talk := field(w.ui, "talk"); !talk.IsNil() {
		w.talk = (*flow.Runner)(talk.Elem().FieldByName("run").UnsafePointer())
	}
	if w.talk != nil {
		w.state(w.talk.State())
	}
	w.problems(reflect.ValueOf(w.ui), map[uintptr]bool{})
	w.page(a11y.Walk(w.window.Canvas()))
	w.preferences()
}

// print writes a thing as fmt does, with and without the methods by which it hides itself. What has a lock is held still.
func (w *watch) print(name string, of reflect.Value) {
	if mu := of.Elem().FieldByName("mu"); mu.IsValid() {
		lock := (*sync.Mutex)(mu.Addr().UnsafePointer())
		lock.Lock()
		defer lock.Unlock()
	}
	for _, verb := range []string{"%+v", "%#v", "%q"} {
		w.note(name+" by "+verb, fmt.Sprintf(verb, of.Elem())) // of what a Value holds, methods are not asked
		if of.CanInterface() {
			w.note(name+" by "+verb, fmt.Sprintf(verb, of.Interface()))
		}
	}
}

// field gives a field of the app that is on screen.
func field(u *ui.UI, name string) reflect.Value { return reflect.ValueOf(u).Elem().FieldByName(name) }

// state writes down a state as fmt does, and whatever lies in it that does not hide itself.
func (w *watch) state(s flow.State) {
	kind := fmt.Sprintf("%T", s)
	w.kinds[kind]++
	for _, verb := range []string{"%v", "%+v", "%#v", "%q", "%s", "%x", "%d"} {
		w.note("a state "+kind+" by "+verb, fmt.Sprintf(verb, s))
	}
	var b strings.Builder
	core(reflect.ValueOf(s), &b)
	w.note("the core of a state "+kind, b.String())
}

// core writes down every text and every run of bytes that can be reached, but for what is a secret.Bytes.
func core(v reflect.Value, b *strings.Builder) {
	if v.IsValid() && v.CanInterface() {
		if err, ok := v.Interface().(error); ok && (v.Kind() != reflect.Pointer || !v.IsNil()) {
			fmt.Fprintf(b, "%v\n%+v\n", err, err)
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		core(v.Elem(), b)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[secret.Bytes]() {
			return
		}
		for i := range v.NumField() {
			core(v.Field(i), b)
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
			b.Write(append(v.Bytes(), '\n'))
			return
		}
		for i := range v.Len() {
			core(v.Index(i), b)
		}
	case reflect.Map:
		for at := v.MapRange(); at.Next(); {
			core(at.Key(), b)
			core(at.Value(), b)
		}
	case reflect.String:
		b.WriteString(v.String() + "\n")
	}
}

// problems writes down every problem that the app's own things hold, with its cause.
func (w *watch) problems(v reflect.Value, met map[uintptr]bool) {
	switch v.Kind() {
	case reflect.Interface:
		w.problems(v.Elem(), met)
	case reflect.Pointer:
		if v.IsNil() || met[v.Pointer()] {
			return
		}
		met[v.Pointer()] = true
		if v.Type() == reflect.TypeFor[*problem.Problem]() {
			w.failure("a problem", (*problem.Problem)(v.UnsafePointer()))
		} else if v.Type().Elem().PkgPath() == reflect.TypeFor[ui.UI]().PkgPath() {
			w.problems(v.Elem(), met)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			w.problems(v.Field(i), met)
		}
	}
}

// failure writes down an error as a log would.
func (w *watch) failure(where string, err error) {
	if err == nil {
		return
	}
	if _, tellsPage := errors.AsType[*uitest.Missed](err); tellsPage && w.bare {
		where = keyPage
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%q"} {
		w.note(where+" by "+verb, fmt.Sprintf(verb, err))
	}
	var b strings.Builder
	core(reflect.ValueOf(err), &b)
	w.note(where, b.String())
}

// page writes down what every reader of the screen is given. What a page shows for the eye to copy is another place.
func (w *watch) page(root *a11y.Node) {
	outline := root.Outline()
	where := "a page"
	if w.bare = showsKey(outline); w.bare {
		where = keyPage
	}
	w.note(where, outline)
	var all func(n *a11y.Node)
	all = func(n *a11y.Node) {
		for _, text := range []string{n.Name, n.Value, n.Description, n.Placeholder, n.Autocomplete, n.InputMode} {
			w.note(where, n.Line()+": "+text)
		}
		for _, child := range n.Children {
			all(child)
		}
	}
	all(root)
}

// keyPage is the one page on which a key stands, because the member asked to see it.
const keyPage = "the page that shows a key to another app"

func showsKey(outline string) bool {
	head, _, _ := strings.Cut(outline[max(strings.Index(outline, `heading 1 "`), 0):], "\n")
	return strings.HasPrefix(head, `heading 1 "Show `) && strings.HasSuffix(strings.TrimSuffix(head, " [focused]"), ` to another app"`) && strings.Contains(outline, `"Key`)
}

func (w *watch) preferences() {
	all := fyne.CurrentApp().Preferences().(interface{ ReadValues(func(map[string]any)) })
	all.ReadValues(func(values map[string]any) { w.note("the preferences", fmt.Sprintf("%+v", values)) })
}

// Wipe keeps an eye on what the old device holds.
func (w *watch) Wipe() error {
	w.files()
	err := w.inprocess.Wipe()
	w.folder[w.shelf.Dir] = true
	return err
}

// files writes down every file of every device so far, by name and by contents.
func (w *watch) files() {
	for dir := range w.folder {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil // gone meanwhile
			}
			if data, err := os.ReadFile(path); err == nil {
				w.note("the file "+filepath.Base(path), filepath.Base(path)+"\n"+string(data))
			}
			return nil
		})
		w.failure("a walk of the files", err)
	}
}

// Open starts an app whose driver is watched.
func (w *watch) Open(form uitest.FormFactor) (uitest.Driver, error) {
	d, err := w.inprocess.Open(form)
	if err != nil {
		return nil, err
	}
	return &watched{hands: d.(*hands), by: w}, nil
}
