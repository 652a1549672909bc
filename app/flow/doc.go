// Package flow is one conversation with a plan, decided.
//
// Come here to see what happens when a member answers, goes back, closes the app or loses the connection in the middle
// of a sign-in. The plan decides the order of the steps; this package decides how a step is met. It has two parts: a
// pure machine (Next: State × Event → State, Effects; one file a state) and the Runner, which carries the effects out
// and brings their results back as events on the thread it was handed.
//
// To read it: state.go, event.go and effect.go are the three closed sets; diagram.md is the picture of the machine and
// testdata/transitions.golden its whole table, both made from the code and compared by tests; next.go has what holds in
// every state, reply.go what a plan's answer makes of a conversation.
//
// It promises that no state holds what was typed in secret; that a late answer changes nothing on screen and that a
// session it brings is given back to the plan; that Back always works; and that an event which a state does not expect
// changes nothing. It makes no words and no screens, and reads no clock but the one it is given.
package flow
