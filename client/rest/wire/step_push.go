package wire

import (
	"time"

	"vestibule/app/plan"
)

// Push waits for an approval on another device.
type Push struct {
	Authenticator Authenticator `json:"authenticator"`
	Number        string        `json:"number"`
	Expires       time.Time     `json:"expires"`
	PollS         int64         `json:"poll_s"`
	Others        bool          `json:"others"`
}

func fromPush(s plan.Push) *Push {
	return &Push{
		fromAuthenticator(s.Authenticator), s.Number, s.Expires, inSeconds(s.PollEvery), s.Others,
	}
}

func (w Push) step(h plan.Head, c *check) plan.Step {
	c.within(int64(len(w.Number)), 1, 10, "number")
	c.that(!w.Expires.IsZero(), "expires")
	return plan.Push{
		Head: h, Authenticator: w.Authenticator.authenticator(c, "authenticator"), Number: w.Number, Expires: w.Expires,
		PollEvery: c.seconds(w.PollS, 1, "poll_s"), Others: w.Others,
	}
}
