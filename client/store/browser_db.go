//go:build js

package store

import (
	"errors"
	"syscall/js"

	"vestibule/client/browser"
)

// shelf is the only object store of our IndexedDB.
const shelf = "files"

// within runs do inside one transaction and waits until it is done and on the disk, or was undone whole. What do asks for
// must be asked before it returns, or in a function given to then: a transaction that is asked nothing ends.
func within(db, mode string, do func(files js.Value)) error {
	ctx, cancel := bounded()
	defer cancel()
	base, err := connect(db)
	if err != nil {
		return err
	}
	defer base.Call("close")
	transaction, err := browser.Try(func() js.Value {
		return base.Call("transaction", shelf, mode, map[string]any{"durability": "strict"})
	})
	if err != nil {
		return err
	}
	if _, err := browser.Try(func() js.Value { do(transaction.Call("objectStore", shelf)); return js.Undefined() }); err != nil {
		return err
	}
	_, err = browser.On(ctx, transaction, []string{"complete"}, []string{"abort"})
	return err
}

// connect opens our IndexedDB, and makes it the first time. Where there is none the cause is ErrNotKept.
func connect(db string) (js.Value, error) {
	factory, err := browser.Global("indexedDB")
	if err != nil {
		return js.Undefined(), errors.Join(ErrNotKept, err)
	}
	request, err := browser.Try(func() js.Value { return factory.Call("open", db, 1) })
	if err != nil {
		return js.Undefined(), errors.Join(ErrNotKept, err)
	}
	made := js.FuncOf(func(js.Value, []js.Value) any {
		request.Get("result").Call("createObjectStore", shelf)
		return nil
	})
	defer made.Release()
	request.Set("onupgradeneeded", made)
	ctx, cancel := bounded()
	defer cancel()
	if _, err := browser.On(ctx, request, []string{"success"}, []string{"error"}); err != nil {
		return js.Undefined(), errors.Join(ErrNotKept, err)
	}
	return request.Get("result"), nil
}

// then calls f with the result of a request, still inside its transaction; what f throws undoes that.
func then(request js.Value, f func(js.Value)) {
	var callback js.Func
	callback = js.FuncOf(func(js.Value, []js.Value) any {
		callback.Release()
		if _, err := browser.Try(func() js.Value { f(request.Get("result")); return js.Undefined() }); err != nil {
			request.Get("transaction").Call("abort")
		}
		return nil
	})
	request.Set("onsuccess", callback)
}

// bytesOf gives the bytes of what is kept; nil: nothing, or something that is none of ours.
func bytesOf(v js.Value) []byte {
	if !v.InstanceOf(js.Global().Get("Uint8Array")) || v.Get("byteLength").Int() > largest {
		return nil
	}
	data := make([]byte, v.Get("byteLength").Int())
	js.CopyBytesToGo(data, v)
	return data
}

// largest is how much of a file is read, in bytes.
const largest = 16 << 20

func array(data []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(v, data)
	return v
}

// full reports that there is no room.
func full(err error) bool {
	var thrown *browser.Error
	return errors.As(err, &thrown) && thrown.Name == "QuotaExceededError"
}
