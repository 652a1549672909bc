// Package rest is a plan that speaks our own API, over HTTP.
//
// Come here to see how the ports of app/plan become requests (identity.go, session.go, services.go, records.go, deeds.go,
// grants.go, invitations.go, papers.go, handoffs.go, approvals.go, demo.go), what one request may cost and when it is
// repeated (exchange.go), and what each failure is called (problem.go, the only place where problems are made). What
// travels is in wire.
//
// The rules are: every answer is bounded before it is read and believed only after it was checked; an answer of the plan
// is never repeated, and a request only where the same request gives the same result; a redirect never leaves the host;
// no secret is put in an error; request bodies are erased once they were sent. The package opens no sockets of its own
// (the transport is given), keeps no cookies and stores nothing.
package rest
