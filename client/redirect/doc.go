// Package redirect is where a browser brings the member back (RFC 8252, section 7).
//
// Come here for the address that a page elsewhere sends the browser to when it is done (door.go), for the small server on
// this device that waits at it (loopback.go) and what its page says (page.go), and for the page of the browser build, which
// is left and comes back, or hears what came back in another tab (tab_js.go). It does not know what the address carries:
// whoever waits for it compares the state (app/flow).
package redirect
