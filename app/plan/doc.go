// Package plan says what a health plan is to us: the ports that client implements, and the language they speak.
//
// Come here to see what can be asked of a plan (Identity, Services, Records, Approvals and the small optional ports), what a
// conversation is made of (Purpose, Step and Answer; one file a step kind: step_*.go), what a plan says of itself
// (Document, Policy, Capabilities), and the nouns (Member, Authenticator, Session, AAL).
//
// What is typed becomes an answer here, too (typed*.go, link.go), and a new password is judged or made (typed_strength.go,
// generate.go).
//
// It promises closed sets: a step or an answer that is not in this package cannot be written. It holds no behaviour
// beyond questions about its own values, keeps nothing, and knows nothing of HTTP, files or screens.
package plan
