package plan

import "vestibule/app/problem"

// Refer says that only a person can help, why, and what to have ready.
type Refer struct {
	Head
	Why       problem.Code
	Reference string
	// Explanation is the plan's own sentence, shown as such; empty: none.
	Explanation string
	// Lost says that the member, whose password was right, can go on in this conversation with other proofs (LostIt).
	Lost bool
}

// Kind is KindRefer.
func (Refer) Kind() Kind { return KindRefer }

// Accepts reports whether a is LostIt, where other proofs are left. Nothing else in the app answers a Refer.
func (s Refer) Accepts(a Answer) bool { _, ok := a.(LostIt); return ok && s.Lost }
