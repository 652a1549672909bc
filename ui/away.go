package ui

import (
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// This file is how a conversation goes on at a page elsewhere: beside the program, or, where the program is a page itself, in
// its place.

// goTo opens the page of a step. Where this page is left for it, the conversation rests meanwhile; one in a session does not,
// because the session would be lost with the page: the other one stands in a tab of its own.
func (c *conversation) goTo(step plan.OpenBrowser) {
	u := c.ui
	if u.cfg.Leave == nil || c.purpose.NeedsSession() {
		u.open(step.URL)
		return
	}
	left := plan.Left{Plan: u.plan.Key, Purpose: c.purpose, Handle: step.Handle, Stay: c.stay != nil && c.stay.On(), Shared: c.choice.shared}
	if err := u.cfg.Leave(left, step.URL); err != nil {
		u.notGone(step.URL, err)
	}
}

// comeBack goes on with the conversation that this page was left for, if it comes back from there to the same plan.
func (u *UI) comeBack() bool {
	if u.cfg.Back == nil {
		return false
	}
	left, arrived := u.cfg.Back()
	if left.Handle.Empty() || left.Plan != u.plan.Key || left.Purpose.NeedsSession() {
		left.Handle.Clear()
		arrived.Clear()
		return false
	}
	c := u.newConversation(left.Purpose, carried{shared: left.Shared})
	if left.Stay {
		c.stay = u.stayCheck()
		c.stay.SetOn(true)
	}
	u.leaveConversation()
	u.talk, c.arrived = c, arrived
	c.run.Send(flow.Resume{Handle: left.Handle, Purpose: left.Purpose, WarnAt: u.plan.Document.Policy.Lockout.WarnAtRemaining})
	u.watchStatus()
	return true
}

// bring gives an address that came back to the step it is for, once that is asked.
func (c *conversation) bring(s flow.State) {
	if c.arrived.Empty() {
		return
	}
	if _, waiting := s.(flow.Waiting); waiting {
		return
	}
	address := c.arrived
	c.arrived = secret.Bytes{}
	if asking, is := s.(flow.Asking); is && asking.Step.Kind() == plan.KindOpenBrowser {
		c.run.Send(flow.Arrive{Address: address})
		return
	}
	address.Clear()
}
