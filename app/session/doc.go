// Package session keeps who is signed in where, and until when.
//
// Come here to hand over the session of a finished sign-in, to ask for it before a call, to tell that the member is
// there, and to sign out. There is one Keeper. It warns before a session ends, ends it by the plan's clock, clears its
// token, and remembers which sign-outs the plan has not been told of.
//
// It makes no calls: whoever holds a plan's port extends sessions and signs out (see Touch and Owed). It keeps nothing on
// the device, and it does not renew tokens.
package session
