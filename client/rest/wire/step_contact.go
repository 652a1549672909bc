package wire

import (
	"slices"

	"vestibule/app/plan"
)

// Contact asks for a new e-mail address or phone number.
type Contact struct {
	Kinds    []string `json:"kinds"`
	Replaces string   `json:"replaces,omitempty"`
	Optional bool     `json:"optional"`
}

func fromContact(s plan.Contact) *Contact {
	w := &Contact{Replaces: s.Replaces, Optional: s.Optional}
	for _, k := range s.Kinds {
		w.Kinds = append(w.Kinds, string(k))
	}
	return w
}

// step leaves out the kinds that the app cannot ask for.
func (w Contact) step(h plan.Head, c *check) plan.Step {
	s := plan.Contact{Head: h, Replaces: cut(w.Replaces), Optional: w.Optional}
	for _, k := range w.Kinds {
		if kind := plan.ContactKind(k); contactKind(kind) && !slices.Contains(s.Kinds, kind) {
			s.Kinds = append(s.Kinds, kind)
		}
	}
	c.that(len(s.Kinds) > 0, "kinds")
	return s
}

func contactKind(k plan.ContactKind) bool { return k == plan.ContactEmail || k == plan.ContactPhone }
