package flow

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Event is what happens to a conversation: a closed set.
type Event interface{ event() }

// Begin opens a conversation. Session is nil where the purpose needs none; Obstacle is what already stands in the way
// (an outage, an app too old), nil for nothing.
type Begin struct {
	Purpose  plan.Purpose
	Session  *plan.Session
	WarnAt   int
	Obstacle *problem.Problem
}

// Resume takes a conversation up that an earlier run of the app left. Session is the one its purpose needs, nil where it
// needs none: it is not given back though the conversation brings it again.
type Resume struct {
	Handle  plan.Handle
	Purpose plan.Purpose
	Session *plan.Session
	WarnAt  int
}

// Answer is the member's, to the step of that number. Confirmed: the member agreed to spend the last try. Whoever sends
// it gives its secrets away: they are cleared when they were used or refused, so a page that may send them again keeps a
// clone.
type Answer struct {
	Number    int
	Answer    plan.Answer
	Confirmed bool
}

// Back shows the earlier step again; while something is being checked, the step before that one. It takes a question
// about the last try back, and leaves a conversation that was never opened.
type Back struct{}

// Stop stops waiting and shows the step that was answered again. It takes a question about the last try back, and leaves
// a conversation that was never opened.
type Stop struct{}

// Leave ends the conversation.
type Leave struct{}

// Part leaves the conversation as it stands at the plan, so that it can be taken up again (Resume). One that was not opened
// yet is left like any other.
type Part struct{}

// StartOver leaves this conversation and opens a new one for the same purpose.
type StartOver struct{}

// Reply is what came of a request. Step may be nil, Problem too, not both.
type Reply struct {
	Request RequestID
	Step    plan.Step
	Problem *problem.Problem
}

// Due is the time a Wake was set for.
type Due struct{}

// Connected says that the network is back, or the member asked to try again.
type Connected struct{}

// Obstructed is an outage met while the page stands; Cleared is its end.
type Obstructed struct{ Problem *problem.Problem }

// Cleared ends an obstruction.
type Cleared struct{}

// Arrive is an address that came from outside: a loopback redirect, an app scheme, a page load. It counts only while the
// step it belongs to is asked; after a Resume, whoever holds an address waits for that.
type Arrive struct{ Address secret.Bytes }

// Cover is the app's lock; Uncover its end.
type Cover struct{}

// Uncover shows the page again.
type Uncover struct{}

func (Begin) event()      {}
func (Resume) event()     {}
func (Answer) event()     {}
func (Back) event()       {}
func (Stop) event()       {}
func (Leave) event()      {}
func (Part) event()       {}
func (StartOver) event()  {}
func (Reply) event()      {}
func (Due) event()        {}
func (Connected) event()  {}
func (Obstructed) event() {}
func (Cleared) event()    {}
func (Arrive) event()     {}
func (Cover) event()      {}
func (Uncover) event()    {}
