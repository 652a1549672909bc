package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is one code: what is known of it, its names, taking it away and putting it back.

// codeDetails is the page of one code.
type codeDetails struct {
	p                      *codesPage
	code                   vault.Code
	issuer, account, group *control.Field
	body                   fyne.CanvasObject
}

// openDetails shows one code.
func (p *codesPage) openDetails(key string) {
	p.u.touched()
	c, is := p.view.byID(vault.CodeID(key))
	if !is {
		return
	}
	p.notice = nil
	d := &codeDetails{p: p, code: c}
	d.build()
	p.put(d.page)
}

// backToList goes back to the list, which is read anew.
func (p *codesPage) backToList() {
	p.hold(nil)
	p.found = nil
	p.reload()
	p.show()
}

func (d *codeDetails) build() {
	say, c := d.p.u.say, d.code
	d.issuer, d.account, d.group = control.NewField(say.Say("codes.issuer")), control.NewField(say.Say("codes.account")), control.NewField(say.Say("codes.group.of"))
	d.issuer.SetText(c.Issuer)
	d.account.SetText(c.Account)
	d.group.SetText(c.Group)
	d.group.SetHint(say.Say("codes.group.hint"))
	links := control.Column(0)
	if c.Unusable == "" {
		links.Objects = append(links.Objects, control.NewLink(say.Say("codes.large.one"), func() { d.p.showLarge(d.place()) }),
			control.NewLink(say.Say("codes.share"), d.askShare))
	}
	d.body = control.Column(16, d.issuer, d.account, d.group, d.facts(), links)
}

// place is where the code stands in what is shown; 0 where it is filtered out.
func (d *codeDetails) place() int {
	for i := range d.p.Len() {
		if d.p.view.at(i).ID == d.code.ID {
			return i
		}
	}
	return 0
}

// facts are what cannot be changed: it would make other codes.
func (d *codeDetails) facts() fyne.CanvasObject {
	say, c := d.p.u.say, d.code
	facts := []fyne.CanvasObject{control.NewFact(say.Say("codes.type"), say.kindOf(c))}
	if !c.Added.IsZero() {
		facts = append(facts, control.NewFact(say.Say("codes.added"), say.day(c.Added)))
	}
	if !c.LastUsed.IsZero() {
		facts = append(facts, control.NewFact(say.Say("codes.used"), say.Count("codes.used.times", c.Uses)+", "+say.moment(c.LastUsed)))
	}
	return control.NewCard("", facts...)
}

// kindOf says how a code is made, in words and in the terms that other apps use.
func (s say) kindOf(c vault.Code) string {
	facts := assets.Facts{"digits": strconv.Itoa(c.Digits), "algorithm": string(c.Algorithm), "time": s.span(c.Period)}
	switch {
	case c.Unusable != "":
		return s.Say("codes.unusable") + ". " + s.reason(c.Unusable)
	case c.Type == otp.HOTP:
		return s.Say("codes.type.counter", facts)
	case c.Type == otp.Steam:
		return s.Say("codes.type.steam", facts)
	}
	return s.Say("codes.type.time", facts)
}

// reason says why no codes can be made.
func (s say) reason(r otp.Reason) string {
	if key := "code.refused." + string(r); s.Has(key) {
		return s.Say(key)
	}
	return s.Say("code.refused.entry-broken")
}

func (d *codeDetails) page() wizard.Page {
	say := d.p.u.say
	return wizard.Page{Key: "code " + string(d.code.ID), Title: say.title(d.code), Lead: accountLine(d.code), Back: d.p.backToList, Notice: d.worthSaying(),
		Body: func() fyne.CanvasObject { return d.body }, Focus: func() fyne.Focusable { return d.issuer.Focus() },
		Next:   &wizard.Action{Label: say.Say("codes.save"), Do: d.save},
		Others: []wizard.Action{{Label: say.Say("codes.remove"), Do: d.remove, Danger: true}}}
}

// worthSaying is what the last press came to, or that the plan has not agreed to this code.
func (d *codeDetails) worthSaying() *wizard.Notice {
	if d.p.notice != nil || !d.code.Pending {
		return d.p.notice
	}
	u := d.p.u
	n := &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("codes.pending"), Detail: u.say.Say("codes.pending.detail")}
	if u.plan != nil && d.code.Place.Plan == u.plan.Key && u.talk == nil && u.canBind() {
		n.Fix = &wizard.Action{Label: u.say.Say("codes.pending.again"), Do: func() { d.p.leave(); u.bind() }}
	}
	return n
}

// save keeps the names. A name is cleaned as one that comes from outside.
func (d *codeDetails) save() {
	p := d.p
	issuer, _ := otp.Clean(d.issuer.Text())
	account, _ := otp.Clean(d.account.Text())
	group, _ := otp.Clean(d.group.Text())
	err := p.u.vault.Change(d.code.ID, func(c *vault.Code) { c.Issuer, c.Account, c.Group = issuer, account, group })
	if err != nil {
		p.notice = p.u.say.trouble(err, p.u.codeTime())
		p.u.redraw()
		return
	}
	p.keepThen(func() {
		p.notice = &wizard.Notice{Tone: wizard.Good, Title: p.u.say.Say("codes.saved")}
		p.backToList()
	})
}

// remove takes the code off the list at once, and offers to put it back.
func (d *codeDetails) remove() {
	p, id := d.p, d.code.ID
	if err := p.u.vault.Remove(id, p.u.codeTime()); err != nil {
		p.notice = p.u.say.trouble(err, p.u.codeTime())
		p.u.redraw()
		return
	}
	delete(p.counters, id)
	p.notice = &wizard.Notice{Tone: wizard.Info, Title: p.u.say.about("codes.removed.it", d.code), Detail: p.u.say.Say("codes.removed.kept"),
		Fix: &wizard.Action{Label: p.u.say.Say("codes.undo"), Do: func() { p.putBack(id) }}}
	p.backToList()
	p.keepCodes()
}

// putBack undoes a removal.
func (p *codesPage) putBack(id vault.CodeID) {
	p.notice = nil
	if err := p.u.vault.Restore(id); err != nil {
		p.notice = p.u.say.trouble(err, p.u.codeTime())
	}
	p.backToList()
	p.keepCodes()
}

// showRemoved lists what was removed and can be put back.
func (p *codesPage) showRemoved() {
	say := p.u.say
	p.notice = nil
	removed := p.u.vault.Removed()
	p.put(func() wizard.Page {
		return wizard.Page{Key: "codes removed " + strconv.Itoa(len(removed)), Title: say.Say("codes.removed.title"), Lead: say.Say("codes.removed.lead"), Back: p.backToList,
			Body: func() fyne.CanvasObject { return p.removedRows(removed) }}
	})
}

func (p *codesPage) removedRows(removed []vault.Code) fyne.CanvasObject {
	say := p.u.say
	var rows []fyne.CanvasObject
	for _, c := range removed[:min(len(removed), mostRecords)] {
		back := control.NewButton(say.Say("codes.restore"), control.Outlined, func() { p.putBack(c.ID) }).Saying(say.about("codes.restore.of", c)).Fitted()
		rows = append(rows, control.Ends(control.Column(2, control.NewText(say.whole(c)).Bold(),
			control.NewSmall(say.Say("codes.removed.when", assets.Facts{"when": say.day(c.Removed)}))), back))
	}
	return control.NewGroup(say.Say("codes.removed.title"), rows...)
}
