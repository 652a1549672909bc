package redirect

import (
	"context"

	"vestibule/app/secret"
)

// Door is where a browser brings the member back to this program. One is made by main, and handed to the kinds of plan that
// send members to a browser.
type Door interface {
	// Open gives the address to send the browser back to, without a query, and waits there until close. What comes to it goes
	// to whoever listens for arrivals. ports are those that the server has registered; none: any.
	Open(ctx context.Context, ports ...int) (address string, close func(), err error)
}

// Arrival takes the whole address that came back. It may hold a code, so it is a secret, and the taker's to clear.
type Arrival func(address secret.Bytes)
