package ui

import (
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// This file is how an address that comes from outside reaches the conversation that waits for it.

// listenForArrivals has every address that comes from outside brought onto the UI thread.
func (u *UI) listenForArrivals() {
	if u.cfg.Arrivals == nil {
		return
	}
	u.deaf = u.cfg.Arrivals(func(address secret.Bytes) {
		u.cfg.Post(func() { u.arrived(address) })
	})
}

// arrived offers an address to the conversation at every seat: the one whose step it answers takes it, the others drop it,
// because any program and any page can send one (app/flow compares the state). The member is in the browser still: the window
// that goes on comes to the front.
func (u *UI) arrived(address secret.Bytes) {
	defer address.Clear()
	if u.closing {
		return
	}
	u.atEach(func() {
		if u.talk == nil {
			return
		}
		asking, is := u.talk.run.State().(flow.Asking)
		u.talk.run.Send(flow.Arrive{Address: address.Clone()})
		if _, taken := u.talk.run.State().(flow.Waiting); taken && is && asking.Step.Kind() == plan.KindOpenBrowser {
			u.cfg.Window.RequestFocus()
		}
	})
}

// stopArrivals ends the listening.
func (u *UI) stopArrivals() {
	if u.deaf != nil {
		u.deaf()
	}
}
