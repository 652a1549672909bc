package scenario_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"vestibule/ui/uitest/scenario"
)

const untouchedFile = "testdata/untouched.golden"

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// scripts reads every script; one that cannot be read fails the test.
func scripts(t *testing.T) []*scenario.Script {
	t.Helper()
	all, err := scenario.ParseAll(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRowsWithoutAScript lists the rows that no script asserts with their knob on. The list on file may only shrink.
func TestRowsWithoutAScript(t *testing.T) {
	left := scenario.Untouched(scripts(t), scenario.Rows())
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d rows are asserted by no script with their knob on\n", len(left), len(scenario.Rows()))
	for _, r := range left {
		fmt.Fprintf(&b, "%s %s\n", r.ID, r.Title)
	}
	before, err := os.ReadFile(untouchedFile)
	if err != nil && !updating() {
		t.Fatal(err)
	}
	if grown := grown(string(before), left); err == nil && len(grown) > 0 {
		t.Fatalf("rows that a script asserted are asserted no more: %v", grown)
	}
	if updating() {
		if err := os.WriteFile(untouchedFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != string(before) {
		t.Errorf("the list has shrunk: write it anew with -update")
	}
	t.Log(strings.SplitN(b.String(), "\n", 2)[0])
}

// grown gives the rows that are not on the list as it was.
func grown(before string, left []scenario.Row) []scenario.RowID {
	var out []scenario.RowID
	for _, r := range left {
		if !slices.ContainsFunc(strings.Split(before, "\n"), func(line string) bool {
			return strings.HasPrefix(line, string(r.ID)+" ")
		}) {
			out = append(out, r.ID)
		}
	}
	return out
}

// TestEveryTagIsARow keeps scripts from naming rows that the catalogue does not have.
func TestEveryTagIsARow(t *testing.T) {
	known := map[scenario.RowID]bool{}
	for _, r := range scenario.Rows() {
		known[r.ID] = true
	}
	for _, s := range scripts(t) {
		for _, l := range s.Lines {
			for _, id := range l.Rows {
				if !known[id] {
					t.Errorf("%s: there is no row %s", l.Place(), id)
				}
			}
		}
	}
}

// TestEveryTagCounts finds tags that do nothing, because no knob of their row was on.
func TestEveryTagCounts(t *testing.T) {
	touched := scenario.Touched(scripts(t), scenario.Rows())
	for _, s := range scripts(t) {
		for _, l := range s.Lines {
			for _, id := range l.Rows {
				if !slices.Contains(touched[id], l.Place()) {
					t.Errorf("%s: %s does not count here: none of its knobs was turned on in this part", l.Place(), id)
				}
			}
		}
	}
}
