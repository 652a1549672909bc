package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryPlatformTypeChecks checks the whole program for each system it is meant for, on any machine: `go list` picks the
// files as a build there would, and go/types reads import "C" without a compiler. Wrong names, wrong types and a package
// without a file for a system are found; C itself and linking are not.
func TestEveryPlatformTypeChecks(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute: every package that the program reaches, six times")
	}
	for _, target := range targets {
		name := strings.TrimPrefix(target[0], "GOOS=")
		t.Run(name, func(t *testing.T) {
			c := checker{t: t, arch: strings.TrimPrefix(target[1], "GOARCH="), set: token.NewFileSet(), done: map[string]*types.Package{"unsafe": types.Unsafe}}
			c.all(target)
			t.Logf("%d packages, %d of them ours, %d with cgo", len(c.done), c.ours, c.cgo)
			if c.ours < 15 {
				t.Errorf("only %d packages of the house: this test looks at nothing", c.ours)
			}
		})
	}
}

// unit is a package as `go list -deps` tells it: what it imports always comes before it.
type unit struct {
	ImportPath, Dir   string
	GoFiles, CgoFiles []string
	ImportMap         map[string]string
	Standard          bool
	Module            *struct{ GoVersion string }
	Error             *struct{ Err string }
}

func (u unit) ours() bool {
	return u.ImportPath == module || strings.HasPrefix(u.ImportPath, module+"/")
}

type checker struct {
	t         *testing.T
	arch      string
	set       *token.FileSet
	done      map[string]*types.Package
	ours, cgo int
}

// all checks the program and all it reaches.
func (c *checker) all(target []string) {
	list := exec.CommandContext(c.t.Context(), "go", "list", "-e", "-deps", "-json=ImportPath,Dir,GoFiles,CgoFiles,ImportMap,Standard,Module,Error", ".")
	list.Dir, list.Env = "..", append(os.Environ(), target...)
	out, err := list.StdoutPipe()
	if err == nil {
		err = list.Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	for dec := json.NewDecoder(out); ; {
		var u unit
		if err := dec.Decode(&u); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			c.t.Fatal(err)
		}
		if u.ImportPath != "unsafe" {
			c.check(u)
		}
	}
	if err := list.Wait(); err != nil {
		c.t.Error(err)
	}
}

// check reads one package. Of what is not ours only the declarations count: its authors check the rest.
func (c *checker) check(u unit) {
	report := func(err error) {
		if u.ours() {
			c.t.Error(err)
		}
	}
	if u.Error != nil {
		report(errors.New(u.Error.Err))
	}
	config := types.Config{FakeImportC: true, IgnoreFuncBodies: !u.ours(), Importer: importer{c.done, u.ImportMap}, Error: report,
		Sizes: types.SizesFor("gc", c.arch)}
	if u.Module != nil && u.Module.GoVersion != "" {
		config.GoVersion = "go" + u.Module.GoVersion
	}
	// Errors are reported one by one; the package is of use to others even with some.
	checked, _ := config.Check(u.ImportPath, c.set, c.parse(u, report), nil)
	c.done[u.ImportPath] = checked
	if u.ours() {
		c.ours++
	}
	if len(u.CgoFiles) > 0 {
		c.cgo++
	}
}

func (c *checker) parse(u unit, report func(error)) (files []*ast.File) {
	for _, name := range append(u.GoFiles, u.CgoFiles...) {
		file, err := parser.ParseFile(c.set, filepath.Join(u.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			report(err)
		}
		if file != nil {
			files = append(files, file)
		}
	}
	return files
}

// importer gives what was checked before.
type importer struct {
	done map[string]*types.Package
	as   map[string]string
}

func (i importer) Import(path string) (*types.Package, error) {
	if vendored, ok := i.as[path]; ok {
		path = vendored
	}
	if p := i.done[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no package %q for this system", path)
}
