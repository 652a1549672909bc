// Package redirect is where a browser brings the member back (RFC 8252, section 7).
//
// Come here for the address that a page elsewhere sends the browser to when it is done, and for who may come to it. It does
// not know what the address carries: whoever waits for it compares the state (app/flow).
package redirect
