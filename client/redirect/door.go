package redirect

import (
	"context"

	"vestibule/app/secret"
)

// Path is the one path that is listened on, and that a server is to register: http://127.0.0.1/callback.
const Path = "/callback"

// Door is where a browser brings the member back to this program. One is made by main, and handed to the kinds of plan that
// send members to a browser. Safe for concurrent use.
type Door interface {
	// Open gives the address to send the browser back to, without a query, and waits there until close, which may be called
	// more than once. What comes to it goes to whoever listens for arrivals; anybody can come, so it stays open until the one
	// that was awaited has come, and whoever knows that closes it. ctx ends the opening alone. ports are those that the server
	// has registered; none: any.
	Open(ctx context.Context, ports ...int) (address string, close func(), err error)
}

// Arrival takes the whole address that came back. It may hold a code, so it is a secret, and the taker's to clear.
type Arrival func(address secret.Bytes)

// Page is what the member reads in the browser once they may come back here.
type Page struct {
	// Lang is the language of the words (BCP 47).
	Lang        string
	Title, Text string
}
