//go:build js

package client

import (
	"syscall/js"
	"time"
)

// bytesTo gives bytes to the page.
func bytesTo(data []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(v, data)
	return v
}

// bytesFrom takes bytes from the page.
func bytesFrom(v js.Value) []byte {
	data := make([]byte, v.Get("byteLength").Int())
	js.CopyBytesToGo(data, v)
	return data
}

// durationOf takes nanoseconds from the page.
func durationOf(v js.Value) time.Duration { return time.Duration(v.Float()) }
