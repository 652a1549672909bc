package ui

import (
	"bytes"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
)

// This file is the part of the code page that takes a code or a link out of one message (S094), and says what to look for
// in the mailbox (S040, S041).

// codeInput is where a code is typed: a box of digits, or one that takes a link as well.
type codeInput interface {
	fyne.CanvasObject
	Take() secret.Bytes
	Len() int
	Set([]byte)
	Clear()
	SetError(words string)
	Focus() fyne.Focusable
}

func (p *codePage) newInput() codeInput {
	say, pastes := p.c.ui.say, p.c.ui.pastes()
	if !p.step.Link {
		f := control.NewCodeField(say.Say("code.label"), p.step.Digits)
		if pastes {
			f.WithPaste(say.Say("paste.code"))
		}
		return f
	}
	words := secretWords(say, "code.label.link")
	words.Hints = control.SecretHints{} // a link has capitals and signs of all kinds
	f := control.NewSecretField(words).Bare()
	f.Autocomplete = "one-time-code"
	if pastes {
		f.WithPaste(say.Say("paste.code"))
	}
	return f
}

// typed gives the code, or the whole link. Where neither is ready to be sent it says why, and no try is spent.
func (p *codePage) typed() (secret.Bytes, bool) {
	typed := p.field.Take()
	if !p.step.Link {
		return p.allDigits(typed, p.field.Len())
	}
	if _, is := plan.LinkHost(typed.Reveal()); is {
		return p.ownLink(typed)
	}
	digits := secret.Of(bytes.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, typed.Reveal()))
	typed.Clear()
	return p.allDigits(digits, digits.Len())
}

// allDigits asks for what is missing of the digits.
func (p *codePage) allDigits(typed secret.Bytes, n int) (secret.Bytes, bool) {
	if n >= p.step.Digits {
		return typed, true
	}
	typed.Clear()
	p.field.SetError(p.c.ui.say.Say("code.short", assets.Facts{"digits": fmt.Sprint(p.step.Digits), "n": fmt.Sprint(n)}))
	return secret.Bytes{}, false
}

// ownLink keeps a link of another portal from being sent to this one, and names that portal (S043).
func (p *codePage) ownLink(link secret.Bytes) (secret.Bytes, bool) {
	if p.refused = p.c.ui.plan.Document.Policy.Hosts.Foreign(link.Reveal()); p.refused == nil {
		return secret.Of(bytes.TrimSpace(link.Reveal())), true
	}
	link.Clear()
	p.field.SetError(p.c.ui.say.Say("field.look"))
	return secret.Bytes{}, false
}

// messageFacts say what the message looks like, when it went out and how long it takes.
type messageFacts struct {
	c    *conversation
	sent *control.Fact
	all  *fyne.Container
}

func (p *codePage) newMessageFacts() *messageFacts {
	say, s := p.c.ui.say, p.step
	if s.From == "" && s.Subject == "" && s.Usually == 0 {
		return nil
	}
	m := &messageFacts{c: p.c, sent: control.NewFact(say.Say("code.mail.sent"), "")}
	rows := []fyne.CanvasObject{m.sent}
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, control.NewFact(say.Say(label), value))
		}
	}
	add("code.mail.from", s.From)
	add("code.mail.subject", s.Subject)
	if s.Usually > 0 {
		add("code.mail.usually", say.span(s.Usually.Round(time.Second)))
	}
	look := "code.mail.look"
	if s.Authenticator.Kind != plan.EmailCode {
		look = "code.mail.look.phone"
	}
	m.all = control.Column(8, control.NewHeading(say.Say("code.mail"), 2), control.NewGroup(say.Say("code.mail"), rows...),
		control.NewSmall(say.Say(look)))
	return m
}

func (m *messageFacts) update(s plan.Code) {
	if m == nil {
		return
	}
	if s.Sent.IsZero() {
		m.sent.Hide()
		return
	}
	m.sent.Show()
	m.sent.SetValue(m.c.ui.say.clock(s.Sent, m.c.ui.plan.Clock.Now()))
}
