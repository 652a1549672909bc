//go:build js

package redirect

import (
	"context"
	"strings"
	"sync"
	"syscall/js"

	"vestibule/app/secret"
	"vestibule/client/browser"
)

// Tab is a Door where the program is a page itself. Where that page can be left, the browser leaves it for the other page and
// comes back to it, and what came back is there when it is loaded again (see Back in package client). Where it cannot, because
// a session would be lost with it, the other page stands in a tab of its own: what comes back there is told to this one.
type Tab struct {
	// Arrive takes what comes. It is called on a goroutine of the door's.
	Arrive Arrival
	// Page is what the other tab shows then.
	Page Page
}

// New gives the door of this platform.
func New(arrive Arrival, page Page) Door { return Tab{arrive, page} }

// channelName is where assets/web/boot.js tells the whole address that came back to another tab, and hears what to show there.
// Only pages of this origin can speak on it (HTML, "Broadcasting to other browsing contexts").
const channelName = "vestibule.arrived"

// largestAddress is how long one may be, in bytes.
const largestAddress = 16 << 10

// Open gives the page's own address without its query, and listens for what came back to it in another tab. Ports are for who
// listens on a network. A browser without such a channel has the door all the same: the other tab starts the program there.
func (t Tab) Open(context.Context, ...int) (address string, shut func(), err error) {
	at := js.Global().Get("location")
	address = at.Get("origin").String() + at.Get("pathname").String()
	made, err := browser.Global("BroadcastChannel")
	if err != nil {
		return address, func() {}, nil
	}
	channel, err := browser.Try(func() js.Value { return made.New(channelName) })
	if err != nil {
		return address, func() {}, nil
	}
	return address, t.listen(channel, address), nil
}

// listen takes what is told until shut, which can be called more than once. What others say on the channel is passed over.
func (t Tab) listen(channel js.Value, address string) (shut func()) {
	heard := js.FuncOf(func(_ js.Value, args []js.Value) any {
		told := args[0].Get("data")
		if told.Type() != js.TypeString {
			return nil
		}
		came := told.String()
		if len(came) > largestAddress || !strings.HasPrefix(came, address+"?") {
			return nil
		}
		channel.Call("postMessage", map[string]any{"lang": t.Page.Lang, "title": t.Page.Title, "text": t.Page.Text})
		go t.Arrive(secret.Of([]byte(came))) // the page's loop must not be held up
		return nil
	})
	channel.Set("onmessage", heard)
	return sync.OnceFunc(func() {
		channel.Set("onmessage", js.Null())
		channel.Call("close")
		heard.Release()
	})
}
