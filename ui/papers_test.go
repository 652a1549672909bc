package ui_test

import (
	"context"
	"crypto/sha256"
	"net/http"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/ui/uitest"
)

// scan is a paper of n bytes that begins as a PDF does.
func scan(n int) []byte {
	return append([]byte("%PDF-1.7 "), make([]byte, n)...)
}

// atPaper has Carmen at the paper that is wanted for Pilar.
func atPaper(t testing.TB) *rig {
	t.Helper()
	r := newRig(t, uitest.Phone)
	r.shows(r.wantsPaper(), `heading 1 "Power of attorney, signed"`, "It may be: PDF, photo (JPEG), picture (PNG).", "It may have up to 5 MB.")
	return r
}

// wantsPaper comes to the paper that is wanted for Pilar.
func (r *rig) wantsPaper() string {
	r.t.Helper()
	r.cares()
	r.grant("m75", "Pilar Ruiz")
	return r.goes("Send the paper")
}

// brings types where a file is.
func (r *rig) brings(name string, data []byte) string {
	r.t.Helper()
	r.files[name] = data
	r.goes("Choose a file or photo")
	r.must(r.Type("Where the file is", name))
	return r.goes("Open it")
}

// TestAPaperIsHandedOverPieceByPiece and the plan then looks at it.
func TestAPaperIsHandedOverPieceByPiece(t *testing.T) {
	r := atPaper(t)
	r.page("paper", uitest.Phone)
	r.shows(r.brings("poa.pdf", scan(100<<10)), "File: poa.pdf", "Size: 100 KB")
	r.page("paper-file", uitest.Phone)
	r.shows(r.goes("Send it to the plan"), "The plan has your paper", "The plan is looking at it.")
	if n := r.asks("POST", "/papers/proof"); n != 4 {
		t.Errorf("%d pieces of 32 KB for 100 KB", n)
	}
}

// TestWhatIsNoPaperIsRefusedBeforeItIsSent: by how it begins, not by its name, and by its size; what was brought before stays.
func TestWhatIsNoPaperIsRefusedBeforeItIsSent(t *testing.T) {
	r := atPaper(t)
	r.shows(r.brings("good.pdf", scan(10)), "File: good.pdf")
	before := len(r.line.asked())
	r.shows(r.brings("paper.pdf", []byte("MZ\x90\x00 not what its name says")), "The plan cannot read this kind of file", "File: good.pdf")
	r.shows(r.brings("empty.pdf", nil), "The plan cannot read this kind of file", "File: good.pdf")
	r.shows(r.brings("large.pdf", scan(5<<20)), "This file is too large for the plan", "File: good.pdf")
	for _, x := range r.line.asked()[before:] {
		if strings.Contains(x.path, "/papers/") {
			t.Errorf("%s %s was sent", x.method, x.path)
		}
	}
}

// TestAPictureOfAPaperIsPasted, and one that is none is said.
func TestAPictureOfAPaperIsPasted(t *testing.T) {
	r := atPaper(t)
	r.shows(r.goes("Paste a photo"), `heading 2`)
	r.board.picture = append([]byte("\xff\xd8\xff\xe0"), make([]byte, 1000)...)
	r.shows(r.goes("Paste a photo"), "File: Pasted photo", "Size: 1 KB")
	r.shows(r.goes("Send it to the plan"), "The plan has your paper")
}

// TestAPaperIsDropped on its page, and is a paper there and no code.
func TestAPaperIsDropped(t *testing.T) {
	r := atPaper(t)
	r.files["file:///my/poa.pdf"] = scan(1000)
	r.drops("/my/poa.pdf")
	r.shows(r.settle(), "File: poa.pdf", `button "Send it to the plan"`)
}

// TestAPaperThatWasCutGoesOn from where the plan stands: nothing is sent twice that arrived, and the file is not asked for again.
func TestAPaperThatWasCutGoesOn(t *testing.T) {
	r := atPaper(t)
	r.brings("poa.pdf", scan(100<<10))
	pieces, gone := 0, 0
	r.line.fake = func(q *http.Request) *http.Response {
		if !strings.Contains(q.URL.Path, "/papers/") {
			return nil
		}
		if pieces++; pieces <= 2 || pieces > 6 {
			return nil
		}
		gone++
		return answering(http.StatusBadGateway, "text/html", "gone")
	}
	r.goes("Send it to the plan")
	for pieces <= 6 { // the client tries by itself a while
		r.shows(r.after(30*second), `button "Send it to the plan"`, `button "Try again"`, "The plan has 64 of 100 parts of this file.", "File: poa.pdf")
		r.goes("Try again")
	}
	r.shows(r.settle(), "The plan has your paper")
	if sent := pieces - gone; sent != 4 {
		t.Errorf("%d pieces arrived for four", sent)
	}
}

// uploads is a plan's side of one paper, in a test's hand.
type uploads struct {
	plan.Grants
	grant  plan.Grant
	stands func(plan.PaperPiece) (plan.Paper, error)
	pieces int
}

// Received implements plan.Grants.
func (u *uploads) Received(context.Context, plan.Session) ([]plan.Grant, error) {
	return []plan.Grant{u.grant}, nil
}

// Upload implements plan.Grants.
func (u *uploads) Upload(_ context.Context, _ plan.Session, _ plan.GrantID, p plan.PaperPiece) (plan.Paper, error) {
	u.pieces++
	return u.stands(p)
}

// TestAPlanThatNeverGetsFurtherEndsIt: nothing is sent without end.
func TestAPlanThatNeverGetsFurtherEndsIt(t *testing.T) {
	up := &uploads{grant: plan.Grant{ID: "g", Kind: plan.GrantAttorney, State: "grant.papers-missing", Actor: plan.Person{ID: "m23", Name: "Carmen"},
		Subject: plan.Person{ID: "m75", Name: "Pilar Ruiz"}, Papers: []plan.Paper{{ID: "p", Label: "Paper", State: plan.PaperWanted}}}}
	r := carmen(t, uitest.Phone, func(r *rig) { r.found = func(p *plan.Plan) { p.Grants = up } })
	data := scan(100 << 10)
	up.stands = func(p plan.PaperPiece) (plan.Paper, error) {
		if p.Sum != sha256.Sum256(data) || p.Size != int64(len(data)) || p.Type != "application/pdf" {
			t.Errorf("a piece of %d bytes, %s", p.Size, p.Type)
		}
		return plan.Paper{ID: "p", Label: "Paper", State: plan.PaperPartly, Name: p.Name, Size: p.Size}, nil
	}
	r.grant("m75", "Pilar Ruiz")
	r.goes("Send the paper")
	r.brings("poa.pdf", data)
	r.shows(r.goes("Send it to the plan"), "File: poa.pdf", `button "Send it to the plan"`, "Your plan's answer made no sense to us")
	if up.pieces > 20 {
		t.Errorf("%d pieces went out", up.pieces)
	}
}
