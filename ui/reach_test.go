package ui_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
)

// reach gives every text that can be reached from a value in memory, by pointer, field, element and map entry, hidden and
// unexported ones too: what a page that is kept but not shown still holds. It does not look into functions, nor into what
// is the rig's own (the plan is behind the line, and knows everybody).
func reach(root any) []string {
	r := reacher{seen: map[place]bool{}}
	r.value(reflect.ValueOf(root))
	return r.found
}

// reachBytes gives the bytes themselves, not copies, that hold a secret: whoever keeps them sees whether they are erased.
func reachBytes(root any, of string) (found [][]byte) {
	r := reacher{seen: map[place]bool{}}
	r.value(reflect.ValueOf(root))
	for _, b := range r.bytes {
		if bytes.Contains(b, []byte(of)) {
			found = append(found, b)
		}
	}
	return found
}

// place is a pointer of one type: a struct and its first field have the same address.
type place struct {
	at   uintptr
	kind reflect.Type
}

type reacher struct {
	seen  map[place]bool
	found []string
	bytes [][]byte
}

// own are the packages whose things are the rig's.
func own(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return strings.HasPrefix(t.PkgPath(), "vestibule/client") || strings.HasPrefix(t.PkgPath(), "vestibule/ui_test")
}

func (r *reacher) value(v reflect.Value) {
	if !v.IsValid() || own(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.String:
		r.found = append(r.found, v.String())
	case reflect.Interface:
		r.value(v.Elem())
	case reflect.Pointer:
		if p := (place{v.Pointer(), v.Type()}); !v.IsNil() && !r.seen[p] {
			r.seen[p] = true
			r.value(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			r.value(v.Field(i))
		}
	case reflect.Map:
		r.entries(v)
	case reflect.Slice, reflect.Array:
		r.elements(v)
	}
}

func (r *reacher) entries(v reflect.Value) {
	if p := (place{v.Pointer(), v.Type()}); r.seen[p] {
		return
	}
	r.seen[place{v.Pointer(), v.Type()}] = true
	for entries := v.MapRange(); entries.Next(); {
		r.value(entries.Key())
		r.value(entries.Value())
	}
}

// elements reads bytes and characters as a text.
func (r *reacher) elements(v reflect.Value) {
	switch v.Type().Elem().Kind() {
	case reflect.Uint8:
		if v.Kind() == reflect.Slice {
			r.found, r.bytes = append(r.found, string(v.Bytes())), append(r.bytes, v.Bytes())
		}
	case reflect.Int32:
		text := make([]rune, v.Len())
		for i := range text {
			text[i] = rune(v.Index(i).Int())
		}
		r.found = append(r.found, string(text))
	default:
		for i := range v.Len() {
			r.value(v.Index(i))
		}
	}
}

// holding gives those of the texts that hold one of these, a short one only as a whole.
func holding(texts []string, of ...string) (found []string) {
	for _, text := range texts {
		for _, o := range of {
			if text == o || len(o) > 6 && strings.Contains(text, o) {
				found = append(found, fmt.Sprintf("%.80q", text))
			}
		}
	}
	return found
}
