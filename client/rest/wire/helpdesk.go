package wire

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Packet is what a member wants a person at the plan to know, as they saw it.
type Packet struct {
	Lines []PacketLine `json:"lines"`
}

// PacketLine is one line of it.
type PacketLine struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// PacketTaken is the answer to a Packet: what to read out to a person.
type PacketTaken struct {
	Reference  string    `json:"reference"`
	ServerTime time.Time `json:"server_time"`
}

// PacketBody gives the request body of a packet, in one buffer that is never grown: a packet tells of the member, and
// the caller clears it.
func PacketBody(lines []plan.PacketLine) []byte {
	if lines == nil {
		lines = []plan.PacketLine{}
	}
	return object(field{name: "lines", lines: lines})
}

// The bounds of a packet; texts in bytes.
const (
	mostLines    = 200
	longestLabel = 200
	longestLine  = 4000
)

// ReadPacket reads the request body of a packet, as a plan does: problem.BadField for what is none.
func ReadPacket(body []byte) ([]plan.PacketLine, error) {
	b, err := read[Packet](body)
	err = first(err, bounded(len(b.Lines), "lines", mostLines))
	out := make([]plan.PacketLine, 0, len(b.Lines))
	for _, l := range b.Lines {
		err = first(err, l.sound())
		out = append(out, plan.PacketLine(l))
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// sound holds a line to its bounds.
func (l PacketLine) sound() error {
	if len(l.Text) > longestLine {
		return refused(problem.BadField, "text")
	}
	return neededText(l.Label, "label", longestLabel)
}

// Taken gives the reference, or problem.Malformed where there is none to read out.
func (w PacketTaken) Taken() (reference string, err error) {
	var c check
	c.within(int64(len(w.Reference)), 1, longestSentence, "reference")
	return cut(w.Reference), c.malformed("packet")
}
