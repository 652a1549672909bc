package scenario_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vestibule/ui/uitest/scenario"
)

const catalogue = "../../../../shared/catalogue/CATALOGUE.md"

// readCatalogue gives the rows as the catalogue itself has them; the test is skipped where it is not at hand.
func readCatalogue(t *testing.T) []scenario.Row {
	t.Helper()
	text, err := os.ReadFile(catalogue)
	if err != nil {
		t.Skip("the catalogue is not here: ", err)
	}
	var out []scenario.Row
	in := scenariosByRow(t, string(text))
	for line := range strings.Lines(string(text)) {
		cells := cellsOf(line)
		if len(cells) != 6 || !rowName.MatchString(cells[0]) {
			continue
		}
		id := scenario.RowID(cells[0])
		out = append(out, scenario.Row{ID: id, Kind: cells[1], Title: short(cells[3]), Knobs: knobsIn(cells[5]), Scenarios: in[id]})
	}
	return out
}

var (
	rowName      = regexp.MustCompile(`^S\d{3}$`)
	scenarioName = regexp.MustCompile(`^E\d{2}$`)
	rowRange     = regexp.MustCompile(`S(\d{3})(?:–S(\d{3}))?`)
	ticked       = regexp.MustCompile("`([^`]*)`")
)

func cellsOf(line string) []string {
	var out []string
	for _, c := range strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|") {
		out = append(out, strings.TrimSpace(c))
	}
	return out
}

// short gives a title that fits a list.
func short(text string) string {
	text = strings.ReplaceAll(text, "**", "")
	if r := []rune(text); len(r) > 80 {
		cut := string(r[:80])
		return strings.TrimRight(cut[:strings.LastIndex(cut, " ")], " ,;:") + " …"
	}
	return text
}

// knobsIn gives the knobs that a test's words name. `proxy.none/pending` and `factor.push_denied/unreachable` name two, `outbox.*` and "four outbox knobs"
// all of the group.
func knobsIn(words string) []string {
	var out []string
	for _, m := range ticked.FindAllStringSubmatch(words, -1) {
		name, _, _ := strings.Cut(m[1], "(")
		group, rest, dotted := strings.Cut(strings.TrimSpace(name), ".")
		if !dotted {
			continue
		}
		family, _, _ := strings.Cut(rest, "_")
		for _, one := range strings.Split(rest, "/") {
			out = append(append(out, matching(group+"."+one)...), matching(group+"."+family+"_"+one)...)
		}
	}
	if strings.Contains(words, "four outbox knobs") {
		out = append(out, matching("outbox.*")...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func matching(name string) []string {
	prefix, all := strings.CutSuffix(name, "*")
	return slices.DeleteFunc(scenario.Knobs(), func(k string) bool {
		return k != name && !(all && strings.HasPrefix(k, prefix))
	})
}

// scenariosByRow reads the table of scenarios.
func scenariosByRow(t *testing.T, text string) map[scenario.RowID][]string {
	t.Helper()
	out := map[scenario.RowID][]string{}
	for line := range strings.Lines(text) {
		cells := cellsOf(line)
		if len(cells) != 3 || !scenarioName.MatchString(cells[0]) {
			continue
		}
		for _, id := range expandRows(cells[2]) {
			out[id] = append(out[id], cells[0])
		}
	}
	return out
}

// expandRows reads "S004–S009 S013"; in a range only rows that exist count, which the caller's look-up sees to.
func expandRows(text string) []scenario.RowID {
	var out []scenario.RowID
	for _, m := range rowRange.FindAllStringSubmatch(text, -1) {
		var from, to int
		fmt.Sscan(strings.TrimLeft(m[1], "0"), &from)
		to = from
		if m[2] != "" {
			fmt.Sscan(strings.TrimLeft(m[2], "0"), &to)
		}
		for n := from; n <= to; n++ {
			out = append(out, scenario.RowID(fmt.Sprintf("S%03d", n)))
		}
	}
	return out
}

func tsv(rows []scenario.Row) string {
	var b strings.Builder
	b.WriteString("id\tkind\ttitle\tknobs\tscenarios\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", r.ID, r.Kind, r.Title, strings.Join(r.Knobs, " "), strings.Join(r.Scenarios, " "))
	}
	return b.String()
}

func TestRowsAreTheCataloguesRows(t *testing.T) {
	want := readCatalogue(t)
	if len(want) != 224 {
		t.Fatalf("the catalogue has %d rows, not 224", len(want))
	}
	if updating() {
		if err := os.WriteFile("rows.tsv", []byte(tsv(want)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := tsv(scenario.Rows()); got != tsv(want) {
		t.Errorf("rows.tsv is not the catalogue; make it with -update:\n%s", firstDifference(tsv(want), got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "- " + w[i] + "\n+ " + g[i]
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

func TestKnobsAreTheCataloguesKnobs(t *testing.T) {
	text, err := os.ReadFile(catalogue)
	if err != nil {
		t.Skip("the catalogue is not here: ", err)
	}
	_, section, _ := strings.Cut(string(text), "## 0.2")
	section, _, _ = strings.Cut(section, "Test form")
	var want []string
	for _, m := range ticked.FindAllStringSubmatch(section, -1) {
		name, _, _ := strings.Cut(m[1], "(")
		if name != "test" && name != "Date" && strings.Contains(name, ".") {
			want = append(want, name)
		}
	}
	if got := scenario.Knobs(); !slices.Equal(got, want) {
		t.Errorf("knobs differ from the catalogue's:\n%v\n%v", got, want)
	}
}

// TestScriptsCoverWhatTheCatalogueAsks of each; a script may cover more.
func TestScriptsCoverWhatTheCatalogueAsks(t *testing.T) {
	want := map[string][]scenario.RowID{}
	for _, r := range readCatalogue(t) {
		for _, e := range r.Scenarios {
			want[e] = append(want[e], r.ID)
		}
	}
	for _, s := range scripts(t) {
		for _, row := range want[s.Name] {
			if !slices.Contains(s.Covers, row) {
				t.Errorf("%s covers %v; the catalogue asks for %s too", s.Name, s.Covers, row)
			}
		}
	}
}
