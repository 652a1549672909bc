package app_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What can be seen of the house without building it: the map, the names of rooms, the calls nobody may make, and that
// everything exported says what it is.

// source is one Go file of the house.
type source struct {
	path string // inside the house, with slashes
	file *ast.File
	set  *token.FileSet
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// sources reads every Go file of the house, whatever it is built for.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "build" || name == ".git" || path.Base(name) == "testdata"):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, filepath.Join("..", name), nil, parser.ParseComments)
		all = append(all, source{name, file, set})
		return err
	})
	if err != nil || len(all) < 100 {
		t.Fatalf("%d files: %v", len(all), err)
	}
	return all
}

// forbidden are calls that take time or chance from nowhere, and where nobody may make them. Time that passes in a test by
// sleeping is time that is lost, and a test that fails on a slow day.
var forbidden = []struct {
	where func(source) bool
	calls []string
}{
	{func(s source) bool { return below(s.path, "app") && !s.isTest() }, []string{
		"time.Now", "time.Since", "time.Until", "time.After", "time.AfterFunc", "time.NewTimer", "time.NewTicker", "time.Tick",
		"context.WithTimeout", "context.WithDeadline", "context.WithTimeoutCause", "context.WithDeadlineCause",
		"fmt.Print", "fmt.Println", "fmt.Printf"}},
	{func(source) bool { return true }, []string{"time.Sleep"}},
}

func TestTimeIsPassedIn(t *testing.T) {
	for _, s := range sources(t) {
		for _, rule := range forbidden {
			if !rule.where(s) {
				continue
			}
			ast.Inspect(s.file, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(rule.calls, x.Name+"."+sel.Sel.Name) {
						t.Errorf("%s: %s.%s", s.set.Position(n.Pos()), x.Name, sel.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

func TestNoImportHidesUnderAnotherName(t *testing.T) {
	for _, s := range sources(t) {
		for _, i := range s.file.Imports {
			if p := strings.Trim(i.Path.Value, `"`); (p == "time" || p == "context") && i.Name != nil {
				t.Errorf("%s: %s under another name hides it from the rules", s.path, p)
			}
		}
	}
}

func TestCertificatesAreChecked(t *testing.T) {
	name := "Insecure" + "SkipVerify"
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == name {
				t.Errorf("%s: %s", s.set.Position(n.Pos()), name)
			}
			return true
		})
	}
}

// badRooms are names that say nothing of what is inside.
var badRooms = []string{"utils", "util", "common", "helpers", "helper", "types", "models", "model", "managers", "internal", "pkg", "misc", "lib"}

// onMap is a line of the map.
var onMap = regexp.MustCompile(`(?m)^\t(\.ci|\.|app|client|ui|assets)((?:/[a-z0-9]+)*) +\S`)

func TestEveryRoomIsOnTheMap(t *testing.T) {
	rooms := map[string]bool{".": true, ".ci": true}
	for _, s := range sources(t) {
		if dir := path.Dir(s.path); !below(dir, ".ci") {
			rooms[dir] = true
		}
	}
	raw, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, m := range onMap.FindAllStringSubmatch(strings.ReplaceAll(string(raw), "//\t", "\t"), -1) {
		drawn[m[1]+m[2]] = true
	}
	for room := range rooms {
		if !drawn[room] {
			t.Errorf("%s is not on the map in app/doc.go", room)
		}
		if slices.ContainsFunc(strings.Split(room, "/"), func(part string) bool { return slices.Contains(badRooms, part) }) {
			t.Errorf("%s: the name says nothing", room)
		}
	}
	for room := range drawn {
		if !rooms[room] {
			t.Errorf("%s is on the map and not in the house", room)
		}
	}
}

func TestEverythingExportedSaysWhatItIs(t *testing.T) {
	rooms := map[string][]*ast.File{}
	sets := map[string]*token.FileSet{}
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		dir := path.Dir(s.path)
		if sets[dir] == nil {
			sets[dir] = token.NewFileSet()
		}
		// One file set for a room: doc.NewFromFiles wants that.
		file, err := parser.ParseFile(sets[dir], filepath.Join("..", s.path), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		rooms[dir] = append(rooms[dir], file)
	}
	for dir, files := range rooms {
		p, err := doc.NewFromFiles(sets[dir], files, dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(strings.Fields(p.Doc)) < 20 {
			t.Errorf("%s: the package does not say when one comes here and what it does not do", dir)
		}
		for _, name := range undocumented(p) {
			t.Errorf("%s: %s has no doc comment", dir, name)
		}
	}
}

func undocumented(p *doc.Package) (names []string) {
	note := func(name, said string) {
		if ast.IsExported(name) && strings.TrimSpace(said) == "" {
			names = append(names, name)
		}
	}
	values := slices.Concat(p.Consts, p.Vars)
	for _, f := range p.Funcs {
		note(f.Name, f.Doc)
	}
	for _, ty := range p.Types {
		note(ty.Name, ty.Doc)
		values = slices.Concat(values, ty.Consts, ty.Vars)
		for _, f := range slices.Concat(ty.Funcs, ty.Methods) {
			if !ownMethod(f.Name) {
				note(f.Name, f.Doc)
			}
		}
	}
	for _, v := range values {
		note(v.Names[0], v.Doc) // one comment says it for a group
	}
	return names
}

// misleading are ends of file names that a build takes for less than they say: _linux also builds on Android, _darwin on
// iOS, and _unix is no constraint at all.
var misleading = []string{"_unix.go", "_linux.go", "_darwin.go"}

func TestPlatformFilesSayWhatTheyBuildOn(t *testing.T) {
	for _, s := range sources(t) {
		if !slices.ContainsFunc(misleading, func(end string) bool { return strings.HasSuffix(s.path, end) }) {
			continue
		}
		if len(s.file.Comments) == 0 || !strings.HasPrefix(s.file.Comments[0].List[0].Text, "//go:build ") {
			t.Errorf("%s has no //go:build line", s.path)
		}
	}
}

// ownMethod reports a method that an interface of Fyne's or the library's documents.
func ownMethod(name string) bool {
	return slices.Contains([]string{"Tapped", "TappedSecondary", "MouseIn", "MouseOut", "MouseMoved", "MouseDown", "MouseUp",
		"FocusGained", "FocusLost", "TypedKey", "TypedRune", "TypedShortcut", "KeyDown", "KeyUp", "Cursor", "Keyboard", "AcceptsTab",
		"Layout", "MinSize", "Refresh", "Objects", "Destroy", "Dragged", "DragEnd"}, name)
}
