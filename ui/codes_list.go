package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page of the list: what is on it, in which order, and what is worth saying over it.

// CodesLook is how a member wants the list of codes; it is no secret.
type CodesLook struct {
	// Hide shows a code only when it is pressed. ByName orders by name, not by use.
	Hide, ByName bool
}

func (p *codesPage) build() {
	say := p.u.say
	query := ""
	if p.search != nil {
		query = p.search.Text()
	}
	p.search = control.NewField(say.Say("codes.search"))
	p.search.SetText(query)
	p.search.OnChanged = func(string) { p.find(); p.u.redraw() }
	p.timer = control.NewCodeTimer(say.Say("codes.timer"))
	p.list = control.NewCodeList(p.u.codesTitle(), p.timer, p, [2]string{say.Say("codes.advance"), say.Say("codes.details")})
	p.list.OnPress, p.list.OnDo, p.list.OnOpen = p.press, p.do, p.openDetails
	p.none = control.NewText("")
	p.body = p.layout()
	p.find()
}

// layout puts the codes first where they are few; many are searched.
func (p *codesPage) layout() fyne.CanvasObject {
	switch n := len(p.view.all); {
	case n == 0:
		return p.links()
	case n < fewCodes:
		return control.Column(16, p.list, p.options())
	}
	return control.Column(16, p.search, p.options(), p.none, p.list)
}

// links lead to what is needed now and then.
func (p *codesPage) links() fyne.CanvasObject {
	say := p.u.say
	links := control.Column(0)
	if len(p.view.all) > 0 {
		links.Objects = append(links.Objects, control.NewLink(say.Say("codes.large"), func() { p.showLarge(0) }),
			control.NewLink(say.Say("codes.move"), p.showExport))
	}
	if removed := p.u.vault.Removed(); len(removed) > 0 {
		links.Objects = append(links.Objects, control.NewLink(say.Count("codes.removed", len(removed)), p.showRemoved))
	}
	return links
}

// options are how the list looks, folded.
func (p *codesPage) options() fyne.CanvasObject {
	say, look := p.u.say, p.u.display.Codes
	order := control.NewChoice(say.Say("codes.order"), []control.Option{{Title: say.Say("codes.order.use")}, {Title: say.Say("codes.order.name")}},
		func(i int) { p.relook(CodesLook{p.u.display.Codes.Hide, i == 1}) }).ShowLabel()
	order.Pick(bool2int(look.ByName))
	hide := control.NewCheck(say.Say("codes.hide"), func(on bool) { p.relook(CodesLook{on, p.u.display.Codes.ByName}) })
	hide.SetOn(look.Hide)
	parts := []fyne.CanvasObject{order, hide}
	if groups := p.groupChoice(); groups != nil {
		parts = append(parts, groups)
	}
	parts = append(parts, p.links())
	return control.NewExpander(say.Say("codes.options"), control.Column(12, parts...))
}

// groupChoice filters by group; nil where there are none.
func (p *codesPage) groupChoice() fyne.CanvasObject {
	if len(p.view.groups) == 0 {
		return nil
	}
	options := []control.Option{{Title: p.u.say.Say("codes.group.all")}}
	for _, g := range p.view.groups {
		options = append(options, control.Option{Title: g})
	}
	choice := control.NewChoice(p.u.say.Say("codes.group"), options, p.pickGroup).ShowLabel()
	choice.Pick(slices.Index(p.view.groups, p.group) + 1)
	return choice
}

// pickGroup shows one group, counted from 1; 0: all.
func (p *codesPage) pickGroup(i int) {
	group := ""
	if i > 0 {
		group = p.view.groups[i-1]
	}
	if group == p.group {
		return
	}
	p.group = group
	p.find()
	p.u.redraw()
}

// relook remembers how the member wants the list, and shows it so.
func (p *codesPage) relook(l CodesLook) {
	d := p.u.display
	if d.Codes == l {
		return
	}
	resort := d.Codes.ByName != l.ByName
	d.Codes, p.open = l, ""
	p.u.setDisplay(d)
	if resort {
		p.view = newCodeView(p.view.all, p.u.openPlanKey(), l.ByName)
		p.find()
	}
	p.u.redraw()
}

// find shows what the search and the group let through.
func (p *codesPage) find() {
	v := p.view
	v.find(p.search.Text(), p.group)
	p.list.SetSections(p.sections()...)
	none := ""
	if len(v.all) > 0 && len(v.shown) == 0 {
		none = p.u.say.Say("codes.none")
	}
	p.none.SetText(none)
	if none == "" {
		p.none.Hide()
	} else {
		p.none.Show()
	}
	if len(v.shown) == 0 {
		p.list.Hide()
	} else {
		p.list.Show()
	}
}

// sections part the open plan's codes from the others, where there are both.
func (p *codesPage) sections() []control.CodeSection {
	v := p.view
	if v.ownShown == 0 || v.ownShown == len(v.shown) {
		return nil
	}
	return []control.CodeSection{{From: 0, Name: p.u.plan.Document.Name}, {From: v.ownShown, Name: p.u.say.Say("codes.others")}}
}

func (p *codesPage) page() wizard.Page {
	say := p.u.say
	page := wizard.Page{Key: "codes " + strconv.Itoa(p.made), Title: p.u.codesTitle(), Lead: say.Say("codes.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update, Long: p.list, Back: p.leave, Notice: p.worthSaying(),
		Next: &wizard.Action{Label: say.Say("codes.add"), Do: p.showAdd}}
	if len(p.view.all) == 0 {
		page.Lead = say.Say("codes.empty")
	}
	return page
}

// fewCodes is how many codes are found without a search.
const fewCodes = 6

// worthSaying is what the last press came to, or what should be known of the codes.
func (p *codesPage) worthSaying() *wizard.Notice {
	u := p.u
	if p.notice != nil {
		return p.notice
	}
	if len(p.view.all) > 0 && !u.vault.Rest().Kept {
		return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("codes.unkept"), Detail: u.say.Say("codes.unkept.detail"),
			Fix: &wizard.Action{Label: u.say.Say("vault.protect"), Do: func() { u.showProtection(u.endAside) }}}
	}
	if n := u.protectionNotice(); n != nil && len(p.view.all) > 0 {
		return n
	}
	if u.plan == nil {
		return nil
	}
	if skew, known := u.plan.Clock.Skew(); known && skew.Abs() >= codeTolerance {
		return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("codes.clock", assets.Facts{"skew": u.say.skew(skew)}),
			Fix: &wizard.Action{Label: u.say.Say("remedy.check-clock"), Do: u.showClockHelp}}
	}
	return nil
}
