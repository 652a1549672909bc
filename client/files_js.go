//go:build js

package client

import (
	"context"
	"syscall/js"
	"time"

	"vestibule/app/problem"
	"vestibule/client/browser"
)

// Picks reports whether there is a chooser: a browser has one.
func (Files) Picks() bool { return true }

// Pick gives the name and the bytes of the file that the member picked in the browser's chooser; no name: none. It must be
// called soon after a press: a browser opens no chooser by itself. The bytes stay in memory and are the caller's to clear.
func (Files) Pick(ctx context.Context) (name string, data []byte, err error) {
	document := js.Global().Get("document")
	input := document.Call("createElement", "input")
	input.Set("type", "file")
	input.Set("hidden", true)
	document.Get("body").Call("append", input)
	defer input.Call("remove")
	if err := answered(ctx, input); err != nil {
		return "", nil, err
	}
	chosen := input.Get("files")
	if chosen.Length() == 0 {
		return "", nil, nil
	}
	file := chosen.Index(0)
	if file.Get("size").Float() > largestFile {
		return "", nil, unread(errLarge)
	}
	buffer, err := browser.Await(ctx, file.Call("arrayBuffer"))
	if err != nil {
		return "", nil, unread(err)
	}
	return file.Get("name").String(), bytesFrom(js.Global().Get("Uint8Array").New(buffer)), nil
}

// answered opens the chooser and waits until it is closed, with a file or without.
func answered(ctx context.Context, input js.Value) error {
	closed := make(chan struct{}, 2)
	heard := js.FuncOf(func(js.Value, []js.Value) any { closed <- struct{}{}; return nil })
	defer heard.Release()
	for _, event := range []string{"onchange", "oncancel"} {
		input.Set(event, heard)
		defer input.Set(event, js.Null())
	}
	if _, err := browser.Try(func() js.Value { return input.Call("click") }); err != nil {
		return unread(err)
	}
	select {
	case <-closed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Save hands a file to the browser, which puts it among the member's downloads, and gives its name. A browser that has a file
// of that name adds a number.
func (Files) Save(_ context.Context, name string, data []byte) (where string, err error) {
	_, err = browser.Try(func() js.Value {
		document, urls := js.Global().Get("document"), js.Global().Get("URL")
		blob := js.Global().Get("Blob").New([]any{bytesTo(data)}, map[string]any{"type": "application/octet-stream"})
		address := urls.Call("createObjectURL", blob)
		time.AfterFunc(time.Minute, func() { urls.Call("revokeObjectURL", address) }) // it is read after the click
		link := document.Call("createElement", "a")
		link.Set("href", address)
		link.Set("download", name)
		link.Set("hidden", true)
		document.Get("body").Call("append", link)
		link.Call("click")
		link.Call("remove")
		return js.Undefined()
	})
	if err != nil {
		return "", unwritten(err)
	}
	return name, nil
}

// Read is for systems with paths.
func (Files) Read(context.Context, string) ([]byte, error) { return nil, noPath() }

// List is for systems with paths.
func (Files) List(context.Context, string) ([]string, error) { return nil, noPath() }

func noPath() *problem.Problem { return unread(errNone) }
