package ui

import (
	"bytes"
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/wizard"
)

// This file hands a paper over, piece by piece of the size that the plan names. What was cut goes on from where the plan
// stands, which is asked first: an answer that got lost may have been taken.

// sending is a file on its way.
type sending struct {
	file *paperFile
	at   int64 // what the plan has
	left int   // how many pieces may still go out, so that a plan that never gets further ends it
}

func (s *sending) size() int64 { return int64(len(s.file.data)) }

// spare is how many pieces may go out twice.
const spare = 8

// send begins, or goes on after a cut.
func (p *paperPage) send() {
	if p.sends() {
		return
	}
	p.out = &sending{file: &p.file}
	p.out.left = int(p.out.size()/p.piece()) + spare
	p.ask()
}

// piece is how much goes out at a time; a plan that does not tell gets the whole at once.
func (p *paperPage) piece() int64 {
	if n := p.ui.plan.Document.Policy.Grants.Piece; n > 0 {
		return n
	}
	return max(int64(len(p.file.data)), 1)
}

// sends reports that the file is on its way.
func (p *paperPage) sends() bool { return p.out != nil && p.busy != "" }

// ask looks where the plan stands.
func (p *paperPage) ask() {
	var all []plan.Grant
	p.run(func(ctx context.Context, in plan.Session) (err error) {
		all, err = p.port.Received(ctx, in)
		return err
	}, func() {
		for _, g := range all {
			if g.ID == p.who.Grant.ID {
				p.has(g)
			}
		}
		if paper, is := p.paper(p.id); is && p.file.goesOn(paper) {
			p.out.at = paper.Received
		}
		p.next()
	})
}

// next hands the next piece over.
func (p *paperPage) next() {
	s := p.out
	if s.left--; s.left < 0 {
		p.out = nil
		p.trouble = problem.New(problem.Malformed)
		p.ui.redraw()
		return
	}
	piece, first, id := p.pieceAt(s.at), p.pieceAt(0), p.who.Grant.ID
	var now plan.Paper
	p.run(func(ctx context.Context, in plan.Session) (err error) {
		now, err = p.port.Upload(ctx, in, id, piece)
		if problem.Is(err, problem.FlowConflict) && piece.From > 0 { // what the plan has a part of is another file
			now, err = p.port.Upload(ctx, in, id, first)
		}
		return err
	}, func() { p.taken(now) })
}

// pieceAt is a part of the file. It is a copy: the file may be erased meanwhile.
func (p *paperPage) pieceAt(from int64) plan.PaperPiece {
	to := min(from+p.piece(), int64(len(p.file.data)))
	return plan.PaperPiece{Paper: p.id, Name: p.file.name, Type: p.file.kind, Sum: p.file.sum, Size: int64(len(p.file.data)), From: from,
		Data: bytes.Clone(p.file.data[from:to])}
}

// run does a part of the sending; what goes wrong leaves the file where it is.
func (p *paperPage) run(call func(context.Context, plan.Session) error, then func()) {
	p.do("papers.sending", call, then)
	p.again = p.send
	p.stopped = p.ui.redraw
}

// taken goes on from where the plan stands now.
func (p *paperPage) taken(now plan.Paper) {
	for i := range p.who.Grant.Papers {
		if p.who.Grant.Papers[i].ID == now.ID {
			p.who.Grant.Papers[i] = now
		}
	}
	if wanted(now) && now.State != plan.PaperRefused && now.Received < p.out.size() {
		p.out.at = max(now.Received, 0)
		p.next()
		return
	}
	p.out = nil
	p.file.clear()
	tone, key := wizard.Good, "papers.done"
	if now.State == plan.PaperRefused {
		tone, key = wizard.Warning, "papers.refused"
	}
	p.backTo(func() { p.turn(p.homePage) }, &wizard.Notice{Tone: tone, Title: p.say(key), Detail: p.paperState(now)})
}
