package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// recovery is what was proved so far by who forgot or lost something.
type recovery struct{}

// beginRecovery asks whom the recovery is for.
func (p *Plan) beginRecovery(f *flow) { f.at, f.recovery = plan.KindIdentify, &recovery{} }

func (p *Plan) identifyStep(_ *flow, head plan.Head) plan.Step {
	return plan.Identify{Head: head, Identifiers: []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber}, Most: 1}
}

func (p *Plan) answerIdentify(*flow, plan.Identified) *problem.Problem {
	return problem.New(problem.FlowConflict)
}

// answerLostIt goes on with other proofs.
func (p *Plan) answerLostIt(*flow) *problem.Problem { return problem.New(problem.FlowConflict) }
