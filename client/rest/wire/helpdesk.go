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
	const before, label, text, after = `{"lines":`, `{"label":`, `,"text":`, `}`
	bound := len(before) + 2 + len(after)
	for _, l := range lines {
		bound += 1 + len(label+text+after) + textBound(len(l.Label)) + textBound(len(l.Text))
	}
	out := append(make([]byte, 0, bound), before...)
	out = appendList(out, len(lines), func(out []byte, i int) []byte {
		out = appendText(append(out, label...), []byte(lines[i].Label))
		out = appendText(append(out, text...), []byte(lines[i].Text))
		return append(out, after...)
	})
	return append(out, after...)
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
		err = first(err, neededText(l.Label, "label", longestLabel))
		if len(l.Text) > longestLine {
			err = first(err, refused(problem.BadField, "text"))
		}
		out = append(out, plan.PacketLine(l))
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Taken gives the reference, or problem.Malformed where there is none to read out.
func (w PacketTaken) Taken() (reference string, err error) {
	var c check
	c.within(int64(len(w.Reference)), 1, longestSentence, "reference")
	return cut(w.Reference), c.malformed("packet")
}
