package wire

import (
	"time"

	"vestibule/app/plan"
)

// Code asks for a one-time code.
type Code struct {
	Authenticator Authenticator `json:"authenticator"`
	Digits        int           `json:"digits"`
	Sent          time.Time     `json:"sent,omitzero"`
	Expires       time.Time     `json:"expires,omitzero"`
	ResendAt      time.Time     `json:"resend_at,omitzero"`
	PeriodS       int64         `json:"period_s,omitempty"`
	Delivery      string        `json:"delivery,omitempty"`
	Tries         *Tries        `json:"tries,omitempty"`
	Sends         *Tries        `json:"sends,omitempty"`
	Trust         *Trust        `json:"trust,omitempty"`
	Others        bool          `json:"others"`
	Neutral       bool          `json:"neutral,omitempty"`
	Link          bool          `json:"link,omitempty"`
	From          string        `json:"from,omitempty"`
	Subject       string        `json:"subject,omitempty"`
	UsuallyS      int64         `json:"usually_s,omitempty"`
}

func fromCode(s plan.Code) *Code {
	return &Code{
		Authenticator: fromAuthenticator(s.Authenticator), Digits: s.Digits, Sent: s.Sent, Expires: s.Expires,
		ResendAt: s.ResendAt, PeriodS: inSeconds(s.Period), Delivery: string(s.Delivery), Tries: fromTries(s.Tries),
		Sends: fromTries(s.Sends), Trust: fromTrust(s.Trust), Others: s.Others,
		Neutral: s.Neutral, Link: s.Link, From: s.From, Subject: s.Subject, UsuallyS: inSeconds(s.Usually),
	}
}

// step holds codes to what a member can type: 4 to 10 digits (RFC 4226, section 5.3, gives 6 to 9 and more).
func (w Code) step(h plan.Head, c *check) plan.Step {
	c.within(int64(w.Digits), 4, 10, "digits")
	s := plan.Code{
		Head: h, Authenticator: w.Authenticator.authenticator(c, "authenticator"), Digits: w.Digits, Sent: w.Sent,
		Expires: w.Expires, ResendAt: w.ResendAt, Period: c.seconds(w.PeriodS, 0, "period_s"),
		Delivery: plan.Delivery(w.Delivery), Tries: w.Tries.tries(c, "tries"), Sends: w.Sends.tries(c, "sends"),
		Trust: w.Trust.trust(c), Others: w.Others,
		Neutral: w.Neutral, Link: w.Link, From: cut(w.From), Subject: cut(w.Subject), Usually: c.seconds(w.UsuallyS, 0, "usually_s"),
	}
	c.that(s.Expires.IsZero() || !s.Expires.Before(s.Sent), "expires")
	return s
}
