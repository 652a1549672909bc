package mockplan

import (
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func (p *Plan) getDocument(w http.ResponseWriter, _ *http.Request) {
	var d wire.Document
	now := p.locked(func() {
		d = p.saysOfItself()
		if _, on := p.faults.on("svc.bad_policy", nil); on {
			d.Policy.Lockout.MaxFailures, d.Policy.OTP.Digits = -3, 0
		}
	})
	d.ServerTime, d.Base = now, "/v1"
	writeJSON(w, http.StatusOK, jsonType, d)
}

// saysOfItself is the document as it travels, with who signs members in where that is another server: the names that can be
// tried here are worth nothing there.
func (p *Plan) saysOfItself() wire.Document {
	beside := p.config.Beside
	if beside == nil {
		d := wire.FromDocument(p.document())
		d.DemoURLs = wire.DemoURLs{Outbox: "/mock/outbox", Members: "/mock/members"}
		return d
	}
	d := wire.FromDocument(p.servicesDocument())
	d.Kind, d.Identity = string(beside.Server.Kind), beside.Server
	return d
}

func (p *Plan) postFlows(w http.ResponseWriter, r *http.Request) {
	body, trouble := readBody(w, r)
	var purpose plan.Purpose
	if trouble == nil {
		purpose, trouble = readBegin(body)
	}
	if trouble == nil && !p.takes(purpose) {
		trouble = refusedField("purpose")
	}
	var got outcome
	now := p.locked(func() {
		if trouble == nil {
			trouble = p.closed()
		}
		switch got.trouble = trouble; {
		case trouble != nil:
		case purpose.NeedsSession():
			got = p.beginIn(r, purpose)
		default:
			got = p.begin(purpose, deviceOf(r), p.pagesFor(r))
		}
	})
	writeOutcome(w, got, now, http.StatusCreated)
}

func readBegin(body []byte) (plan.Purpose, *problem.Problem) {
	var fields map[string]json.RawMessage
	var begin wire.Begin
	if json.Unmarshal(body, &fields) != nil || json.Unmarshal(body, &begin) != nil || len(fields) != 1 {
		return "", refusedField("purpose")
	}
	return plan.Purpose(begin.Purpose), nil
}

func (p *Plan) postFlow(w http.ResponseWriter, r *http.Request) {
	body, trouble := readBody(w, r)
	defer clear(body)
	var number int
	var answer plan.Answer
	if trouble == nil {
		number, answer, trouble = readAnswer(body)
	}
	if answer != nil {
		defer answer.Clear()
	}
	var got outcome
	now := p.locked(func() { got = p.reply(r.PathValue("id"), number, sha256.Sum256(body), answer, trouble) })
	writeOutcome(w, got, now, http.StatusOK)
}

// reply answers one answer. What cannot be read, or comes while the plan is closed, changes nothing and counts nothing.
func (p *Plan) reply(id string, number int, body [32]byte, answer plan.Answer, trouble *problem.Problem) outcome {
	f := p.conversation(id)
	if f == nil {
		return over()
	}
	if ended := p.sessionOver(f); ended != nil {
		return outcome{trouble: ended}
	}
	if trouble == nil {
		trouble = p.closed()
	}
	if trouble != nil && f.done == nil {
		p.touch(f)
		f.expires = later(f.expires, trouble.Until.Add(flowLife)) // an outage outlasts a conversation
		return outcome{p.step(f), trouble}
	}
	return p.submit(f, number, body, answer)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// over is the answer for a conversation that is no more, or never was.
func over() outcome {
	trouble := problem.New(problem.FlowExpired)
	trouble.Status = http.StatusGone
	return outcome{trouble: trouble}
}

func (p *Plan) getFlow(w http.ResponseWriter, r *http.Request) {
	got := over()
	now := p.locked(func() {
		f := p.conversation(r.PathValue("id"))
		if f == nil {
			return
		}
		if got = (outcome{trouble: p.sessionOver(f)}); got.trouble == nil {
			got = p.poll(f)
		}
	})
	writeOutcome(w, got, now, http.StatusOK)
}

func (p *Plan) deleteFlow(w http.ResponseWriter, r *http.Request) {
	p.locked(func() {
		if f := p.flows[r.PathValue("id")]; f != nil {
			p.abandon(f)
		}
	})
	w.WriteHeader(http.StatusNoContent)
}

func (p *Plan) getAccount(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		account := wire.FromAccount(p.account(s.member, s.identifier, s.before))
		account.ServerTime = p.now()
		return account, nil
	})
}

func (p *Plan) postExtend(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		extended := wire.FromSession(s.plan)
		extended.ServerTime = p.now()
		return extended, nil
	})
}

func (p *Plan) getRecords(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		subject, d, trouble := p.whoseRecords(s, r)
		if trouble != nil {
			return nil, trouble
		}
		kind := plan.RecordKind(r.PathValue("kind"))
		list := p.records(subject, kind)
		if d != nil {
			p.noteAct(d, s, kind, "", "")
			for i := range list {
				list[i] = p.within(d, kind, list[i])
			}
		}
		travels := wire.FromRecords(list, p.now())
		travels.Subject = r.PathValue("member")
		return travels, nil
	})
}

// forSession answers what needs somebody signed in; who tells which session it is. No value is an empty answer.
func (p *Plan) forSession(w http.ResponseWriter, r *http.Request, who func(*http.Request) (*session, *problem.Problem),
	f func(*session) (any, *problem.Problem)) {
	var value any
	var trouble *problem.Problem
	now := p.locked(func() {
		var s *session
		if s, trouble = who(r); trouble == nil {
			value, trouble = f(s)
		}
	})
	if trouble != nil {
		writeProblem(w, trouble, nil, now)
		return
	}
	if value == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	writeJSON(w, http.StatusOK, jsonType, value)
}

func (p *Plan) deleteSession(w http.ResponseWriter, r *http.Request) {
	p.locked(func() { p.signOut(r) })
	w.WriteHeader(http.StatusNoContent)
}

func (p *Plan) getStatus(w http.ResponseWriter, _ *http.Request) {
	var s wire.Status
	p.locked(func() { s = wire.FromStatus(p.status(), p.now()) })
	writeJSON(w, http.StatusOK, jsonType, s)
}
