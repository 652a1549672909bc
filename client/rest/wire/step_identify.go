package wire

import (
	"slices"

	"vestibule/app/plan"
)

// Identify asks whom a recovery is for.
type Identify struct {
	Identifiers []string `json:"identifiers"`
	Most        int      `json:"most"`
}

func fromIdentify(s plan.Identify) *Identify {
	return &Identify{fromIdentifiers(s.Identifiers), s.Most}
}

// mostNames is how many names one answer can hold: more addresses than anybody remembers having had.
const mostNames = 20

func (w Identify) step(h plan.Head, c *check) plan.Step {
	s := plan.Identify{Head: h, Identifiers: identifiers(w.Identifiers), Most: w.Most}
	c.that(len(s.Identifiers) > 0, "identifiers")
	c.within(int64(w.Most), 1, mostNames, "most")
	return s
}

func fromIdentifiers(kinds []plan.Identifier) []string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return out
}

// identifiers leaves out the kinds of name that the app has no word for: the field takes them all the same.
func identifiers(names []string) []plan.Identifier {
	known := []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber}
	var out []plan.Identifier
	for _, n := range names {
		if k := plan.Identifier(n); slices.Contains(known, k) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
