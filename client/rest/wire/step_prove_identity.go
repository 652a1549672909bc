package wire

import (
	"slices"

	"vestibule/app/plan"
)

// ProveIdentity asks for what stands on the member's card; WaitS is in seconds.
type ProveIdentity struct {
	Fields []IdentityField `json:"fields"`
	WaitS  int64           `json:"wait_s,omitempty"`
	Tries  *Tries          `json:"tries,omitempty"`
	Others bool            `json:"others"`
}

// IdentityField is one thing that is asked for.
type IdentityField struct {
	Name     string `json:"name"`
	Optional bool   `json:"optional,omitempty"`
	OnCard   bool   `json:"on_card,omitempty"`
	Example  string `json:"example,omitempty"`
}

func fromProveIdentity(s plan.ProveIdentity) *ProveIdentity {
	w := &ProveIdentity{WaitS: inSeconds(s.Wait), Tries: fromTries(s.Tries), Others: s.Others}
	for _, f := range s.Fields {
		w.Fields = append(w.Fields, IdentityField{string(f.Name), f.Optional, f.OnCard, f.Example})
	}
	return w
}

// step leaves out what the app does not know and the member need not give; where it must be given, a newer app is needed.
func (w ProveIdentity) step(h plan.Head, c *check) plan.Step {
	s := plan.ProveIdentity{Head: h, Wait: c.seconds(w.WaitS, 0, "wait_s"), Tries: w.Tries.tries(c, "tries"), Others: w.Others}
	var seen []string
	for _, f := range w.Fields {
		c.that(f.Name != "" && !slices.Contains(seen, f.Name), "fields.name")
		seen = append(seen, f.Name)
		if slices.Contains(plan.FieldNames(), plan.FieldName(f.Name)) {
			s.Fields = append(s.Fields, plan.IdentityField{Name: plan.FieldName(f.Name), Optional: f.Optional, OnCard: f.OnCard,
				Example: cut(f.Example)})
			continue
		}
		c.knows(f.Optional, "fields."+f.Name)
	}
	c.that(len(s.Fields) > 0, "fields")
	return s
}
