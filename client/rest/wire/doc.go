// Package wire is our own REST API as it travels: one struct an object, and the way to app/plan and back.
//
// Come here to add a field to an answer or a new step kind (one file a kind, like app/plan), or to see what is believed of
// a plan and what is not. Reading ignores unknown fields, guesses nothing and refuses what a page could not show; every
// refusal is a *problem.Problem made in problem.go. Writing is for plans made in Go, such as the mock, and for the
// answers that client/rest sends.
//
// Secrets are read from and written to bytes; no string is made of them. The package sends nothing, keeps nothing and
// reads no clock.
package wire
