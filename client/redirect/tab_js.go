//go:build js

package redirect

import (
	"context"
	"syscall/js"
)

// Tab is a Door where the program is a page itself: the browser leaves it for the other page, and comes back to it.
type Tab struct{}

// New gives the door of this platform. What comes back is there when the page is loaded again, not while this one waits
// (see Back in package client), and the page that is left needs no words.
func New(Arrival, Page) Door { return Tab{} }

// Open gives the page's own address without its query. Ports are for who listens.
func (Tab) Open(context.Context, ...int) (address string, close func(), err error) {
	at := js.Global().Get("location")
	return at.Get("origin").String() + at.Get("pathname").String(), func() {}, nil
}
