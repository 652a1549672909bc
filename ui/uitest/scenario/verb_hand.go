package scenario

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"vestibule/ui/uitest"
)

// Commands that a member's hands do. Each waits until the thing is there and can be used, and is counted.

type typed struct{ field, text string }

func (c typed) do(p *play) error {
	return p.fill(c.field, c.text, func(text string) error { return p.app.Type(c.field, text) })
}

type pasted struct{ field, text string }

func (c pasted) do(p *play) error {
	hand, ok := p.app.(Paster)
	if !ok {
		return ErrCannot
	}
	return p.put(c.field, c.text, func(text string) error {
		p.spend(Cost{Taps: 1, Fields: 1})
		return hand.Paste(c.field, text)
	})
}

type keyed struct{ field, text string }

func (c keyed) do(p *play) error {
	hand, ok := p.app.(Typist)
	if !ok {
		return ErrCannot
	}
	return p.fill(c.field, c.text, func(text string) error { return hand.Keys(c.field, text) })
}

// caps is the Caps Lock key: a fault of the catalogue as much as a key.
type caps struct{ down bool }

func (c caps) knob() (string, bool) { return "env.caps", c.down }

func (c caps) do(p *play) error {
	hand, ok := p.app.(Typist)
	if !ok {
		return ErrCannot
	}
	return hand.CapsLock(c.down)
}

type press struct{ name string }

func (c press) do(p *play) error {
	return p.tap(c.name, func() error { return p.app.Press(c.name) }, "button", "link")
}

type choose struct{ name string }

func (c choose) do(p *play) error {
	return p.tap(c.name, func() error { return p.app.Choose(c.name) }, "radio")
}

type check struct {
	name string
	on   bool
}

func (c check) do(p *play) error {
	return p.tap(c.name, func() error { return p.app.Check(c.name, c.on) }, "checkbox")
}

type key struct{ name string }

func (c key) do(p *play) error {
	p.spend(Cost{Taps: 1})
	return p.app.Key(uitest.Key(c.name))
}

// approve is the member's other device: it takes the number that stands on screen, or says no.
type approve struct {
	member string
	yes    bool
}

func (c approve) do(p *play) error {
	if !c.yes {
		return p.stage.Backstage().Deny(p.ctx, c.member)
	}
	number, err := p.numberOnScreen()
	if err != nil {
		return err
	}
	return p.stage.Backstage().Approve(p.ctx, c.member, number)
}

var twoDigits = regexp.MustCompile(`(?:^|: )(\d{2})$`)

// numberOnScreen waits for the number to match.
func (p *play) numberOnScreen() (string, error) {
	var number string
	err := p.waitFor("no number of two digits", func(outline string) bool {
		for _, t := range things(outline) {
			for _, said := range []string{t.name, t.value, t.detail} {
				if m := twoDigits.FindStringSubmatch(said); m != nil {
					number = m[1]
				}
			}
		}
		return number != ""
	})
	return number, err
}

// code types the newest code that a member got.
type code struct {
	from  source
	field string
}

func (c code) do(p *play) error {
	if err := p.awaits(c.field, "textbox"); err != nil { // before that, none may have been sent
		return err
	}
	text, err := p.code(c.from)
	if err != nil {
		return err
	}
	return typed{c.field, text}.do(p)
}

// remember keeps a code under a name, for a later line's {name}.
type remember struct {
	from source
	name string
}

func (c remember) do(p *play) error {
	text, err := p.code(c.from)
	p.kept[c.name] = text
	return err
}

// rememberSeen keeps what stands on screen after some words, as somebody copies it to paper.
type rememberSeen struct{ after, name string }

func (c rememberSeen) do(p *play) error {
	return p.waitFor(fmt.Sprintf("nothing after %q", c.after), func(outline string) bool {
		for _, t := range things(outline) {
			if text, found := strings.CutPrefix(t.name, c.after); found && text != "" {
				p.kept[c.name] = text
				return true
			}
		}
		return false
	})
}

// fill waits for a field, types a text into it and counts.
func (p *play) fill(field, text string, do func(string) error) error {
	return p.put(field, text, func(text string) error {
		p.spend(Cost{Fields: 1, Characters: utf8.RuneCountInString(text)})
		return do(text)
	})
}

// put waits for a field and puts a text into it.
func (p *play) put(field, text string, do func(string) error) error {
	if err := p.awaits(field, "textbox"); err != nil {
		return err
	}
	text, err := p.expand(text)
	if err != nil {
		return err
	}
	return do(text)
}

// tap waits for a thing, does something with it and counts.
func (p *play) tap(name string, do func() error, roles ...string) error {
	if err := p.awaits(name, roles...); err != nil {
		return err
	}
	p.spend(Cost{Taps: 1})
	return do()
}
