package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// identity is the card that is asked for in a conversation, and what comes after it.
type identity struct {
	fields []plan.IdentityField
	// found is called with the member whose card it is; nil is never passed.
	found func(m *member) *problem.Problem
}

// askIdentity asks for the card: then found.
func (p *Plan) askIdentity(f *flow, fields []plan.IdentityField, found func(m *member) *problem.Problem) {
	f.at, f.identity = plan.KindProveIdentity, &identity{fields, found}
}

func (p *Plan) identityStep(f *flow, head plan.Head) plan.Step {
	return plan.ProveIdentity{Head: head, Fields: f.identity.fields}
}

func (p *Plan) answerIdentity(*flow, plan.IdentityTyped) *problem.Problem {
	return problem.New(problem.FlowConflict)
}

func (p *Plan) waitStep(_ *flow, head plan.Head) plan.Step {
	return plan.Wait{Head: head, For: plan.WaitForObjection, PollEvery: pollEvery}
}
