// Package mockplan is a whole health plan in memory: an http.Handler with rules, time, members, an outbox and faults.
//
// Come here to see what a plan does behind the wire (flows.go, answers_*.go), how members come back in (recovery*.go,
// identity.go, waiting.go), join (joining*.go), look after their account (change*.go, contact*.go, security*.go), act for each
// other (grants*.go, invitations.go, papers.go, deeds.go) and go on at another device (handoffs.go, tickets.go), who
// the invented members are and which trouble each of them stands for (members*.go), what can be made to go wrong
// (faults_table.go), and how all of that is looked at and changed from behind (backstage*.go). The program carries it as
// its bundled plan; tests and -serve use the very same handler.
//
// It promises what a careful plan would keep: what comes after the password is told only to who knows the password,
// known and unknown names are answered alike, tries are counted per member whatever name was typed, a new code resets
// no count, and an answer repeated within a minute gets the same result. It keeps nothing between runs, and it is no
// place for a real person's data: its backstage tells every password and code to whoever asks.
package mockplan
