package flow_test

import (
	"context"
	"fmt"

	"vestibule/app/clock"
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// openDoor signs everybody in.
type openDoor struct{ plan.Identity }

func (openDoor) Begin(context.Context, plan.Purpose, *plan.Session) (plan.Step, error) {
	return plan.Credentials{Head: plan.Head{Number: 1}}, nil
}

func (openDoor) Submit(_ context.Context, _ plan.Step, a plan.Answer) (plan.Step, error) {
	return plan.Done{Account: plan.Account{Name: a.(plan.NameAndPassword).Name}}, nil
}

func ExampleRunner() {
	ui := make(chan func()) // stands for the thread that screens are drawn on
	var runner *flow.Runner
	over := false
	runner = flow.New(flow.Config{
		Identity: openDoor{},
		Clock:    clock.ForPlan(clock.At(noon)),
		Post:     func(f func()) { ui <- f },
		OnEnter:  func(d plan.Done) { fmt.Println("signed in:", d.Account.Name) },
		OnState: func(s flow.State) {
			switch s := s.(type) {
			case flow.Waiting:
				fmt.Println("one moment")
			case flow.Asking:
				fmt.Println("asking for", s.Step.Kind())
				runner.Send(flow.Answer{Number: s.Step.At().Number,
					Answer: plan.NameAndPassword{Name: "maria", Password: secret.Of([]byte("a long secret"))}})
			case flow.Ended:
				over = true
			}
		},
	})
	runner.Send(flow.Begin{Purpose: plan.SignIn})
	for !over {
		(<-ui)()
	}
	// Output:
	// one moment
	// asking for credentials
	// one moment
	// signed in: maria
}
