package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// joining is the account that is being made or woken in a conversation.
type joining struct{}

func (p *Plan) beginJoining(f *flow) { f.at, f.joining = plan.KindActivation, &joining{} }

func (p *Plan) registerStep(_ *flow, head plan.Head) plan.Step {
	return plan.RegisterAccount{Head: head}
}

func (p *Plan) activationStep(_ *flow, head plan.Head) plan.Step { return plan.Activation{Head: head} }

func (p *Plan) answerActivation(*flow, plan.ActivationTyped) *problem.Problem {
	return problem.New(problem.FlowConflict)
}

func (p *Plan) freshActivation(*flow) *problem.Problem { return problem.New(problem.FlowConflict) }

func (p *Plan) answerRegister(*flow, plan.RegisterTyped) *problem.Problem {
	return problem.New(problem.FlowConflict)
}
