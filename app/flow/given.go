package flow

import (
	"crypto/sha256"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// given are the sessions that were given back, by name or, where the plan gives none, by token. A plan gives the same result
// again for the same answer, so an answer that is sent once more may bring one of them while the plan is still being told that
// nobody holds it: whoever entered it would be signed in here alone.
type given map[any]bool

func sessionKey(s plan.Session) any {
	if s.ID != "" {
		return s.ID
	}
	return sha256.Sum256(s.Token.Reveal())
}

// note remembers what is given back.
func (g given) note(step plan.Step) {
	if done, ok := step.(plan.Done); ok {
		g[sessionKey(done.Session)] = true
	}
}

// dead takes a reply that brings one of them for the end of its conversation, which it is.
func (g given) dead(e Event) Event {
	reply, _ := e.(Reply)
	done, ok := reply.Step.(plan.Done)
	if !ok || !g[sessionKey(done.Session)] {
		return e
	}
	spent(done)
	return Reply{Request: reply.Request, Problem: problem.New(problem.FlowExpired)}
}
