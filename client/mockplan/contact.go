package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// addingContact is a contact that is being added in a conversation.
type addingContact struct {
	kinds    []plan.ContactKind
	replaces string // masked; empty: nothing
	optional bool
	// added is called once a code sent to the new contact came back, with the contact in full; skipped members come with
	// an empty one.
	added func(kind plan.ContactKind, value string) *problem.Problem
}

// askContact asks for a new contact.
func (p *Plan) askContact(f *flow, ask addingContact) { f.at, f.adding = plan.KindContact, &ask }

func (p *Plan) contactStep(f *flow, head plan.Head) plan.Step {
	return plan.Contact{Head: head, Kinds: f.adding.kinds, Replaces: f.adding.replaces, Optional: f.adding.optional}
}

func (p *Plan) answerContact(*flow, plan.ContactTyped) *problem.Problem {
	return problem.New(problem.FlowConflict)
}

func (p *Plan) skipContact(*flow) *problem.Problem { return problem.New(problem.FlowConflict) }

// newCodesStep shows the recovery codes that were made.
func (p *Plan) newCodesStep(_ *flow, head plan.Head) plan.Step {
	return plan.ShowRecoveryCodes{Head: head}
}

func (p *Plan) keepCodes(*flow) *problem.Problem { return problem.New(problem.FlowConflict) }
