package session_test

import (
	"fmt"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/app/session"
)

func ExampleKeeper() {
	device := clock.At(noon)
	keeper := session.New(session.Config{
		Post: func(f func()) { f() },
		OnChange: func(c session.Change) {
			switch c.Standing.Phase {
			case session.Active:
				fmt.Println("signed in")
			case session.Warned:
				fmt.Println("still there? until", c.Standing.Ends.Format("15:04"))
			case session.Over:
				fmt.Println("signed out:", c.Standing.Why)
			}
		},
	})
	keeper.Enter(session.Entry{
		Plan:  "https://plan.example.org",
		Clock: clock.ForPlan(device),
		Session: plan.Session{Token: secret.Of([]byte("a token")), Actor: "maria",
			Idle: 10 * time.Minute, Warn: time.Minute, Ends: noon.Add(8 * time.Hour)},
	})
	device.Advance(10 * time.Minute)
	// Output:
	// signed in
	// still there? until 12:10
	// signed out: idle
}
