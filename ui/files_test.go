package ui_test

import (
	"context"
	"slices"
	"strings"

	"vestibule/app/problem"
)

// files are a member's, in memory, without a chooser.
type files map[string][]byte

// Picks implements ui.Files.
func (f files) Picks() bool { return false }

// Pick implements ui.Files.
func (f files) Pick(context.Context) (string, []byte, error) { return "", nil, nil }

// Read implements ui.Files.
func (f files) Read(_ context.Context, path string) ([]byte, error) {
	data, ok := f[path]
	if !ok {
		return nil, problem.New(problem.FileNotFound)
	}
	if code, refused := strings.CutPrefix(string(data), "refused: "); refused {
		return nil, problem.New(problem.Code(code))
	}
	return slices.Clone(data), nil
}

// List implements ui.Files.
func (f files) List(context.Context, string) (names []string, err error) {
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}

// Save implements ui.Files. Nil files cannot be written.
func (f files) Save(_ context.Context, name string, data []byte) (string, error) {
	if f == nil {
		return "", problem.New(problem.FileNotWritten)
	}
	f[name] = slices.Clone(data)
	return "Downloads/" + name, nil
}
