package scenario

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"vestibule/ui/uitest"
)

// Run says how scripts are played.
type Run struct {
	Stage Stage
	Form  uitest.FormFactor
	// Within is how long a thing on screen is waited for.
	Within time.Duration
	// Golden compares a page with the one on file; nil: the driver's pages differ too much to be compared.
	Golden func(name, outline string)
	// Clock is for the stopwatch.
	Clock func() time.Time
}

// Play plays a script on a stage. The error says at which line it stopped and what was on screen; the tally holds what
// was done up to there.
func Play(ctx context.Context, s *Script, run Run) (Tally, error) {
	p := &play{ctx: ctx, script: s, stage: run.Stage, form: run.Form, within: run.Within, golden: run.Golden}
	p.tally = Tally{Script: s.Name, Driver: run.Stage.Driver(), Form: run.Form}
	began := run.Clock()
	err := p.lines()
	p.count()
	p.tally.Took = run.Clock().Sub(began)
	return p.tally, errors.Join(err, p.shut())
}

// play is one script being played.
type play struct {
	ctx    context.Context
	script *Script
	stage  Stage
	form   uitest.FormFactor
	within time.Duration
	golden func(name, outline string)

	app    uitest.Driver // nil: closed
	knobs  map[string]json.RawMessage
	kept   map[string]string
	before Journal // when the app was opened
	tally  Tally
}

func (p *play) lines() error {
	if err := p.anew(); err != nil {
		return err
	}
	for _, l := range p.script.Lines {
		if err := p.line(l); err != nil {
			return fmt.Errorf("%s: %s: %w", l.Place(), l.Text, err)
		}
	}
	return nil
}

func (p *play) line(l Line) error {
	if !l.For(p.stage.Driver()) {
		p.tally.LeftOut = append(p.tally.LeftOut, l.Place())
		return nil
	}
	if err := p.possible(l.does); err != nil {
		return err
	}
	if _, looks := l.does.(asserter); looks {
		p.tally.Asserted++
	}
	err := l.does.do(p)
	if errors.Is(err, ErrCannot) {
		return fmt.Errorf("%w (%s); mark the line with \"only\"", err, p.stage.Driver())
	}
	return err
}

// possible refuses what needs the app while it is closed.
func (p *play) possible(c command) error {
	switch c.(type) {
	case typed, pasted, keyed, caps, press, choose, check, key, code, approve, see, gone, left, outline:
		if p.app == nil {
			return errors.New("the app is not open")
		}
	}
	return nil
}

// anew gives a new plan, a new device and no app.
func (p *play) anew() error {
	p.knobs, p.kept = map[string]json.RawMessage{}, map[string]string{}
	p.before = Journal{}
	return errors.Join(p.shut(), p.stage.Wipe(), p.stage.Backstage().Reset(p.ctx))
}

// count adds what the plan has counted since it was last reset.
func (p *play) count() {
	j, err := p.stage.Backstage().Journal(p.ctx)
	if err != nil {
		return // the play's own error tells
	}
	p.tally.Requests += len(asked(j.Requests))
	p.tally.Attempts += j.allAttempts()
}

func (p *play) shut() error {
	if p.app == nil {
		return nil
	}
	app := p.app
	p.app = nil
	return app.Close()
}

// waitFor waits until the outline pleases; what says what was missed.
func (p *play) waitFor(what string, pleases func(outline string) bool) error {
	ctx, stop := context.WithTimeout(p.ctx, p.within)
	defer stop()
	if last, err := p.app.Wait(ctx, pleases); err != nil {
		return fmt.Errorf("%s; on screen:\n%s", what, last)
	}
	return nil
}

// awaits waits until a thing is there and can be used.
func (p *play) awaits(name string, roles ...string) error {
	return p.waitFor(fmt.Sprintf("no %s %q to use", roles[0], name), func(outline string) bool {
		return on(outline, name, roles...)
	})
}

var placeholder = regexp.MustCompile(`\{([a-z]+)\}`)

// expand puts what was remembered in the place of {name}.
func (p *play) expand(text string) (string, error) {
	var err error
	out := placeholder.ReplaceAllStringFunc(text, func(m string) string {
		kept, ok := p.kept[m[1:len(m)-1]]
		if !ok {
			err = fmt.Errorf("nothing was remembered as %s", m)
		}
		return kept
	})
	return out, err
}
