//go:build js

package reach

import "syscall/js"

// unreachable asks the browser whether it is online: of a request that did not come back it tells nothing else.
func unreachable(error) bool {
	navigator := js.Global().Get("navigator")
	return navigator.Truthy() && navigator.Get("onLine").Type() == js.TypeBoolean && !navigator.Get("onLine").Bool()
}

// refused cannot be told in a browser.
func refused(error) bool { return false }
