// Package profile decides whose record is on screen.
//
// Come here for the people a member may act for (profile.go, received.go), what opens of each and why something does not
// (may.go), how they are told apart at a glance (badge.go, initials.go) and found by two letters (find.go), who is on screen
// and which answers are still theirs (desk.go), and what was fetched for each and is at hand when they come back (cache.go).
//
// Everything is named by a Key: the plan, the actor who signed in, and the subject whose record it is (RFC 8693, sections 1.1
// and 4.1). There is no way to a line of the cache, or to an answer that is still to be shown, without the whole of it.
//
// It makes no calls, keeps nothing on the device, has no words, and decides no grant: a plan does that for every request, and
// what is said here beforehand only saves the asking.
package profile
