package mockplan

import (
	"net/http"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// actingForOthers names the addresses of acting for others, and of going on at another device.
func (p *Plan) actingForOthers(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/grants/received", p.listGrants(func(d *delegation, m *member) bool { return d.actor == m }, func(*session) []plan.Grant { return nil }))
	mux.HandleFunc("GET /v1/grants/given", p.listGrants(func(d *delegation, m *member) bool { return d.subject == m }, p.out))
	mux.HandleFunc("POST /v1/grants", asks(p, wire.ReadWish, p.postWish))
	mux.HandleFunc("POST /v1/grants/{id}/renew", p.onGrant(func(d *delegation, s *session, _ []byte) (any, *problem.Problem) {
		g, trouble := p.renew(d, s)
		return wire.FromGrant(g, p.now()), trouble
	}))
	mux.HandleFunc("POST /v1/grants/{id}/ask", p.onGrant(p.postAsk))
	mux.HandleFunc("POST /v1/grants/{id}/help-back-in", p.onGrant(func(d *delegation, s *session, _ []byte) (any, *problem.Problem) {
		asked, trouble := p.helpBackIn(d, s)
		return wire.FromAsked(asked, p.now()), trouble
	}))
	mux.HandleFunc("POST /v1/grants/{id}/papers/{paper}", p.postPaper)
	mux.HandleFunc("PUT /v1/grants/{id}", p.onGrant(p.putGrant))
	mux.HandleFunc("DELETE /v1/grants/{id}", p.deleteGrant)
	mux.HandleFunc("GET /v1/grants/{id}/acts", p.onGrant(func(d *delegation, _ *session, _ []byte) (any, *problem.Problem) {
		return wire.FromActs(d.id, d.actsOf(), p.now()), nil
	}))
	mux.HandleFunc("POST /v1/invitations", asks(p, wire.ReadOffer, func(s *session, o plan.GrantOffer) (any, *problem.Problem) {
		t, trouble := p.offer(s, o)
		return wire.FromTicket(t, p.now()), trouble
	}))
	mux.HandleFunc("POST /v1/invitations/look", asks(p, wire.ReadTyped, p.lookAtInvitation))
	mux.HandleFunc("POST /v1/invitations/accept", asks(p, wire.ReadTyped, func(s *session, typed string) (any, *problem.Problem) {
		g, trouble := p.takeInvitation(s, typed)
		return wire.FromGrant(g, p.now()), trouble
	}))
	mux.HandleFunc("POST /v1/people/{member}/records/{kind}/{id}/deeds", p.postDeed)
	mux.HandleFunc("POST /v1/handoffs", p.postHandoff)
	mux.HandleFunc("POST /v1/handoffs/take", p.takeHandoff)
}

// asks is a handler of a request with a body, in a session.
func asks[B any](p *Plan, read func([]byte) (B, error), do func(*session, B) (any, *problem.Problem)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, trouble := readBody(w, r)
		defer clear(body)
		p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
			if trouble != nil {
				return nil, trouble
			}
			b, err := read(body)
			if err != nil {
				return nil, problem.Of(err)
			}
			return do(s, b)
		})
	}
}

// onGrant is a handler about one grant, for its two sides. One that is somebody else's is answered like one that is not there.
func (p *Plan) onGrant(do func(*delegation, *session, []byte) (any, *problem.Problem)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, trouble := readBody(w, r)
		defer clear(body)
		p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
			d := p.grantOf(s.member, r.PathValue("id"))
			switch {
			case d == nil:
				return nil, problem.New(problem.NotForMember)
			case trouble != nil:
				return nil, trouble
			}
			return do(d, s, body)
		})
	}
}

func (p *Plan) listGrants(of func(*delegation, *member) bool, also func(*session) []plan.Grant) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
			var list []plan.Grant
			for _, d := range p.delegations {
				if of(d, s.member) {
					list = append(list, p.seen(d, s))
				}
			}
			return wire.FromGrants(append(list, also(s)...), p.now()), nil
		})
	}
}

func (p *Plan) postWish(s *session, wish plan.GrantWish) (any, *problem.Problem) {
	g, trouble := p.wish(s, wish)
	return wire.FromGrant(g, p.now()), trouble
}

func (p *Plan) postAsk(d *delegation, s *session, body []byte) (any, *problem.Problem) {
	ask, err := wire.ReadAsk(body)
	if err != nil {
		return nil, problem.Of(err)
	}
	asked, trouble := p.askMember(d, s, ask)
	return wire.FromAsked(asked, p.now()), trouble
}

