package scenario

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Way is one part of a script as it was played: a member's way from the app's start to where it led.
type Way struct {
	Part  string // empty in a script without parts
	Cost  Cost
	Ended End
	// FromError is the taps from where the script marks an error to being signed in; -1: it marks none, or does not get there.
	FromError int
}

// End is where a way led.
type End string

// The ends. A way that leads nowhere shows a page, and that was what it is for.
const (
	SignedIn End = "signed in"
	Waiting  End = "waiting" // for the plan, with a time and a way to stop it
	Packet   End = "packet"  // with everything that a person at the plan needs
	Told     End = "told"    // what was done, and what to go on with
	Shown    End = "at a page"
)

// Ends is every end.
func Ends() []End { return []End{SignedIn, Waiting, Packet, Told, Shown} }

// walked is the way that is being played.
type walked struct {
	part  string
	cost  Cost
	fault int  // the taps when the error was shown; -1: none was
	ended End  // empty: goes on
	begun bool // the app was opened
	pages map[string]page
}

func newWay(part string) *walked { return &walked{part: part, fault: -1, pages: map[string]page{}} }

// spend adds to what the way and the whole script cost. What is done after the end of a way is the script's alone.
func (p *play) spend(c Cost) {
	p.tally.Cost = p.tally.Cost.plus(c)
	if p.way.ended == "" {
		p.way.cost = p.way.cost.plus(c)
	}
}

// read counts what is new on a page, as a member reads before a hand moves.
func (p *play) read(outline string) {
	now := readPage(outline)
	p.spend(Cost{Words: now.news(p.way.pages[p.at])})
	p.way.pages[p.at] = now
}

// settle waits for what is on its way, where the stage can.
func (p *play) settle() {
	if s, ok := p.stage.(Settler); ok {
		s.Settle()
	}
}

// end notes where the way led, with what the plan has counted up to there.
func (p *play) end(as End) error {
	p.settle()
	j, err := p.stage.Backstage().Journal(p.ctx)
	if err != nil {
		return err
	}
	p.way.cost.Requests, p.way.ended = len(asked(j.Requests)), as
	return nil
}

// leave closes the way: one that did not say where it led is signed in if the app is.
func (p *play) leave() {
	w := p.way
	if !w.begun {
		return
	}
	if w.ended == "" && p.end(p.looksLike()) != nil {
		return // the play's own error tells
	}
	way := Way{Part: w.part, Cost: w.cost, Ended: w.ended, FromError: -1}
	if w.fault >= 0 && w.ended == SignedIn {
		way.FromError = w.cost.Taps - w.fault
	}
	p.tally.Ways = append(p.tally.Ways, way)
}

// signedIn tells a session by what ends it.
func signedIn(outline string) bool { return on(outline, "Sign out", "button") }

// looksLike is where the way leads by what is on screen.
func (p *play) looksLike() End {
	if p.app != nil {
		if outline, err := p.app.Outline(); err == nil && signedIn(outline) {
			return SignedIn
		}
	}
	return Shown
}

// fault marks where the error stands from which a member wants to get in.
type fault struct{ see }

func (c fault) do(p *play) error {
	if err := c.see.do(p); err != nil {
		return err
	}
	if p.way.fault < 0 {
		p.way.fault = p.way.cost.Taps
	}
	return nil
}

// ends says where the way led.
type ends struct{ as End }

func (ends) asserts() {}

func (c ends) do(p *play) error {
	if c.as != SignedIn && p.looksLike() == SignedIn {
		return errors.New("this way led to a session")
	}
	if c.as == SignedIn {
		if err := p.waitFor("not signed in", signedIn); err != nil {
			return err
		}
	}
	return p.end(c.as)
}

func readEnds(r *reader) command {
	words := r.words()
	as := End("")
	for i, w := range words {
		if i > 0 {
			as += " "
		}
		as += End(w)
	}
	if !slices.Contains(Ends(), as) {
		r.fail("a way ends %v, not %q", Ends(), as)
	}
	return ends{as}
}

// within holds the way so far to a time, by what a member's time goes by.
type within struct{ most time.Duration }

func (within) asserts() {}

func (c within) do(p *play) error {
	if took := p.way.cost.Takes(); took > c.most {
		return fmt.Errorf("it takes %v, more than %v: %v", took.Round(time.Second), c.most, p.way.cost)
	}
	return nil
}
