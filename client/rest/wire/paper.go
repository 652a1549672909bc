package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Paper is one that a grant wants, or has.
type Paper struct {
	ServerTime  time.Time `json:"server_time,omitzero"`
	ID          string    `json:"id"`
	Label       string    `json:"label"`
	Types       []string  `json:"types,omitempty"`
	Most        int64     `json:"most"`
	State       string    `json:"state"`
	Name        string    `json:"name,omitempty"`
	Size        int64     `json:"size,omitempty"`
	Received    int64     `json:"received,omitempty"`
	Explanation string    `json:"explanation,omitempty"`
}

// FromPaper gives a paper as it travels; now is the plan's time, zero within a grant.
func FromPaper(p plan.Paper, now time.Time) Paper {
	return Paper{now, string(p.ID), p.Label, p.Types, p.Most, string(p.State), p.Name, p.Size, p.Received, p.Explanation}
}

// paperStates are those that the app has words for.
var paperStates = []plan.PaperState{plan.PaperWanted, plan.PaperPartly, plan.PaperLookedAt, plan.PaperAccepted, plan.PaperRefused}

// The bounds of papers: how many types one may be of, how long a file's name or type is, and how large a file and a piece of it
// may be, in bytes. A piece in base 64 still fits the request bodies that servers take (1 MiB is a usual limit).
const (
	mostTypes    = 50
	longestFile  = 255
	largestPaper = 1 << 32
	LargestPiece = 512 << 10
)

// Paper gives the paper, or problem.Malformed: one in a state that the app has no word for is refused, where nothing else came.
func (w Paper) Paper() (plan.Paper, error) {
	var c check
	c.that(slices.Contains(paperStates, plan.PaperState(w.State)), "state")
	p := w.paper(&c)
	return p, c.malformed("paper")
}

func (w Paper) paper(c *check) plan.Paper {
	c.that(w.ID != "", "papers.id")
	c.that(w.Label != "", "papers.label")
	c.within(int64(len(w.Types)), 0, mostTypes, "papers.types")
	c.within(w.Most, 0, largestPaper, "papers.most")
	c.within(w.Size, 0, largestPaper, "papers.size")
	c.within(w.Received, 0, w.Size, "papers.received")
	return plan.Paper{ID: plan.PaperID(w.ID), Label: cut(w.Label), Types: w.Types, Most: w.Most, State: plan.PaperState(w.State),
		Name: cut(w.Name), Size: w.Size, Received: w.Received, Explanation: cut(w.Explanation)}
}

// piece is a part of a file as it travels: Sum in hexadecimal, Data in base 64.
type piece struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Sum  string `json:"sum"`
	Size int64  `json:"size"`
	From int64  `json:"from"`
	Data []byte `json:"data"`
}

// PieceBody gives the request body of a piece, in one buffer that is never grown: a paper is the member's own, and the caller
// clears it.
func PieceBody(p plan.PaperPiece) []byte {
	var sum [2 * sha256.Size]byte
	return object(field{name: "name", text: []byte(p.Name)}, field{name: "type", text: []byte(p.Type)},
		field{name: "sum", text: hex.AppendEncode(sum[:0], p.Sum[:])}, field{name: "size", count: &p.Size},
		field{name: "from", count: &p.From}, field{name: "data", file: p.Data})
}

// ReadPiece reads the request body of a piece of a paper, as a plan does: problem.BadField for what is none.
func ReadPiece(paper plan.PaperID, body []byte) (plan.PaperPiece, error) {
	b, err := read[piece](body)
	p := plan.PaperPiece{Paper: paper, Name: b.Name, Type: b.Type, Size: b.Size, From: b.From, Data: b.Data}
	err = first(err, neededText(b.Name, "name", longestFile), neededText(b.Type, "type", longestFile), bounded(len(b.Data), "data", LargestPiece))
	if sum, bad := hex.DecodeString(b.Sum); bad != nil || copy(p.Sum[:], sum) != len(p.Sum) || len(sum) != len(p.Sum) {
		err = first(err, refused(problem.BadField, "sum"))
	}
	if p.From < 0 || p.Size > largestPaper || p.From > p.Size-int64(len(p.Data)) {
		err = first(err, refused(problem.BadField, "from"))
	}
	return p, err
}
