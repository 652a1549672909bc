package flow_test

import (
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// named is an event of the table: what happens, in words, made to fit the state it happens in. Make gives nil where it
// cannot happen.
type named struct {
	name string
	make func(flow.State) flow.Event
}

// events is every kind of thing that can happen to a conversation.
var events = []named{
	{"begin", always(flow.Begin{Purpose: plan.SignIn, WarnAt: 1})},
	{"begin in an outage", always(flow.Begin{Purpose: plan.SignIn, WarnAt: 1, Obstacle: outage})},
	{"begin with an old app", always(flow.Begin{Purpose: plan.SignIn, WarnAt: 1, Obstacle: tooOld})},
	{"resume", always(flow.Resume{Purpose: plan.SignIn, WarnAt: 1, Handle: head(1).Handle})},
	{"answer", answer(0, false)},
	{"answer, confirmed", answer(0, true)},
	{"answer to another step", answer(100, true)},
	{"answer of another kind", func(s flow.State) flow.Event {
		return flow.Answer{Number: number(s), Answer: plan.RecoveryCodeTyped{Code: password()}}
	}},
	{"another way", func(s flow.State) flow.Event {
		return flow.Answer{Number: number(s), Answer: plan.CodeAnotherWay{}}
	}},
	{"back", always(flow.Back{})},
	{"stop", always(flow.Stop{})},
	{"leave", always(flow.Leave{})},
	{"part", always(flow.Part{})},
	{"start over", always(flow.StartOver{})},
	{"reply: credentials", reply(credentials, nil)},
	{"reply: last try", reply(lastTry, wrong)},
	{"reply: choose", reply(choose, nil)},
	{"reply: code", reply(code, nil)},
	{"reply: push", reply(push, nil)},
	{"reply: push, denied", reply(push, denied)},
	{"reply: browser", reply(browser, nil)},
	{"reply: show secret", replyShown(nil)},
	{"reply: show secret, wrong code", replyShown(problem.New(problem.CodeWrong))},
	{"reply: done", reply(done, nil)},
	{"reply: refer, account held", reply(refer, problem.New(problem.AccountHeld))},
	{"reply: refer, nothing left", reply(nothingLeft, nil)},
	{"reply: credentials, wrong", reply(credentials, wrong)},
	{"reply: credentials, locked", reply(credentials, lock)},
	{"reply: credentials, locked by hand", reply(credentials, byHand)},
	{"reply: credentials, busy", reply(credentials, busy)},
	{"reply: credentials, conflict", reply(credentials, conflict)},
	{"reply: code, too soon for another", reply(code, tooSoon)},
	{"reply: code, locked", reply(code, lockMFA)},
	{"reply: code, no more of them", reply(code, noCodes)},
	{"reply: offline", reply(nil, offline)},
	{"reply: fault", reply(nil, fault)},
	{"reply: expired", reply(nil, expired)},
	{"reply: forbidden", reply(nil, forbidden)},
	{"late reply: code", late(code)},
	{"late reply: show secret", func(flow.State) flow.Event { return flow.Reply{Request: -7, Step: shown()} }},
	{"late reply: done", late(done)},
	{"late reply: another's done", late(otherDone)},
	{"due", always(flow.Due{})},
	{"connected", always(flow.Connected{})},
	{"obstructed", always(flow.Obstructed{Problem: outage})},
	{"obstructed by nothing", always(flow.Obstructed{})},
	{"obstructed, app too old", always(flow.Obstructed{Problem: tooOld})},
	{"cleared", always(flow.Cleared{})},
	{"arrive", func(flow.State) flow.Event { return flow.Arrive{Address: address("s-1")} }},
	{"arrive, of another", func(flow.State) flow.Event { return flow.Arrive{Address: address("s-2")} }},
	{"cover", always(flow.Cover{})},
	{"uncover", always(flow.Uncover{})},
}

func always(e flow.Event) func(flow.State) flow.Event {
	return func(flow.State) flow.Event { return e }
}

func answer(ahead int, confirmed bool) func(flow.State) flow.Event {
	return func(s flow.State) flow.Event {
		step := flow.StepOf(s)
		if step == nil {
			step = credentials
		}
		a := fitting(step)
		if a == nil {
			return nil
		}
		return flow.Answer{Number: step.At().Number + ahead, Answer: a, Confirmed: confirmed}
	}
}

// reply is to what the state waits for.
func reply(step plan.Step, p *problem.Problem) func(flow.State) flow.Event {
	return func(s flow.State) flow.Event {
		if awaited(s) == 0 {
			return nil
		}
		return flow.Reply{Request: awaited(s), Step: step, Problem: p}
	}
}

// replyShown is a reply with a new secret, in memory of its own as each reply is.
func replyShown(p *problem.Problem) func(flow.State) flow.Event {
	return func(s flow.State) flow.Event { return reply(shown(), p)(s) }
}

// late is a reply to an earlier request.
func late(step plan.Step) func(flow.State) flow.Event {
	return func(flow.State) flow.Event { return flow.Reply{Request: -7, Step: step} }
}

func number(s flow.State) int {
	if step := flow.StepOf(s); step != nil {
		return step.At().Number
	}
	return 1
}

func address(state string) secret.Bytes {
	return secret.Of([]byte(browser.Redirect + "?code=" + typed + "&state=" + state))
}

// event gives an event of the table by name.
func event(name string, s flow.State) flow.Event {
	for _, e := range events {
		if e.name == name {
			return e.make(s)
		}
	}
	return nil
}

// play lets events of the table happen, one after the other, from the start.
func play(names ...string) flow.State {
	var s flow.State = flow.Idle{}
	for _, name := range names {
		e := event(name, s)
		if e == nil {
			panic("cannot happen here: " + name)
		}
		s, _ = flow.Next(s, e)
	}
	return s
}
