package scenario

import (
	_ "embed"
	"slices"
	"strings"
)

// RowID names a row of the catalogue, such as S010.
type RowID string

// Row is one row of the catalogue, as far as scripts need it.
type Row struct {
	ID        RowID
	Kind      string // C cause, E error, M method, W flow, F fix, R rule, P packet, T tip, X escalation, N and A the rest
	Title     string
	Knobs     []string // one of them must be on for the row to count; empty: none is named
	Scenarios []string // E01 …
}

//go:embed rows.tsv
var rowsFile string

// Rows gives every row of the catalogue, in order.
func Rows() []Row {
	var out []Row
	for line := range strings.Lines(rowsFile) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if f[0] == "id" {
			continue
		}
		out = append(out, Row{RowID(f[0]), f[1], f[2], strings.Fields(f[3]), strings.Fields(f[4])})
	}
	return out
}

// Touched gives the lines that assert each row, by place. A row that names knobs is asserted only after one of them was
// turned on in the same part.
func Touched(scripts []*Script, all []Row) map[RowID][]string {
	byID := map[RowID]Row{}
	for _, r := range all {
		byID[r.ID] = r
	}
	out := map[RowID][]string{}
	for _, s := range scripts {
		turned := map[string]bool{}
		for _, l := range s.Lines {
			l.turn(turned)
			for _, id := range l.Rows {
				if byID[id].provoked(turned) {
					out[id] = append(out[id], l.Place())
				}
			}
		}
	}
	return out
}

// turn notes which knobs have been on since the part began.
func (l Line) turn(turned map[string]bool) {
	switch c := l.does.(type) {
	case part:
		clear(turned)
	case turner:
		if name, on := c.knob(); on {
			turned[name] = true
		}
	}
}

func (r Row) provoked(turned map[string]bool) bool {
	return len(r.Knobs) == 0 || slices.ContainsFunc(r.Knobs, func(k string) bool { return turned[k] })
}

// Untouched gives the rows that no script asserts.
func Untouched(scripts []*Script, all []Row) []Row {
	touched := Touched(scripts, all)
	return slices.DeleteFunc(slices.Clone(all), func(r Row) bool { return len(touched[r.ID]) > 0 })
}
