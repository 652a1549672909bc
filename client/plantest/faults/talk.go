package faults

import (
	"errors"
	"fmt"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// talk has one conversation, begun anew where it broke off, until the member is where they wanted.
func (p *play) talk(purpose plan.Purpose) error {
	p.runner.Send(p.begin(purpose))
	for move := range mostMoves {
		if move == roughMoves {
			p.line.Calm()
		}
		if err := p.settle(); err != nil {
			return err
		}
		switch s := p.runner.State().(type) {
		case flow.Ended:
			if over, err := p.over(s); over {
				return err
			}
			p.runner.Send(p.begin(purpose))
		case flow.Asking:
			if end := p.asked(s); end {
				return nil
			}
		case flow.Paused:
			p.paused(s)
		case flow.Idle:
			return errors.New("the conversation was forgotten")
		}
	}
	return fmt.Errorf("after %d moves the member is not where they wanted, but at %#v", mostMoves, p.runner.State())
}

func (p *play) begin(purpose plan.Purpose) flow.Begin {
	b := flow.Begin{Purpose: purpose, WarnAt: 1}
	if purpose.NeedsSession() {
		s := *p.session
		s.Token = s.Token.Clone()
		b.Session = &s
	}
	return b
}

// over takes the end of a conversation. One that broke off is begun anew; a session that is said to be over must be.
func (p *play) over(s flow.Ended) (bool, error) {
	if s.Done != nil {
		return true, nil
	}
	if s.Problem != nil && dropped(s.Problem.Code) {
		return true, fmt.Errorf("the member was told %s", s.Problem.Code)
	}
	return false, nil
}

func dropped(code problem.Code) bool {
	return code == problem.SessionRevoked || code == problem.SessionIdle || code == problem.SessionAbsolute
}

// asked answers, or does what people do instead; end: the story ends here.
func (p *play) asked(at flow.Asking) (end bool) {
	switch at.Step.Kind() {
	case plan.KindTold, plan.KindRefer, plan.KindWait:
		p.ended = true
		return true
	}
	if p.kills < 2 && p.chance.IntN(20) == 0 {
		p.kill(at)
		return false
	}
	answer := p.answer(at)
	if answer == nil {
		p.pass(5 * time.Second)
		return false
	}
	now, still := p.runner.State().(flow.Asking)
	if !still { // it has gone on meanwhile
		answer.Clear()
		return false
	}
	p.runner.Send(flow.Answer{Number: now.Step.At().Number, Answer: answer, Confirmed: now.Confirm})
	return false
}

// kill ends the program in the middle, and starts it again.
func (p *play) kill(at flow.Asking) {
	p.kills++
	handle := plan.Handle{Bytes: at.Step.At().Handle.Clone()}
	purpose := at.Purpose
	p.runner.Send(flow.Part{})
	b := p.begin(purpose)
	p.runner.Send(flow.Resume{Handle: handle, Purpose: purpose, Session: b.Session, WarnAt: 1})
}

// paused waits for what ends by itself, and presses what is there where nothing does.
func (p *play) paused(s flow.Paused) {
	if wait := p.plan.Clock.Until(s.Until); !s.Until.IsZero() && wait > 0 {
		p.pass(wait + 2*time.Second)
	}
	if _, still := p.runner.State().(flow.Paused); !still {
		return
	}
	if p.chance.IntN(8) == 0 {
		p.runner.Send(flow.StartOver{})
		return
	}
	p.pass(time.Second)
	p.runner.Send(flow.Connected{})
}
