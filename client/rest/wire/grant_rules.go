package wire

import "vestibule/app/plan"

// GrantRules are for acting for somebody else. A number that is left out is not told.
type GrantRules struct {
	MaxDays     int      `json:"max_days,omitempty"`
	WarnDays    []int    `json:"warn_days,omitempty"`
	TeenAge     int      `json:"teen_age,omitempty"`
	AdultAge    int      `json:"adult_age,omitempty"`
	Private     []string `json:"private,omitempty"`
	InvitationS int64    `json:"invitation_s,omitempty"`
	HandoffS    int64    `json:"handoff_s,omitempty"`
	PieceBytes  int64    `json:"piece_bytes,omitempty"`
}

func fromGrantRules(r plan.GrantRules) GrantRules {
	w := GrantRules{MaxDays: r.MaxDays, WarnDays: r.WarnDays, TeenAge: r.Teen, AdultAge: r.Adult, InvitationS: inSeconds(r.Invitation),
		HandoffS: inSeconds(r.Handoff), PieceBytes: r.Piece}
	for _, kind := range r.Private {
		w.Private = append(w.Private, string(kind))
	}
	return w
}

// oldest is an age that nobody has reached, in years.
const oldest = 150

func (w GrantRules) rules(c *check) plan.GrantRules {
	c.days(w.MaxDays, "grants.max_days")
	for _, d := range w.WarnDays {
		c.days(d, "grants.warn_days")
	}
	c.within(int64(w.TeenAge), 0, oldest, "grants.teen_age")
	c.within(int64(w.AdultAge), 0, oldest, "grants.adult_age")
	c.that(w.AdultAge == 0 || w.TeenAge <= w.AdultAge, "grants.adult_age")
	c.within(int64(len(w.Private)), 0, mostKinds, "grants.private")
	c.within(w.PieceBytes, 0, LargestPiece, "grants.piece_bytes")
	r := plan.GrantRules{MaxDays: w.MaxDays, WarnDays: w.WarnDays, Teen: w.TeenAge, Adult: w.AdultAge,
		Invitation: c.seconds(w.InvitationS, 0, "grants.invitation_s"), Handoff: c.seconds(w.HandoffS, 0, "grants.handoff_s"), Piece: w.PieceBytes}
	for _, kind := range w.Private {
		r.Private = append(r.Private, plan.RecordKind(kind))
	}
	return r
}
