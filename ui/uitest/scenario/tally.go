package scenario

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"vestibule/ui/uitest"
)

// Tally is what one script cost a member and the plan, and what of it could not be played.
type Tally struct {
	Script, Title, Driver string
	Form                  uitest.FormFactor
	Cost                  // of all of it
	Ways                  []Way
	Attempts              int // as the plan counted them
	Asserted              int
	LeftOut               []string // places of lines this driver cannot do
	Took                  time.Duration
	Failed                bool
}

// Table writes tallies as a table, one a line, then every line that was left out.
func Table(all []Tally) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "scenario\tdriver\tform\ttaps\tfields\tcharacters\twords\trequests\ttries used\tasserted\tleft out\ttook\t")
	for _, t := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%v\t%s\n", t.Script, t.Driver, t.Form, t.Taps, t.Fields,
			t.Characters, t.Words, t.Requests, t.Attempts, t.Asserted, len(t.LeftOut), t.Took.Round(10*time.Millisecond), t.verdict())
	}
	_ = w.Flush() // a Builder takes everything
	for _, t := range all {
		if len(t.LeftOut) > 0 {
			fmt.Fprintf(&b, "%s leaves out in %s: %s\n", t.Driver, t.Script, strings.Join(t.LeftOut, " "))
		}
	}
	return b.String()
}

func (t Tally) verdict() string {
	if t.Failed {
		return "FAILED"
	}
	return ""
}
