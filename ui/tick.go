package ui

import (
	"context"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// This file is what happens by itself: countdowns, and a look at the plan's status now and then.

// statusEvery is how often a member who stands before sign-in is told of an outage or its end.
const statusEvery = 30 * time.Second

// until is how long a time of the plan is away. A screen that asks is drawn again each second.
func (u *UI) until(t time.Time) time.Duration {
	u.counting = true
	return u.plan.Clock.Until(t)
}

// waited is how long the device has waited since a time of its own clock. A screen that asks is drawn again each second.
func (u *UI) waited(since time.Time) time.Duration {
	u.counting = true
	return u.cfg.Device.Now().Sub(since)
}

// tick draws the screen again in a second, if anything on it counts.
func (u *UI) tick() {
	if u.stopTick != nil {
		u.stopTick()
		u.stopTick = nil
	}
	if !u.counting {
		return
	}
	u.stopTick = u.cfg.Device.AfterFunc(time.Second, func() { u.cfg.Post(u.redraw) })
}

// watchStatus asks for the plan's status every now and then, as long as the conversation is on screen.
func (u *UI) watchStatus() {
	if u.plan.Document.Can(plan.CanStatus).How != plan.InApp {
		return
	}
	talk, post := u.talk, u.poster()
	u.cfg.Device.AfterFunc(statusEvery, func() {
		post(func() {
			if u.talk == talk && talk != nil {
				u.askStatus()
				u.watchStatus()
			}
		})
	})
}

func (u *UI) askStatus() {
	talk, services, post := u.talk, u.plan.Services, u.poster()
	go func() {
		status, err := services.Status(context.Background())
		post(func() { u.statusCame(talk, status, problem.Of(err)) })
	}()
}

// statusCame tells the conversation. A status that could not be had changes nothing but the note that says so.
func (u *UI) statusCame(talk *conversation, status plan.Status, p *problem.Problem) {
	if u.talk != talk || talk == nil {
		return
	}
	u.statusUnknown = p != nil
	if p == nil {
		u.status = status
	}
	if obstacle := u.obstacle(); obstacle != nil {
		talk.run.Send(flow.Obstructed{Problem: obstacle})
	} else {
		talk.run.Send(flow.Cleared{})
	}
}
