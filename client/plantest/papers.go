package plantest

import (
	"crypto/sha256"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// wish: a grant can be asked for; what comes back does not tell whether there is such a person.
func wish(h *hand) {
	h.can(plan.CanActFor)
	h.can(plan.CanAskAccess)
	h.anyMember()
	session := h.signIn().Session
	grant := h.wished(session)
	list, err := h.plan.Grants.Received(h.t.Context(), session)
	if seen := h.grant(list, err, grant.ID); seen.Counts() || seen.State != grant.State {
		h.t.Errorf("asked for as %+v, listed as %+v", grant, seen)
	}
}

// wished asks for a grant for somebody whom nobody knows.
func (h *hand) wished(session plan.Session) plan.Grant {
	h.t.Helper()
	grant, err := h.plan.Grants.Request(h.t.Context(), session, plan.GrantWish{Kind: plan.GrantAttorney, Name: "Nobody Atall",
		MemberNumber: "TM-0000-000", Born: "1950-04-01"})
	if err != nil || grant.State != problem.GrantPending && grant.State != problem.GrantPapers {
		h.t.Fatalf("for nobody: %+v, %v", grant, err)
	}
	return grant
}

// papers: one that is wanted is handed over in pieces; what was cut is gone on with, also from another device; another file is never
// mixed in; what cannot be taken is refused at once.
func papers(h *hand) {
	h.can(plan.CanActFor)
	h.can(plan.CanAskAccess)
	h.can(plan.CanUploadPaper)
	h.anyMember()
	session := h.signIn().Session
	grant := h.wished(session)
	at := slices.IndexFunc(grant.Papers, func(p plan.Paper) bool { return p.State == plan.PaperWanted })
	if at < 0 {
		h.t.Skip("this plan wants no paper for it")
	}
	s := &sheaf{h, session, grant.ID, grant.Papers[at], scan(grant.Papers[at].Types[0])}
	s.unfit()
	s.cut()
	s.whole()
}

// sheaf is a file on its way to a plan.
type sheaf struct {
	*hand
	session plan.Session
	grant   plan.GrantID
	paper   plan.Paper
	data    []byte
}

// scan is a file that begins as one of its type does: what a file says of itself a plan need not believe.
func scan(kind string) []byte {
	begins := map[string]string{"application/pdf": "%PDF-1.7\n", "image/jpeg": "\xff\xd8\xff\xe0", "image/png": "\x89PNG\r\n\x1a\n"}[kind]
	return slices.Concat([]byte(begins), slices.Repeat([]byte{' '}, 900))
}

// pieceBytes is how much of the file goes at a time: three pieces.
const pieceBytes = 400

// piece is the part of the file that begins there.
func (s *sheaf) piece(from int64) plan.PaperPiece {
	return plan.PaperPiece{Paper: s.paper.ID, Name: "scan", Type: s.paper.Types[0], Sum: sha256.Sum256(s.data), Size: int64(len(s.data)), From: from,
		Data: s.data[from:min(from+pieceBytes, int64(len(s.data)))]}
}

func (s *sheaf) send(piece plan.PaperPiece) (plan.Paper, error) {
	paper, err := s.plan.Grants.Upload(s.t.Context(), s.session, s.grant, piece)
	s.saw(nil, err)
	return paper, err
}

// unfit sends what no plan takes.
func (s *sheaf) unfit() {
	program := s.piece(0)
	program.Type, program.Data = "application/x-msdownload", []byte("MZ")
	_, err := s.send(program)
	s.turnedAway(err, "a program", problem.PaperKind)
	if s.paper.Most > 0 {
		large := s.piece(0)
		large.Size = s.paper.Most + 1
		_, err = s.send(large)
		s.turnedAway(err, "a file that is too large", problem.PaperSize)
	}
}

// cut sends the first piece twice, as if no answer had come, and one of another file.
func (s *sheaf) cut() {
	for range 2 {
		if paper, err := s.send(s.piece(0)); err != nil || paper.State != plan.PaperPartly || paper.Received != pieceBytes {
			s.t.Fatalf("the first piece: %+v, %v", paper, err)
		}
	}
	foreign := s.piece(pieceBytes)
	foreign.Sum = sha256.Sum256([]byte("another file"))
	if paper, err := s.send(foreign); err == nil && paper.Received > pieceBytes {
		s.t.Fatalf("another file was put to it: %+v", paper)
	}
}

// whole goes on where the plan says it stands, after a new sign-in, until the file is there.
func (s *sheaf) whole() {
	s.session = s.signIn().Session
	list, err := s.plan.Grants.Received(s.t.Context(), s.session)
	for _, p := range s.hand.grant(list, err, s.grant).Papers {
		if p.ID == s.paper.ID {
			s.paper = p
		}
	}
	if s.paper.Received != pieceBytes {
		s.t.Fatalf("of a first piece of %d bytes, %d are told", pieceBytes, s.paper.Received)
	}
	for s.paper.State == plan.PaperPartly {
		next, err := s.send(s.piece(s.paper.Received))
		if err != nil || next.Received <= s.paper.Received {
			s.t.Fatalf("after %+v: %+v, %v", s.paper, next, err)
		}
		s.paper = next
	}
	if s.paper.State != plan.PaperLookedAt && s.paper.State != plan.PaperAccepted {
		s.t.Errorf("handed over whole: %+v", s.paper)
	}
}
