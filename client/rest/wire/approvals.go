package wire

import (
	"time"

	"vestibule/app/plan"
)

// Approvals is what waits for the member's word, newest first.
type Approvals struct {
	ServerTime time.Time  `json:"server_time"`
	Approvals  []Approval `json:"approvals"`
}

// Approval is a sign-in elsewhere that waits. The number it is to be matched by does not travel.
type Approval struct {
	ID      string    `json:"id"`
	Place   string    `json:"place,omitempty"`
	Device  string    `json:"device,omitempty"`
	Asked   time.Time `json:"asked"`
	Expires time.Time `json:"expires"`
	Digits  int       `json:"digits"`
}

// FromApprovals gives what waits as it travels.
func FromApprovals(list []plan.Approval, now time.Time) Approvals {
	w := Approvals{ServerTime: now, Approvals: []Approval{}}
	for _, a := range list {
		w.Approvals = append(w.Approvals, Approval{string(a.ID), a.Place, a.Device, a.Asked, a.Expires, a.Digits})
	}
	return w
}

// List gives what waits, or problem.Malformed where a page could not be made of it.
func (w Approvals) List() ([]plan.Approval, error) {
	var c check
	out := make([]plan.Approval, 0, len(w.Approvals))
	for _, a := range w.Approvals {
		c.that(a.ID != "", "id")
		c.that(!a.Asked.IsZero(), "asked")
		c.that(a.Expires.After(a.Asked), "expires")
		c.within(int64(a.Digits), 1, 10, "digits")
		out = append(out, plan.Approval{ID: plan.ApprovalID(a.ID), Place: cut(a.Place), Device: cut(a.Device), Asked: a.Asked,
			Expires: a.Expires, Digits: a.Digits})
	}
	return out, c.malformed("approvals")
}

// Verdict is the member's word on one approval: exactly one of the two is set.
type Verdict struct {
	Approve *struct {
		Number Secret `json:"number"`
	} `json:"approve"`
	Deny *struct {
		NotMe bool `json:"not_me"`
	} `json:"deny"`
}

// ApproveBody gives the request body that approves by a number, in one buffer that is never grown: the caller clears it.
func ApproveBody(number []byte) []byte {
	const before, after = `{"approve":{"number":`, `}}`
	out := append(make([]byte, 0, len(before)+textBound(len(number))+len(after)), before...)
	return append(appendText(out, number), after...)
}

// DenyBody gives the request body that denies.
func DenyBody(notMe bool) []byte {
	if notMe {
		return []byte(`{"deny":{"not_me":true}}`)
	}
	return []byte(`{"deny":{"not_me":false}}`)
}
