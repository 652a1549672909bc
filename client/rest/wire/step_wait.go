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
}

func fromWait(s plan.Wait) *Wait { return &Wait{string(s.For), s.Until, inSeconds(s.PollEvery)} }

func (w Wait) step(h plan.Head, c *check) plan.Step {
	c.that(w.For != "", "for")
	return plan.Wait{Head: h, For: plan.WaitFor(w.For), Until: w.Until, PollEvery: c.seconds(w.PollS, 1, "poll_s")}
}
