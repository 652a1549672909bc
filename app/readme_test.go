package app_test

import (
	"go/ast"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// What the README names exists: a way through the house that leads past empty rooms is worse than none.

func readme(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// section gives what stands under a heading.
func section(t *testing.T, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(readme(t), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("the README has no %q", heading)
	}
	text, _, _ := strings.Cut(rest, "\n## ")
	return text
}

// fileAndFunc is `path/file.go` `name`, as the ten steps write it.
var fileAndFunc = regexp.MustCompile("`([a-z_/]+\\.go)`\\s+`([A-Za-z]+)`")

func TestASignInGoesThroughFunctionsThatExist(t *testing.T) {
	text := section(t, "A sign-in, from tap to session")
	if n := len(regexp.MustCompile(`(?m)^\d+\. `).FindAllString(text, -1)); n != 10 {
		t.Errorf("%d steps, not ten", n)
	}
	functions := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				functions[s.path+" "+f.Name.Name] = true
			}
		}
	}
	named := fileAndFunc.FindAllStringSubmatch(text, -1)
	if len(named) < 15 {
		t.Errorf("only %d functions are named", len(named))
	}
	for _, m := range named {
		if !functions[m[1]+" "+m[2]] {
			t.Errorf("there is no %s in %s", m[2], m[1])
		}
	}
}

// namedPath is a path in backquotes or a link.
var namedPath = regexp.MustCompile("[`(]((?:app|ui|client|assets)(?:/[A-Za-z0-9_.-]+)+)[`)]")

func TestEveryPathInTheReadmeExists(t *testing.T) {
	seen := 0
	for _, m := range namedPath.FindAllStringSubmatch(readme(t), -1) {
		seen++
		if _, err := os.Stat(path.Join("..", m[1])); err != nil {
			t.Error(err)
		}
	}
	if seen < 20 {
		t.Errorf("only %d paths found", seen)
	}
}

func TestEveryDependencyHasItsReason(t *testing.T) {
	raw, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	text := section(t, "Dependencies, and why")
	direct := regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(string(raw), -1)
	if len(direct) < 8 {
		t.Fatalf("only %d direct modules found", len(direct))
	}
	for _, m := range direct {
		if !strings.Contains(text, "`"+m[1]+"`") {
			t.Errorf("%s has no reason in the README", m[1])
		}
	}
	for _, m := range regexp.MustCompile("`([a-z.]+/[^`]+)`").FindAllStringSubmatch(text, -1) {
		if !strings.Contains(string(raw), "\t"+m[1]+" ") {
			t.Errorf("%s is not in go.mod", m[1])
		}
	}
}
