package wire

import (
	"slices"

	"vestibule/app/plan"
)

// Told ends a conversation without a session.
type Told struct {
	What      string `json:"what"`
	Next      string `json:"next,omitempty"`
	Reference string `json:"reference,omitempty"`
}

func fromTold(s plan.Told) *Told { return &Told{string(s.What), string(s.Next), s.Reference} }

// step needs words for what is told, so that an unknown one asks for a newer app; a purpose that the app cannot begin is
// left out.
func (w Told) step(h plan.Head, c *check) plan.Step {
	c.that(w.What != "", "what")
	c.knows(slices.Contains(plan.ToldAll(), plan.ToldWhat(w.What)), w.What)
	s := plan.Told{Head: h, What: plan.ToldWhat(w.What), Reference: cut(w.Reference)}
	if slices.Contains(plan.Purposes(), plan.Purpose(w.Next)) {
		s.Next = plan.Purpose(w.Next)
	}
	return s
}
