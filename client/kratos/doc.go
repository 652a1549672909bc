// Package kratos is a plan whose members sign in at an Ory Kratos (tried on 1.3.1), by its native flows.
//
// Come here to see how Kratos' flows become steps: one file a conversation (signin.go, second.go, recover.go, settings*.go,
// verify.go, social.go), where a conversation stands between two answers (place.go), what an answer of Kratos says (flow.go
// reads it, messages.go and problem.go name what went wrong), and what a plan of this kind can (document.go).
//
// HTTP's status is no guide here: a code that was sent comes with 400, a wrong one with 200. An answer is judged by, in this
// order, a session token, error.id, the first message of type error, the state of the flow. A message that is not known is
// shown whole and is never a success. Native flows take no cookie and no Origin, so that nothing of the kind is ever sent,
// and no redirect is followed.
//
// Kratos gives no answer twice: what became of a request whose answer was lost is asked for before it is made again. It
// knows nothing of cards, forgotten names, locks, activity or trusted devices; what of that there is comes from our services
// or a gateway beside it. Contacts that are changed count at once, before they are confirmed, and nobody is told of it.
package kratos
