package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// saidKey is a key that is written out where it is said.
var saidKey = regexp.MustCompile(`(?:\bSay|\bCount|\.say)\("([^"]+)"[,)]`)

// TestEverySentenceThatIsSaidIsThere: a key without words would be on screen as it is written.
func TestEverySentenceThatIsSaidIsThere(t *testing.T) {
	there := map[string]bool{}
	for _, key := range english(t).Keys() {
		there[key] = true
		there[strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range saidKey.FindAllStringSubmatch(string(raw), -1) {
			if !there[m[1]] {
				t.Errorf("%s says %s, which has no words", name, m[1])
			}
		}
	}
}
