//go:build js

package client

import (
	"context"
	"syscall/js"

	"vestibule/app/kdf"
	"vestibule/app/secret"
	"vestibule/client/browser"
)

// A page starts the program a second time in a worker (assets/web/worker.js) with a job: what is to be stretched, and how. The
// two files here are its two ends; deriver_js.go has the page's.

// job is what a worker is told, by its names in the message.
type job struct {
	params         kdf.Params
	size           int
	limits         kdf.Limits
	password, salt []byte
}

// message gives the job as it travels. The password's buffer is moved to the worker, not copied.
func (j job) message() js.Value {
	return js.ValueOf(map[string]any{
		"function": string(j.params.Function), "memory": j.params.Memory, "passes": j.params.Passes, "lanes": j.params.Lanes,
		"n": j.params.N, "r": j.params.R, "iterations": j.params.Iterations, "size": j.size,
		"most": float64(j.limits.Memory), "work": float64(j.limits.Work), "password": bytesTo(j.password), "salt": bytesTo(j.salt),
	})
}

// received gives the job of a message, and erases the password in it.
func received(m js.Value) job {
	number := func(name string) uint32 { return uint32(m.Get(name).Float()) }
	j := job{
		params: kdf.Params{Function: kdf.Function(m.Get("function").String()), Memory: number("memory"), Passes: number("passes"),
			Lanes: number("lanes"), N: number("n"), R: number("r"), Iterations: number("iterations")},
		size: m.Get("size").Int(), password: bytesFrom(m.Get("password")), salt: bytesFrom(m.Get("salt")),
	}
	j.limits.Memory, j.limits.Work = uint64(m.Get("most").Float()), durationOf(m.Get("work"))
	m.Get("password").Call("fill", 0)
	return j
}

// ServeWorker reports whether the program was started to stretch one passphrase instead of showing a window, and if so has
// done it.
func ServeWorker() bool {
	scope, err := browser.Global("WorkerGlobalScope")
	if err != nil || !js.Global().InstanceOf(scope) {
		return false
	}
	j := received(js.Global().Get("job"))
	password := secret.Of(j.password)
	defer password.Clear()
	key, err := kdf.Native{}.Derive(context.Background(), j.params, password, j.salt, j.size, j.limits)
	if err != nil {
		js.Global().Call("postMessage", js.Null())
		return true
	}
	defer key.Clear()
	out := bytesTo(key.Reveal())
	js.Global().Call("postMessage", out, []any{out.Get("buffer")})
	return true
}
