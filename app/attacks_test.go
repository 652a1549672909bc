package app_test

import (
	"go/ast"
	"go/token"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// attackList is the project's list of attacks, beside the house; it is not everywhere that the house is.
const attackList = "../../shared/data/attacks.tsv"

// notTried are the attacks of the list that no test of the house's own names, and why. One is tried smaller than the list asks:
// in place of 1,000 tabs, 30 are ended while each saves four files (client/browser, which ends 1,000 where it is told to).
var notTried = map[string]string{
	"AT-136": "nobody acts for somebody else yet: the plan has no caregivers",
	"AT-139": "nobody acts for somebody else yet: the plan has no caregivers",
}

// attacksTried are the numbers of attacks that tests give as theirs, in comments.
func attacksTried(t *testing.T) map[string]bool {
	t.Helper()
	form, out := regexp.MustCompile(`AT-[0-9]{3}`), map[string]bool{}
	for _, s := range sources(t) {
		if !s.isTest() {
			continue
		}
		for _, group := range s.file.Comments {
			for _, id := range form.FindAllString(group.Text(), -1) {
				out[id] = true
			}
		}
	}
	return out
}

// TestEveryAttackOfTheListIsTried: what somebody wrote down is tried by a test that says so, or here is why not.
func TestEveryAttackOfTheListIsTried(t *testing.T) {
	list, err := os.ReadFile(attackList)
	if err != nil {
		t.Skip("the list is not here")
	}
	tried, n := attacksTried(t), 0
	for line := range strings.Lines(string(list)) {
		id, what, _ := strings.Cut(line, "\t")
		if !strings.HasPrefix(id, "AT-") {
			continue
		}
		n++
		if !tried[id] && notTried[id] == "" {
			t.Errorf("%s is tried by no test: %.120s", id, what)
		}
	}
	if n < 50 {
		t.Errorf("the list has %d attacks: it is not read", n)
	}
}

func TestNoPageOfOthersIsShownInside(t *testing.T) { // AT-079, RFC 8252 section 8.12
	form := regexp.MustCompile(`(?i)web_?view|webkit|\bcef\b|electron|/wails`)
	for _, s := range sources(t) {
		for _, i := range s.file.Imports {
			if form.MatchString(i.Path.Value) && !strings.HasPrefix(s.path, "ui/uitest/") {
				t.Errorf("%s imports %s", s.path, i.Path.Value)
			}
		}
	}
	sums, err := os.ReadFile("../go.sum")
	if err != nil || form.Match(sums) {
		t.Errorf("a module that is used has a browser inside: %s %v", form.Find(sums), err)
	}
}

// texts calls do with every text that the program is built of, tests left out.
func texts(t *testing.T, do func(where, text string)) {
	t.Helper()
	for _, s := range sources(t) {
		if s.isTest() || below(s.path, "ui/uitest") || below(s.path, ".ci") || below(s.path, "client/plantest") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					do(s.set.Position(lit.Pos()).String(), text)
				}
			}
			return true
		})
	}
	for _, file := range []string{"../assets/text/en.json", "../assets/web/boot.js", "../assets/web/index.html"} {
		words, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
		}
		do(file, string(words))
	}
}

// openAddress is an address that is asked in the clear.
var openAddress = regexp.MustCompile(`http://([^/"'\s<>]*)`)

// plainly are the hosts that may be named so: this device, examples, and names of XML that nobody asks.
var plainly = []string{"", "127.0.0.1", "[::1]", "localhost", "www.w3.org"}

// TestNothingSecretIsBuiltIn: no text of ours is a key by its looks, and none is an address that would be asked in the clear.
// The invented members' passwords are documented and meant to be typed: they are the exception.
func TestNothingSecretIsBuiltIn(t *testing.T) { // AT-154
	word, seen := regexp.MustCompile(`[A-Za-z0-9+/_=-]{24,}`), 0
	texts(t, func(where, text string) {
		seen++
		for _, m := range openAddress.FindAllStringSubmatch(text, -1) {
			host, _, _ := strings.Cut(m[1], ":")
			filledIn := strings.HasPrefix(host, "%") // by what is checked where it is (client/serve.go)
			if !slices.Contains(plainly, host) && !strings.HasSuffix(host, "example.org") && !filledIn {
				t.Errorf("%s names http://%s", where, m[1])
			}
		}
		for _, w := range word.FindAllString(text, -1) {
			if looksRandom(w) {
				t.Errorf("%s holds what looks like a key: %.12s…", where, w)
			}
		}
	})
	if seen < 5000 || !looksRandom("q7Xb2Lw9TzR4mVh0KpYc8NfA1sQe5Ju6") || looksRandom("recover-password-by-another-way") {
		t.Errorf("%d texts were looked at: this finds nothing", seen)
	}
}

// looksRandom reports letters of both cases and digits, spread as chance spreads them.
func looksRandom(w string) bool {
	count := map[rune]float64{}
	upper, lower, digits := 0, 0, 0
	for _, r := range w {
		count[r]++
		switch {
		case r >= 'A' && r <= 'Z':
			upper++
		case r >= 'a' && r <= 'z':
			lower++
		case r >= '0' && r <= '9':
			digits++
		}
	}
	bits := 0.0
	for _, n := range count {
		p := n / float64(len(w))
		bits -= p * math.Log2(p)
	}
	return bits > 4 && upper > 2 && lower > 2 && digits > 2
}
