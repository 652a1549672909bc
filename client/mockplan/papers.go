package mockplan

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// paper is one that the plan wants to see, or has seen. Nothing of what is handed over is kept but its sum: it is invented.
type paper struct {
	plan.Paper
	sum   [sha256.Size]byte
	soFar hash.Hash
	since time.Time // when it was there whole
}

// mostPaper is how large a paper may be, in bytes.
const mostPaper = 5 << 20

// paperTypes are what a paper may be, by how such a file begins: what a file says of itself is not believed.
var paperTypes = []struct{ name, begins string }{
	{"application/pdf", "%PDF-"}, {"image/jpeg", "\xff\xd8\xff"}, {"image/png", "\x89PNG\r\n\x1a\n"},
}

// papersFor are the papers by which the plan believes a kind of grant.
var papersFor = map[plan.GrantKind]string{
	plan.GrantParent: "Birth certificate, or the court's order", plan.GrantGuardian: "Court order that names you as guardian",
	plan.GrantAttorney: "Power of attorney, signed", plan.GrantEstate: "Letter of the court that names you for the estate",
}

// wantedPaper is one that is not there yet.
func wantedPaper(id plan.PaperID, label string) *paper {
	one := &paper{Paper: plan.Paper{ID: id, Label: label, Most: mostPaper, State: plan.PaperWanted}}
	for _, t := range paperTypes {
		one.Types = append(one.Types, t.name)
	}
	return one
}

// wants reports that a paper is missing, looksAt that people look at one.
func (d *delegation) wants() bool {
	return slices.ContainsFunc(d.papers, func(one *paper) bool {
		return one.State != plan.PaperAccepted && one.State != plan.PaperLookedAt
	})
}

func (d *delegation) looksAt() bool {
	return slices.ContainsFunc(d.papers, func(one *paper) bool { return one.State == plan.PaperLookedAt })
}

// settlePapers does what people at the plan have done by now: what they have looked at for long enough is accepted. With the knob
// that has a paper missing, one is wanted that can be handed over.
func (p *Plan) settlePapers(d *delegation) {
	if _, on := p.faults.on("proxy.docs_missing", d.subject); on && !d.wants() && !d.looksAt() && d.paper("knob") == nil {
		d.papers = append(d.papers, wantedPaper("knob", "Signed consent form"))
	}
	for _, one := range d.papers {
		if one.State == plan.PaperLookedAt && p.now().Sub(one.since) >= lookedAt {
			p.accept(d, one)
		}
	}
	if d.waits && d.byPlan && !d.wants() && !d.looksAt() && p.now().Sub(d.asked) >= lookedAt {
		p.agreed(d)
	}
}

// accept has a paper count. With the last one the grant counts too.
func (p *Plan) accept(d *delegation, one *paper) {
	one.State, one.Explanation = plan.PaperAccepted, ""
	if d.wants() || d.looksAt() {
		return
	}
	if d.subject != nil && d.subject.care.died {
		d.kind, d.scope = plan.GrantEstate, everything(plan.MayLook)
	}
	if d.byPlan {
		p.agreed(d)
	}
}

// paper gives one by its id, nil for none.
func (d *delegation) paper(id plan.PaperID) *paper {
	at := slices.IndexFunc(d.papers, func(one *paper) bool { return one.ID == id })
	if at < 0 {
		return nil
	}
	return d.papers[at]
}

// upload takes a piece of a paper. A piece that is there already, or one after a gap, changes nothing: the paper as it stands tells
// where to go on.
func (p *Plan) upload(d *delegation, piece plan.PaperPiece) (plan.Paper, *problem.Problem) {
	if trouble := p.takesPapers(d); trouble != nil {
		return plan.Paper{}, trouble
	}
	one := d.paper(piece.Paper)
	if one == nil || one.State == plan.PaperAccepted {
		return plan.Paper{}, refusedField("paper")
	}
	if trouble := p.unfit(one, piece); trouble != nil {
		return plan.Paper{}, trouble
	}
	if one.sum != piece.Sum || one.Size != piece.Size {
		if piece.From > 0 { // another file than the one that was begun
			return plan.Paper{}, problem.New(problem.FlowConflict)
		}
		one.begins(piece)
	}
	if piece.From != one.Received || one.State == plan.PaperLookedAt {
		return one.Paper, nil
	}
	return one.takes(piece, p.now())
}

// takesPapers reports why nothing is handed over for a grant: a paper is taken where one is wanted.
func (p *Plan) takesPapers(d *delegation) *problem.Problem {
	switch state := p.state(d); state {
	case "", problem.GrantPapers, problem.GrantPending, problem.GrantDeceased, problem.GrantExpired:
		return nil
	default:
		return p.refuses(state, d)
	}
}

// unfit says what is wrong with a piece, before anything of it is kept.
func (p *Plan) unfit(one *paper, piece plan.PaperPiece) *problem.Problem {
	room := p.policy.Grants.Piece
	switch at := slices.IndexFunc(paperTypes, func(t struct{ name, begins string }) bool { return t.name == piece.Type }); {
	case at < 0, piece.From == 0 && !bytes.HasPrefix(piece.Data, []byte(paperTypes[at].begins)):
		return problem.New(problem.PaperKind)
	case piece.Size > one.Most:
		return problem.New(problem.PaperSize)
	case piece.Size < 1, piece.From < 0, len(piece.Data) == 0, int64(len(piece.Data)) > room, piece.From > piece.Size-int64(len(piece.Data)):
		return refusedField("data")
	}
	return nil
}

// begins forgets what was there of another file.
func (one *paper) begins(piece plan.PaperPiece) {
	one.sum, one.soFar = piece.Sum, sha256.New()
	one.Name, one.Size, one.Received, one.State, one.Explanation = piece.Name, piece.Size, 0, plan.PaperPartly, ""
}

// takes adds a piece. A file that is whole and not the one that was announced is begun anew.
func (one *paper) takes(piece plan.PaperPiece, now time.Time) (plan.Paper, *problem.Problem) {
	_, _ = one.soFar.Write(piece.Data) // a hash never fails
	if one.Received += int64(len(piece.Data)); one.Received < one.Size {
		return one.Paper, nil
	}
	if sum := one.soFar.Sum(nil); !bytes.Equal(sum, one.sum[:]) {
		one.sum, one.Received, one.State = [sha256.Size]byte{}, 0, plan.PaperWanted
		return plan.Paper{}, refusedField("sum")
	}
	one.State, one.since = plan.PaperLookedAt, now
	return one.Paper, nil
}
