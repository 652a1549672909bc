// Package faults is a bad line between this device and a plan, and members who get through it all the same.
//
// Come here when something is said twice, lost, late or cut, and the program must not be confused by it. Line is a transport
// that does to each request what its seed says: faults.go holds the kinds. Play is one schedule: a member at the bundled plan,
// whole conversations through app/flow and client/rest, and afterwards the plan's own books are compared with what the member
// was told (books.go). PlayRenewal is a member who stays signed in for days, whose tokens a ledger follows. A schedule is repeated
// by its seed. Screens are not looked at here: ui has that, over the same Line. Only tests import it.
package faults
