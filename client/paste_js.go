//go:build js

package client

import (
	"context"
	"slices"
	"syscall/js"

	"vestibule/client/browser"
)

// Paste gives how the picture is read that the member has copied. It must be called soon after a press, and the browser may
// ask the member first. nil: this browser has no way, or not on this page.
func Paste() func(context.Context) ([]byte, error) {
	if _, err := browser.Global("navigator", "clipboard", "read"); err != nil {
		return nil
	}
	return pasting(copiedPicture)
}

// copiedPicture looks through what was copied (Clipboard API, ClipboardItem).
func copiedPicture(ctx context.Context) ([]byte, error) {
	items, err := awaited(ctx, func() js.Value { return js.Global().Get("navigator").Get("clipboard").Call("read") })
	if err != nil {
		return nil, err
	}
	for i := range items.Length() {
		kinds := items.Index(i).Get("types")
		for k := range kinds.Length() {
			if kind := kinds.Index(k).String(); slices.Contains(pictureKinds, kind) {
				file, err := awaited(ctx, func() js.Value { return items.Index(i).Call("getType", kind) })
				if err != nil {
					return nil, err
				}
				return contents(ctx, file)
			}
		}
	}
	return nil, errCopiedNone
}

// awaited calls something that may throw, and waits for what it promises.
func awaited(ctx context.Context, call func() js.Value) (js.Value, error) {
	promise, err := browser.Try(call)
	if err != nil {
		return js.Undefined(), err
	}
	return browser.Await(ctx, promise)
}

// contents gives the bytes of a file of the page's.
func contents(ctx context.Context, file js.Value) ([]byte, error) {
	if file.Get("size").Float() > largestPicture {
		return nil, errCopiedLarge
	}
	buffer, err := awaited(ctx, func() js.Value { return file.Call("arrayBuffer") })
	if err != nil {
		return nil, err
	}
	return bytesFrom(js.Global().Get("Uint8Array").New(buffer)), nil
}

// OnPaste has a function called with each picture that is pasted into the page by the browser's own keys or menu. Text goes
// where it went. It is called once, for the life of the page.
func OnPaste(heard func(picture []byte, err error)) {
	js.Global().Get("document").Call("addEventListener", "paste", js.FuncOf(func(_ js.Value, args []js.Value) any {
		file := pastedPicture(args[0].Get("clipboardData"))
		if file.IsUndefined() {
			return nil
		}
		args[0].Call("preventDefault")
		go func() { // the page must not be held up
			picture, err := contents(context.Background(), file)
			if err != nil {
				heard(nil, uncopied(err))
				return
			}
			heard(picture, nil)
		}()
		return nil
	}), true)
}

// pastedPicture is the first picture of what is pasted (HTML, DataTransfer); undefined: there is none, or text beside it.
func pastedPicture(data js.Value) js.Value {
	if data.IsNull() || data.IsUndefined() || data.Call("getData", "text/plain").String() != "" {
		return js.Undefined()
	}
	files := data.Get("files")
	for i := range files.Length() {
		if slices.Contains(pictureKinds, files.Index(i).Get("type").String()) {
			return files.Index(i)
		}
	}
	return js.Undefined()
}
