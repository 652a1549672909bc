package wire

import (
	"time"

	"vestibule/app/plan"
)

// Wait says that the plan is at work and should be asked again.
type Wait struct {
	For   string    `json:"for"`
	Until time.Time `json:"until,omitzero"`
	PollS int64     `json:"poll_s"`
	Told  []string  `json:"told,omitempty"`
	Leave bool      `json:"leave,omitempty"`
}

func fromWait(s plan.Wait) *Wait {
	return &Wait{string(s.For), s.Until, inSeconds(s.PollEvery), s.Told, s.Leave}
}

// mostContacts is how many contacts of one member are believed.
const mostContacts = 50

func (w Wait) step(h plan.Head, c *check) plan.Step {
	c.that(w.For != "", "for")
	c.within(int64(len(w.Told)), 0, mostContacts, "told")
	s := plan.Wait{Head: h, For: plan.WaitFor(w.For), Until: w.Until, PollEvery: c.seconds(w.PollS, 1, "poll_s"), Leave: w.Leave}
	for _, hint := range w.Told {
		s.Told = append(s.Told, cut(hint))
	}
	return s
}