func (p *Plan) putGrant(d *delegation, s *session, body []byte) (any, *problem.Problem) {
	offer, err := wire.ReadOffer(body)
	if err != nil {
		return nil, problem.Of(err)
	}
	g, trouble := p.allow(d, s, offer)
	return wire.FromGrant(g, p.now()), trouble
}

// deleteGrant ends a grant, or takes an invitation back.
func (p *Plan) deleteGrant(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		id := r.PathValue("id")
		if d := p.grantOf(s.member, id); d != nil {
			p.revoke(d, s)
			return nil, nil
		}
		return nil, p.takeBack(s, id)
	})
}

func (p *Plan) postPaper(w http.ResponseWriter, r *http.Request) {
	p.onGrant(func(d *delegation, s *session, body []byte) (any, *problem.Problem) {
		if d.actor != s.member {
			return nil, problem.New(problem.NotForMember)
		}
		piece, err := wire.ReadPiece(plan.PaperID(r.PathValue("paper")), body)
		defer clear(piece.Data)
		if err != nil {
			return nil, problem.Of(err)
		}
		one, trouble := p.upload(d, piece)
		return wire.FromPaper(one, p.now()), trouble
	})(w, r)
}

func (p *Plan) lookAtInvitation(s *session, typed string) (any, *problem.Problem) {
	one, trouble := p.invitation(s, typed)
	if trouble != nil {
		return nil, trouble
	}
	return wire.FromGrant(p.offers(one, s), p.now()), nil
}

// whoseRecords gives whose records an address is about, and by which grant the session's actor may see that kind; no grant: their own.
func (p *Plan) whoseRecords(s *session, r *http.Request) (*member, *delegation, *problem.Problem) {
	kind, id := plan.RecordKind(r.PathValue("kind")), plan.MemberID(r.PathValue("member"))
	subject := p.someone(id)
	switch {
	case id == s.plan.Actor:
		subject = s.member
	case subject == nil || subject == s.member:
		return nil, nil, problem.New(problem.NotForMember)
	}
	var d *delegation
	if subject != s.member {
		var trouble *problem.Problem
		if d, trouble = p.mayEnter(s.member, subject, kind, plan.MayLook); trouble != nil {
			return nil, nil, trouble
		}
	}
	if !slices.Contains(plan.RecordKinds(), kind) {
		return nil, nil, refusedField("kind")
	}
	return subject, d, nil
}

func (p *Plan) postDeed(w http.ResponseWriter, r *http.Request) {
	body, trouble := readBody(w, r)
	defer clear(body)
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		if trouble != nil {
			return nil, trouble
		}
		deed, err := wire.ReadDeed(plan.RecordKind(r.PathValue("kind")), r.PathValue("id"), body)
		defer deed.Their.Clear()
		subject, _, trouble := p.whoseRecords(s, r)
		if trouble == nil && err != nil {
			trouble = problem.Of(err)
		}
		if trouble != nil {
			return nil, trouble
		}
		record, trouble := p.do(s, subject, deed)
		return wire.FromDeedDone(plan.MemberID(r.PathValue("member")), record, p.now()), trouble
	})
}

func (p *Plan) postHandoff(w http.ResponseWriter, r *http.Request) {
	p.openly(w, r, func(body []byte) (any, *problem.Problem) {
		what, err := wire.ReadHandoff(body)
		if err != nil {
			return nil, problem.Of(err)
		}
		t, trouble := p.leaves(r, what)
		return wire.FromTicket(t, p.now()), trouble
	})
}

func (p *Plan) takeHandoff(w http.ResponseWriter, r *http.Request) {
	p.openly(w, r, func(body []byte) (any, *problem.Problem) {
		typed, err := wire.ReadTyped(body)
		if err != nil {
			return nil, problem.Of(err)
		}
		what, trouble := p.takeUp(r, typed)
		return wire.FromHandoff(what, p.now()), trouble
	})
}

// openly answers a request with a body from whoever is there.
func (p *Plan) openly(w http.ResponseWriter, r *http.Request, do func(body []byte) (any, *problem.Problem)) {
	body, trouble := readBody(w, r)
	defer clear(body)
	var value any
	now := p.locked(func() {
		if trouble == nil {
			value, trouble = do(body)
		}
	})
	if trouble != nil {
		writeProblem(w, trouble, nil, now)
		return
	}
	writeJSON(w, http.StatusOK, jsonType, value)
}
