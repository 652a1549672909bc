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
	p.tally = Tally{Script: s.Name, Title: s.Title, Driver: run.Stage.Driver(), Form: run.Form}
	began := run.Clock()
	err := p.lines()
	p.count()
	p.tally.Requests = p.requests
	p.tally.Took = run.Clock().Sub(began)
	return p.tally, errors.Join(err, p.shutAll())
}

// play is one script being played.
type play struct {
	ctx    context.Context
	script *Script
	stage  Stage
	form   uitest.FormFactor
	within time.Duration
	golden func(name, outline string)

	app      uitest.Driver // nil: closed
	knobs    map[string]json.RawMessage
	kept     map[string]string
	before   Journal // when the app was opened
	tally    Tally
	requests int     // of the parts that are over
	way      *walked // the part that is played

	at   string                   // the device
	apps map[string]uitest.Driver // of the devices that are not at hand, nil where closed

	visited, mailPage string // the link that was opened last, and its page
}

func (p *play) lines() error {
	if err := p.anew(""); err != nil {
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
	case typed, pasted, keyed, caps, press, choose, check, key, code, pasteLink, approve, browser, see, fault, gone, left, outline, ends:
		if p.app == nil {
			return errors.New("the app is not open")
		}
	}
	return nil
}

// anew gives a new plan, a new device and no app, for a part of this name.
func (p *play) anew(part string) error {
	err := p.shutAll()
	p.knobs, p.kept = map[string]json.RawMessage{}, map[string]string{}
	p.before, p.way = Journal{}, newWay(part)
	p.at, p.apps, p.visited, p.mailPage = "", map[string]uitest.Driver{}, "", ""
	return errors.Join(err, p.stage.Wipe(), p.stage.Backstage().Reset(p.ctx))
}

// count adds what the plan has counted since it was last reset, and closes the way.
func (p *play) count() {
	p.leave()
	p.settle()
	j, err := p.stage.Backstage().Journal(p.ctx)
	if err != nil {
		return // the play's own error tells
	}
	p.requests += len(asked(j.Requests))
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

// shutAll closes the app on every device.
func (p *play) shutAll() error {
	err := p.shut()
	for _, app := range p.apps {
		if app != nil {
			err = errors.Join(err, app.Close())
		}
	}
	return err
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

// awaits waits until a thing is there and can be used, and counts what there is to read before it is.
func (p *play) awaits(name string, roles ...string) error {
	var page string
	err := p.waitFor(fmt.Sprintf("no %s %q to use", roles[0], name), func(outline string) bool {
		page = outline
		return on(outline, name, roles...)
	})
	if err != nil {
		return err
	}
	if _, settles := p.stage.(Settler); settles {
		p.settle()
		if page, err = p.app.Outline(); err != nil {
			return err
		}
	}
	p.read(page)
	return nil
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
