//go:build js

package browser

import (
	"context"
	"errors"
	"syscall/js"
)

// Error is what the browser threw: the name of it, such as "QuotaExceededError", which is the same in every language.
type Error struct{ Name string }

// Error is for logs. The browser's own sentence is left out: nobody vouches for what it quotes.
func (e *Error) Error() string { return "browser: " + e.Name }

// Thrown makes an error of what was thrown or rejected.
func Thrown(v js.Value) error {
	name := "unknown"
	if v.Type() == js.TypeObject {
		if n := v.Get("name"); n.Type() == js.TypeString {
			name = n.String()
		}
	}
	return &Error{name}
}

// ErrMissing is returned where a browser does not have what is asked.
var ErrMissing = errors.New("browser: there is no such thing here")

// Try runs f and gives what it throws as an *Error. Only calls can be caught: a property that throws when it is read ends
// the program, so read such a one with Global.
func Try(f func() js.Value) (v js.Value, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = Thrown(r.Value)
		default:
			panic(r)
		}
	}()
	return f(), nil
}

// Global gives a property of a property … of the global object. It is ErrMissing where it is not there, and an *Error where
// the browser does not let it be read.
func Global(names ...string) (js.Value, error) {
	at := js.Global()
	for _, name := range names {
		next, err := Try(func() js.Value { return js.Global().Get("Reflect").Call("get", at, name) })
		if err != nil {
			return js.Undefined(), err
		}
		if next.IsUndefined() || next.IsNull() {
			return js.Undefined(), ErrMissing
		}
		at = next
	}
	return at, nil
}

// outcome is what came of waiting.
type outcome struct {
	value js.Value
	err   error
}

// Await waits for a promise, or until ctx ends. What is no promise is given back.
func Await(ctx context.Context, promise js.Value) (js.Value, error) {
	if promise.Type() != js.TypeObject || promise.Get("then").Type() != js.TypeFunction {
		return promise, nil
	}
	return wait(ctx, func(settle func(js.Value, error)) (release func()) {
		var kept, broken js.Func
		free := func() { kept.Release(); broken.Release() }
		kept = js.FuncOf(func(_ js.Value, args []js.Value) any { free(); settle(args[0], nil); return nil })
		broken = js.FuncOf(func(_ js.Value, args []js.Value) any { free(); settle(js.Undefined(), Thrown(args[0])); return nil })
		promise.Call("then", kept, broken)
		return func() {} // a promise cannot be left: one of the two is called some day
	})
}

// On waits for one of the events of a thing, such as a request of IndexedDB: good ones give its result, bad ones its error.
func On(ctx context.Context, thing js.Value, good, bad []string) (js.Value, error) {
	return wait(ctx, func(settle func(js.Value, error)) (release func()) {
		kept := js.FuncOf(func(js.Value, []js.Value) any { settle(thing, nil); return nil })
		broken := js.FuncOf(func(js.Value, []js.Value) any { settle(thing, Thrown(thing.Get("error"))); return nil })
		for _, event := range good {
			thing.Set("on"+event, kept)
		}
		for _, event := range bad {
			thing.Set("on"+event, broken)
		}
		return func() {
			for _, event := range append(good, bad...) {
				thing.Set("on"+event, js.Null())
			}
			kept.Release()
			broken.Release()
		}
	})
}

// Heard waits for the next event of a thing: a good one is given, a bad one is an error.
func Heard(ctx context.Context, thing js.Value, good, bad string) (js.Value, error) {
	return wait(ctx, func(settle func(js.Value, error)) (release func()) {
		kept := js.FuncOf(func(_ js.Value, args []js.Value) any { settle(args[0], nil); return nil })
		broken := js.FuncOf(func(_ js.Value, args []js.Value) any { settle(args[0], Thrown(args[0])); return nil })
		thing.Set("on"+good, kept)
		thing.Set("on"+bad, broken)
		return func() {
			thing.Set("on"+good, js.Null())
			thing.Set("on"+bad, js.Null())
			kept.Release()
			broken.Release()
		}
	})
}

// wait lets begin say what to wait for, and gives the first outcome.
func wait(ctx context.Context, begin func(settle func(js.Value, error)) (release func())) (js.Value, error) {
	done := make(chan outcome, 1)
	defer begin(func(v js.Value, err error) {
		select {
		case done <- outcome{v, err}:
		default: // the page's loop must not be held up
		}
	})()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		return js.Undefined(), ctx.Err()
	}
}
