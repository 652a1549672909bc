// Package reach is what one request to any server may be, and what it is called when no answer comes.
//
// Come here for how long a request may take, how much of an answer is read, where a redirect may lead, how a Retry-After is
// read, and which problem a failure of the transport is. It makes no requests itself and knows no kind of plan.
package reach
