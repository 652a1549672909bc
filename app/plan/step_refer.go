package plan

import "vestibule/app/problem"

// Refer says that only a person can help, why, and what to have ready.
type Refer struct {
	Head
	Why       problem.Code
	Reference string
	// Explanation is the plan's own sentence, shown as such; empty: none.
	Explanation string
}

// Kind is KindRefer.
func (Refer) Kind() Kind { return KindRefer }

// Accepts is false: nothing in the app answers it.
func (Refer) Accepts(Answer) bool { return false }
