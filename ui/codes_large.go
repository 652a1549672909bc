package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file shows one code a page, as large as the window allows, for who reads with little sight or from afar.

// largeCode is the page. It shows a row of the list, by the same rules.
type largeCode struct {
	p      *codesPage
	id     vault.CodeID
	digits *control.BigCode
	note   *control.Text
	timer  *control.CodeTimer
	do     *control.Button
	body   fyne.CanvasObject
}

// showLarge shows the code at a place of the list by itself.
func (p *codesPage) showLarge(i int) {
	if p.Len() == 0 {
		return
	}
	i = (i + p.Len()) % p.Len()
	say := p.u.say
	p.timer.Say("")
	l := &largeCode{p: p, id: p.view.at(i).ID, digits: control.NewBigCode(), note: control.NewLead("").As(""), timer: control.NewCodeTimer(say.Say("codes.timer"))}
	l.do = control.NewButton("", control.Filled, l.press)
	p.open = l.id // it was asked for
	l.body = control.Column(24, l.digits, l.note, l.timer, l.do)
	p.put(func() wizard.Page { return l.page(i) })
}

func (l *largeCode) page(i int) wizard.Page {
	p, say := l.p, l.p.u.say
	c, _ := p.view.byID(l.id)
	page := wizard.Page{Key: "code large " + string(l.id), Title: say.title(c), Lead: accountLine(c), Back: l.back, Notice: p.notice,
		Body: func() fyne.CanvasObject { return l.body }, Update: func() { l.update(i) }}
	if n := p.Len(); n > 1 {
		facts := assets.Facts{"at": strconv.Itoa(i + 1), "of": strconv.Itoa(n)}
		page.Others = []wizard.Action{{Label: say.Say("codes.large.next", facts), Do: func() { p.showLarge(i + 1) }},
			{Label: say.Say("codes.large.before"), Do: func() { p.showLarge(i - 1) }}}
	}
	return page
}

// press copies the code, or makes the next one of a counter. What was copied is said.
func (l *largeCode) press() {
	l.p.do(string(l.id))
	if l.p.copied.id == l.id {
		l.timer.Say(l.p.copiedWords())
	}
}

// back goes to the list; where codes are hidden, this one is again.
func (l *largeCode) back() {
	l.p.open, l.p.reading = "", holding{}
	l.p.backToList()
}

func (l *largeCode) update(i int) {
	p := l.p
	now := p.u.codeTime()
	p.u.counting = true
	e := p.Entry(i, false)
	l.digits.Set(e.Code, e.Said, e.More)
	l.note.SetText(e.Note)
	left := untilTurn(now, usualPeriod)
	l.timer.Set(p.u.say.left(left), float32(left)/float32(usualPeriod), left <= soon)
	p.announce(l.timer, true, now, left)
	l.do.Saying(e.DoSaid).SetLabel(e.Do)
	if e.Do == "" {
		l.do.Hide()
	}
}
