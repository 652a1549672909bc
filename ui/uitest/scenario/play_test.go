package scenario_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/scenario"
)

// TestScenarios plays every script in this process, as on a desktop and as on a phone.
func TestScenarios(t *testing.T) {
	var all []scenario.Tally
	for _, form := range uitest.FormFactors() {
		for _, s := range scripts(t) {
			t.Run(s.Name+"/"+string(form), func(t *testing.T) {
				run := scenario.Run{Stage: newInprocess(t), Form: form, Within: time.Minute, Clock: time.Now,
					Golden: func(name, outline string) { uitest.Golden(t, name, outline) }}
				all = append(all, playScript(t, s, run))
			})
		}
	}
	t.Log("\n" + scenario.Table(all))
	if len(all) == len(uitest.FormFactors())*len(scripts(t)) && !t.Failed() {
		tabled(t, all)
	}
}

// mostTaps is the bar for the median from an error on screen to signed in.
const mostTaps = 6

// tabled holds the README's table to what was just played on a phone; with -update it is written anew.
func tabled(t *testing.T, all []scenario.Tally) {
	t.Helper()
	phone := slices.DeleteFunc(all, func(tally scenario.Tally) bool { return tally.Form != uitest.Phone })
	if median, ok := scenario.Middle(scenario.FromError(phone)); !ok || median > mostTaps {
		t.Errorf("from an error to signed in it takes a median of %d taps, more than %d (%v)", median, mostTaps, scenario.FromError(phone))
	}
	const begins, ends = "<!-- what the scenarios cost: made by TestScenarios -update -->\n", "<!-- until here -->"
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(readme), begins)
	table, after, closed := strings.Cut(rest, ends)
	want := scenario.Summary(phone)
	switch {
	case !found || !closed:
		t.Error("README.md has no place for the table of scenarios")
	case alike(table, want) && !updating():
	case updating():
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(before+begins+want+ends+after), 0o644); err != nil {
			t.Error(err)
		}
	default:
		t.Errorf("README.md does not say what the scenarios cost; make it with -update (- there, + played):\n%s", uitest.Difference(table, want))
	}
}

// A time in the table, and a number of requests.
var (
	aTime  = regexp.MustCompile(`(\d+):(\d\d)`)
	number = regexp.MustCompile(`\d+`)
)

// alike reports whether two tables say the same, but for a few requests and seconds: a page is sometimes read before the
// plan's status is on it, and something is asked once more while a machine is busy.
func alike(a, b string) bool {
	one, other := strings.Split(a, "|"), strings.Split(b, "|")
	if len(one) != len(other) {
		return false
	}
	for i := range one {
		switch {
		case aTime.MatchString(one[i]) && near(one[i], other[i], aTime, func(s string) int { return int(read(s).Seconds()) }, 30):
		case near(one[i], other[i], number, atoi, 0):
		case i%columns == requestsColumn && near(one[i], other[i], number, atoi, 2):
		default:
			return false
		}
	}
	return true
}

// The table has so many bars a line; the requests stand behind this one.
const (
	columns        = 10
	requestsColumn = 7
)

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// near reports whether two texts are the same but for figures that are at most so far apart.
func near(a, b string, figure *regexp.Regexp, value func(string) int, apart int) bool {
	if figure.ReplaceAllString(a, "") != figure.ReplaceAllString(b, "") {
		return false
	}
	of := figure.FindAllString(b, -1)
	for i, one := range figure.FindAllString(a, -1) {
		if d := value(one) - value(of[i]); max(d, -d) > apart {
			return false
		}
	}
	return true
}

func read(minutes string) time.Duration {
	d, _ := time.ParseDuration(strings.Replace(minutes, ":", "m", 1) + "s") // as the expression has it
	return d
}

func TestTablesAreAlike(t *testing.T) {
	row := func(taps, requests, takes string) string {
		one := "| E01 | Plain 1 | 4 | " + taps + " | 3 | 24 | " + requests + " | " + takes + " | signed in 1 |\n"
		return one + one
	}
	a := row("2 (1–6)", "3 (2–8)", "0:55 (0:35–22:25)")
	for b, want := range map[string]bool{a: true, row("2 (1–6)", "3 (2–8)", "1:20 (0:35–22:20)"): true, row("2 (1–6)", "3 (2–8)", "1:30 (0:35–22:25)"): false,
		row("2 (1–7)", "3 (2–8)", "0:55 (0:35–22:25)"): false, row("2 (1–6)", "3 (4–8)", "0:55 (0:35–22:25)"): true,
		row("2 (1–6)", "6 (2–8)", "0:55 (0:35–22:25)"): false, row("2 (1–6)", "3 (2–8)", "0:55"): false, "": false} {
		if got := alike(a, b); got != want {
			t.Errorf("%s: %v", b, got)
		}
	}
}

// playScript plays one script; one that does not hold fails the test.
func playScript(t *testing.T, s *scenario.Script, run scenario.Run) scenario.Tally {
	t.Helper()
	tally, err := scenario.Play(t.Context(), s, run)
	if err != nil {
		tally.Failed = true
		t.Error(err)
	}
	return tally
}

// chosen gives the scripts of these names.
func chosen(t *testing.T, names ...string) []*scenario.Script {
	t.Helper()
	var out []*scenario.Script
	for _, s := range scripts(t) {
		for _, name := range names {
			if s.Name == name {
				out = append(out, s)
			}
		}
	}
	return out
}
