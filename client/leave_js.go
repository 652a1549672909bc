//go:build js

package client

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"syscall/js"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/client/browser"
	"vestibule/client/rest/wire"
)

// This file is how the page of the browser build is left for a provider's, and comes back. What is needed to go on rests in
// this tab's own store (sessionStorage) until it is used; assets/web/boot.js takes what came back out of the address bar
// before anything else sees it.

// leftItem is where in the tab's store it rests, arrivedName the global that boot.js leaves.
const leftItem, arrivedName = "vestibule.left", "vestibuleArrived"

// rested is a plan.Left as it rests. Search is what the page's own address had, which boot.js puts back.
type rested struct {
	Search  string       `json:"search"`
	Plan    plan.Key     `json:"plan"`
	Purpose plan.Purpose `json:"purpose"`
	Handle  string       `json:"handle"`
	Stay    bool         `json:"stay"`
	Shared  bool         `json:"shared"`
}

// errUnsafe is the cause where a page is not to be gone to.
var errUnsafe = errors.New("client: not the address of a page elsewhere")

// Leave gives what has this page go to an address, to come back later.
func Leave() func(left plan.Left, address string) error { return leave }

func leave(left plan.Left, address string) error {
	if !wire.SafeURL(address) { // javascript: would run here
		return errUnsafe
	}
	at, err := browser.Global("location")
	if err != nil {
		return err
	}
	raw, err := json.Marshal(rested{at.Get("search").String(), left.Plan, left.Purpose, base64.StdEncoding.EncodeToString(left.Handle.Reveal()),
		left.Stay, left.Shared})
	if err != nil {
		return err
	}
	defer clear(raw)
	if _, err := inTab("setItem", leftItem, string(raw)); err != nil {
		return err
	}
	_, err = browser.Try(func() js.Value { return at.Call("assign", address) })
	return err
}

// Back gives a conversation that was left and the address that came back, once. Both are empty where nothing came back: then
// what was left is of no use either.
func Back() (plan.Left, secret.Bytes) {
	item, err := inTab("getItem", leftItem)
	_, _ = inTab("removeItem", leftItem)
	arrived := js.Global().Get(arrivedName)
	js.Global().Delete(arrivedName)
	if err != nil || item.Type() != js.TypeString || arrived.Type() != js.TypeString {
		return plan.Left{}, secret.Bytes{}
	}
	var r rested
	if json.Unmarshal([]byte(item.String()), &r) != nil {
		return plan.Left{}, secret.Bytes{}
	}
	handle, err := base64.StdEncoding.DecodeString(r.Handle)
	if err != nil {
		return plan.Left{}, secret.Bytes{}
	}
	left := plan.Left{Plan: r.Plan, Purpose: r.Purpose, Handle: plan.Handle{Bytes: secret.Of(handle)}, Stay: r.Stay, Shared: r.Shared}
	return left, secret.Of([]byte(arrived.String()))
}

// inTab calls the tab's store, which a browser may not have or not let be touched.
func inTab(method string, args ...any) (js.Value, error) {
	store, err := browser.Global("sessionStorage")
	if err != nil {
		return js.Undefined(), err
	}
	return browser.Try(func() js.Value { return store.Call(method, args...) })
}
