// Package reach is what one request to any server may be, and what it is called when no answer comes.
//
// Come here for how long a request may take, how much of an answer is read, where a redirect may lead, how a Retry-After is
// read, which problem a failure of the transport is, how near an address leads, and for a transport that keeps all that
// (line.go). It knows no kind of plan.
package reach
