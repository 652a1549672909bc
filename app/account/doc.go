// Package account does things to a member's own account outside of a conversation: it takes a contact away, ends a
// session, freezes.
//
// Come here to see what happens when a plan wants a fresh proof before an act, or when its answer comes after the member
// has gone on: errand.go is one act, from the call to what came of it; overview.go and review.go are the rules of the
// security pages, such as what can be taken away and what is left to be looked over.
//
// It makes no words and no screens, holds no plan and no token, starts nothing by itself and reads no clock. What is
// added or changed, and the proof itself, are conversations (package flow).
package account
