package wire

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// DeedDone is the answer to a deed: the entry as it now stands, and whose it is.
type DeedDone struct {
	ServerTime time.Time `json:"server_time"`
	Subject    string    `json:"subject"`
	Record     Record    `json:"record"`
}

// FromDeedDone gives the entry of a deed as it travels; now is the plan's time.
func FromDeedDone(subject plan.MemberID, r plan.Record, now time.Time) DeedDone {
	return DeedDone{now, string(subject), Record(r)}
}

// Done gives the entry, or problem.Malformed where it has no id or title.
func (w DeedDone) Done() (plan.Record, error) {
	var c check
	r := w.Record.record(&c)
	return r, c.malformed("deed")
}

// deed is one as it is asked for; its entry is in the address.
type deed struct {
	What  string `json:"what"`
	Text  string `json:"text"`
	Once  string `json:"once"`
	Their Secret `json:"their"`
}

// DeedBody gives the request body of a deed, in one buffer that is never grown: a code may be in it, and the caller clears it.
func DeedBody(d plan.Deed) []byte {
	fields := []field{{name: "what", text: []byte(d.What)}, {name: "once", text: []byte(d.Once)}}
	fields = withText(fields, "text", d.Text)
	if !d.Their.Empty() {
		fields = append(fields, field{name: "their", text: d.Their.Reveal()})
	}
	return object(fields...)
}

// longestReply is how long the text of a deed may be, in bytes.
const longestReply = 16 << 10

// ReadDeed reads the request body of a deed to the entry of that kind and id, as a plan does: problem.BadField or
// problem.MissingField with the field's name. The code in it is the caller's to clear.
func ReadDeed(kind plan.RecordKind, id string, body []byte) (plan.Deed, error) {
	b, err := read[deed](body)
	d := plan.Deed{Kind: kind, ID: id, What: plan.DeedKind(b.What), Text: b.Text, Once: b.Once, Their: b.Their.Bytes}
	err = first(err, neededText(b.What, "what", longestValue), neededText(b.Once, "once", longestValue))
	if len(b.Text) > longestReply {
		err = first(err, refused(problem.BadField, "text"))
	}
	if d.What == plan.Reply && b.Text == "" {
		err = first(err, refused(problem.MissingField, "text"))
	}
	if b.Their.Len() > longestValue {
		err = first(err, refused(problem.BadField, "their"))
	}
	return d, err
}
