package wire

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Handoff is what is left at one device for another to go on with.
type Handoff struct {
	ServerTime time.Time    `json:"server_time,omitzero"`
	Purpose    string       `json:"purpose,omitempty"`
	Stood      string       `json:"stood,omitempty"`
	Verdict    string       `json:"verdict,omitempty"`
	Lines      []PacketLine `json:"lines,omitempty"`
	Asks       string       `json:"asks,omitempty"`
	Asker      string       `json:"asker,omitempty"`
	Device     string       `json:"device,omitempty"`
}

// FromHandoff gives a hand-off as it travels; now is the plan's time.
func FromHandoff(h plan.Handoff, now time.Time) Handoff {
	w := Handoff{now, string(h.Purpose), string(h.Stood), string(h.Verdict), nil, string(h.Asks), h.Asker, h.Device}
	for _, l := range h.Lines {
		w.Lines = append(w.Lines, PacketLine(l))
	}
	return w
}

// HandoffBody gives the request body of a hand-off, in one buffer that is never grown: its lines tell of the member, and the
// caller clears it. Who asks is not in it: the plan knows.
func HandoffBody(h plan.Handoff) []byte {
	fields := withText(nil, "purpose", string(h.Purpose))
	fields = withText(fields, "stood", string(h.Stood))
	fields = withText(fields, "verdict", string(h.Verdict))
	fields = withText(fields, "asks", string(h.Asks))
	fields = withText(fields, "device", h.Device)
	if len(h.Lines) > 0 {
		fields = append(fields, field{name: "lines", lines: h.Lines})
	}
	return object(fields...)
}

// ReadHandoff reads the request body of a hand-off, as a plan does: problem.BadField with the field's name. Who asks is not
// read: nobody says that of themselves.
func ReadHandoff(body []byte) (plan.Handoff, error) {
	b, err := read[Handoff](body)
	if len(b.Lines) > mostLines {
		err = first(err, refused(problem.BadField, "lines"))
	}
	for _, l := range b.Lines {
		err = first(err, l.sound())
	}
	for _, text := range []string{b.Purpose, b.Stood, b.Verdict, b.Asks, b.Device} {
		if len(text) > longestValue {
			err = first(err, refused(problem.BadField, ""))
		}
	}
	h := b.handoff()
	h.Asker = ""
	return h, err
}

// Handoff gives the hand-off, or problem.Malformed where it is beyond measure. A purpose or an ask that the app does not know
// is left out: nothing of it could be gone on with.
func (w Handoff) Handoff() (plan.Handoff, error) {
	var c check
	c.within(int64(len(w.Lines)), 0, mostLines, "lines")
	for _, l := range w.Lines {
		c.that(l.sound() == nil, "lines")
	}
	return w.handoff(), c.malformed("handoff")
}

func (w Handoff) handoff() plan.Handoff {
	h := plan.Handoff{Stood: plan.Kind(cut(w.Stood)), Verdict: problem.Code(cut(w.Verdict)), Asker: cut(w.Asker), Device: cut(w.Device)}
	if p := plan.Purpose(w.Purpose); slices.Contains(plan.Purposes(), p) {
		h.Purpose = p
	}
	if plan.HandoffAsk(w.Asks) == plan.AskCode {
		h.Asks = plan.AskCode
	}
	for _, l := range w.Lines {
		h.Lines = append(h.Lines, plan.PacketLine(l))
	}
	return h
}
