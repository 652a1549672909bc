package ui

import (
	"time"

	"vestibule/app/otp"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
)

// This file is one row of the list of codes: what it shows, and what a press on it does.

// holding is a code that somebody reads. It stays as it was until they are done, though it may count no more: nothing
// changes under a reader's eyes.
type holding struct {
	id   vault.CodeID
	code otp.Code
}

// copied is which code was copied last, and until when its row says so.
type copied struct {
	id     vault.CodeID
	until  time.Time
	clears bool
}

// Len is the number of codes shown.
func (p *codesPage) Len() int { return len(p.view.shown) }

// Key names the code at a place.
func (p *codesPage) Key(i int) string { return string(p.view.at(i).ID) }

// Entry is the row at a place.
func (p *codesPage) Entry(i int, reading bool) control.CodeEntry {
	say, c := p.u.say, p.view.at(i)
	e := control.CodeEntry{Title: say.title(c), Detail: accountLine(c), Details: say.Say("codes.details"), DetailsSaid: say.about("codes.details.of", c)}
	switch {
	case c.Unusable != "":
		p.unusable(&e, c)
	case c.Type == otp.HOTP:
		p.counted(&e, c)
	case p.hides(c.ID):
		p.hidden(&e, c)
	default:
		p.timed(&e, c, reading)
	}
	if p.copied.id == c.ID && p.u.codeTime().Before(p.copied.until) && e.Do != "" {
		e.Note = p.copiedWords()
		e.More = e.Note
	}
	return e
}

// hides reports that a code is not to be seen now.
func (p *codesPage) hides(id vault.CodeID) bool { return p.u.display.Codes.Hide && p.open != id }

// unusable is a code that is kept though none can be made of it.
func (p *codesPage) unusable(e *control.CodeEntry, c vault.Code) {
	say := p.u.say
	e.Code, e.Dim, e.Note = say.Say("codes.unusable"), true, say.reason(c.Unusable)
	e.Said, e.More = say.whole(c)+": "+e.Code, e.Note
}

// hidden is a code that is shown when it is pressed.
func (p *codesPage) hidden(e *control.CodeEntry, c vault.Code) {
	say := p.u.say
	e.Code, e.Dim, e.Note = hiddenCode(c), true, say.Say("codes.hidden")
	e.Said, e.More = say.about("codes.said.hidden", c), e.Note
	p.copies(e, c)
}

// timed is a code that changes with time, with the one that comes after it.
func (p *codesPage) timed(e *control.CodeEntry, c vault.Code, reading bool) {
	say, now := p.u.say, p.u.codeTime()
	live, err := p.u.vault.Show(c.ID, now)
	if err != nil {
		c.Unusable = otp.ReasonOf(err)
		p.unusable(e, c)
		return
	}
	shown := p.still(c.ID, live, reading)
	next, _ := p.u.vault.Show(c.ID, live.Until)
	p.copies(e, c)
	e.Code = grouped(shown.Text)
	e.Said = say.Say("codes.said", assets.Facts{"name": say.whole(c), "code": spelled(shown.Text)})
	if !shown.Until.After(now) {
		e.Dim = true
		e.Note = say.Say("codes.turned", assets.Facts{"code": grouped(live.Text)})
		e.More = say.Say("codes.turned", assets.Facts{"code": spelled(live.Text)})
		return
	}
	e.Note = say.Say("codes.next", assets.Facts{"code": grouped(next.Text)})
	e.More = say.Say("codes.next", assets.Facts{"code": spelled(next.Text)})
	if c.Period != usualPeriod {
		left := say.left(live.Until.Sub(now))
		e.Note, e.More = left+". "+e.Note, left+". "+e.More
	}
	if c.Pending {
		unfinished := say.Say("codes.pending")
		e.Note, e.More = unfinished+" "+e.Note, unfinished+" "+e.More
	}
}

// still keeps a code as it is as long as it is read.
func (p *codesPage) still(id vault.CodeID, live otp.Code, reading bool) otp.Code {
	switch {
	case !reading && p.reading.id == id:
		p.reading = holding{}
	case reading && p.reading.id != id:
		p.reading = holding{id, live}
	case reading:
		return p.reading.code
	}
	return live
}

// counted is a code of a counter: made when it is asked for.
func (p *codesPage) counted(e *control.CodeEntry, c vault.Code) {
	say := p.u.say
	code, made := p.counters[c.ID]
	if !made {
		e.Code, e.Dim, e.Note = hiddenCode(c), true, say.Say("codes.counter")
		e.Said, e.More = say.about("codes.said.hidden", c), e.Note
		e.Do, e.DoSaid = say.Say("codes.advance"), say.about("codes.advance.of", c)
		return
	}
	p.copies(e, c)
	e.Code, e.Note = grouped(code), say.Say("codes.counter.shown")
	e.Said, e.More = say.Say("codes.said", assets.Facts{"name": say.whole(c), "code": spelled(code)}), e.Note
}

func (p *codesPage) copies(e *control.CodeEntry, c vault.Code) {
	e.Do, e.DoSaid = p.u.say.Say("codes.copy"), p.u.say.about("codes.copy.of", c)
}

func (p *codesPage) copiedWords() string {
	return p.u.copiedWords(p.copied.clears, "codes.copied", "codes.copied.stays")
}

// press shows a code that is hidden, hides one that is shown, and puts a used counter's code away.
func (p *codesPage) press(key string) {
	p.u.touched()
	id := vault.CodeID(key)
	delete(p.counters, id)
	if p.open == id {
		p.open = ""
	} else {
		p.open = id
	}
	p.u.redraw()
}

// do copies a code, or makes the next one of a counter.
func (p *codesPage) do(key string) {
	p.u.touched()
	id := vault.CodeID(key)
	c, is := p.view.byID(id)
	if !is {
		return
	}
	if _, made := p.counters[id]; c.Type == otp.HOTP && !made {
		p.advance(id)
		return
	}
	p.copyCode(c)
	p.u.redraw()
}

// copyCode copies the code as it is now, whatever the row still shows, and counts the use.
func (p *codesPage) copyCode(c vault.Code) {
	now := p.u.codeTime()
	text, made := p.counters[c.ID]
	if !made {
		code, err := p.u.vault.Show(c.ID, now)
		if err != nil {
			return
		}
		text = code.Text
	}
	raw := []byte(text)
	p.copied = copied{c.ID, now.Add(clipFor), p.u.copySecret(raw)}
	clear(raw)
	p.reading = holding{}
	p.timer.Say(p.copiedWords())
	p.used(c.ID, now)
}

// used counts a use, which orders the list next time: now it would move under the member's finger.
func (p *codesPage) used(id vault.CodeID, now time.Time) {
	err := p.u.vault.Change(id, func(c *vault.Code) {
		c.Uses++
		c.LastUsed = now
	})
	if err == nil {
		p.keepCodes()
	}
}

// advance makes the next code of a counter. The counter is moved on and saved before the code is seen: one that was seen
// must never be made again (RFC 4226, section 7.2).
func (p *codesPage) advance(id vault.CodeID) {
	code, err := p.u.vault.Show(id, p.u.codeTime())
	if err == nil {
		err = p.u.vault.Advance(id)
	}
	if err != nil {
		p.notice = p.u.say.trouble(err, p.u.codeTime())
		p.u.redraw()
		return
	}
	p.keepThen(func() {
		p.counters[id] = code.Text
		p.notice = nil
		p.u.redraw()
	})
}
