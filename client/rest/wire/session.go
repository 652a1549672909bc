package wire

import (
	"time"

	"vestibule/app/plan"
)

// Session is from a successful sign-in to its end; durations are in seconds.
type Session struct {
	ID         string    `json:"id,omitempty"`
	Token      Secret    `json:"token"`
	Actor      string    `json:"actor"`
	AAL        int       `json:"aal"`
	Methods    []string  `json:"methods"`
	Began      time.Time `json:"began"`
	Proved     time.Time `json:"proved,omitzero"`
	IdleS      int64     `json:"idle_s"`
	WarnS      int64     `json:"warn_s"`
	Ends       time.Time `json:"ends"`
	Shared     bool      `json:"shared"`
	ServerTime time.Time `json:"server_time,omitzero"`
}

// FromSession gives a session as it travels, its token included.
func FromSession(s plan.Session) Session {
	return Session{
		ID: string(s.ID), Token: Secret{s.Token}, Actor: string(s.Actor), AAL: int(s.AAL), Methods: s.Methods, Began: s.Began,
		Proved: s.Proved, IdleS: inSeconds(s.Idle), WarnS: inSeconds(s.Warn), Ends: s.Ends, Shared: s.Shared,
	}
}

// Session gives the session the app keeps, or problem.Malformed.
func (w Session) Session() (plan.Session, error) {
	var c check
	s := w.session(&c)
	return s, c.malformed("answer")
}

func (w Session) session(c *check) plan.Session {
	c.that(!w.Token.Empty(), "session.token")
	c.that(w.Actor != "", "session.actor")
	c.within(int64(w.AAL), 1, 3, "session.aal")
	c.that(!w.Began.IsZero(), "session.began")
	c.that(w.Ends.After(w.Began), "session.ends")
	s := plan.Session{
		ID: plan.SessionID(w.ID), Token: w.Token.Bytes, Actor: plan.MemberID(w.Actor), AAL: plan.AAL(w.AAL & 3), Methods: w.Methods, Began: w.Began,
		Proved: w.Proved, Idle: c.seconds(w.IdleS, 1, "session.idle_s"), Warn: c.seconds(w.WarnS, 0, "session.warn_s"), Ends: w.Ends, Shared: w.Shared,
	}
	return s
}

// SignedOut is the answer to a sign-out where the plan needs a page opened; else there is none (204).
type SignedOut struct {
	Browser    string    `json:"browser,omitempty"`
	ServerTime time.Time `json:"server_time,omitzero"`
}
