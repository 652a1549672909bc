package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Commands about devices: the one whose battery dies, the one beside it, and the files they take.

// kill ends the app without a word.
type kill struct{}

func (kill) do(p *play) error {
	k, ok := p.stage.(Killer)
	if !ok {
		return ErrCannot
	}
	p.app = nil
	return k.Kill()
}

// device goes to another device. Each keeps its app, open or not, and what rests on it; the first one has no name.
type device struct{ name string }

func (c device) do(p *play) error {
	d, ok := p.stage.(Devices)
	if !ok {
		return ErrCannot
	}
	p.apps[p.at] = p.app
	p.at, p.app = c.name, p.apps[c.name]
	return d.Device(c.name)
}

// saved looks into the files that the app has saved.
type saved struct {
	words   string // empty: there is none
	lacking bool
}

func (saved) asserts() {}

func (c saved) do(p *play) error {
	s, ok := p.stage.(Saver)
	if !ok {
		return ErrCannot
	}
	words, err := p.expand(c.words)
	if err != nil {
		return err
	}
	found := func(string) bool {
		return slices.ContainsFunc(s.Saved(), func(text string) bool { return strings.Contains(text, words) })
	}
	if c.lacking && found("") {
		return fmt.Errorf("files were saved: %q", s.Saved())
	} else if c.lacking {
		return nil
	}
	return p.waitFor("no file that was saved has it", found)
}

func readSaved(r *reader) command {
	if r.maybe("nothing") {
		return saved{lacking: true}
	}
	lacking := r.maybe("without")
	return saved{r.quoted("what stands in a file"), lacking}
}
