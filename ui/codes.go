package ui

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the list of a member's codes: what is on the page, and what keeps it up to date. A row is in codes_row.go,
// order and search in codes_view.go.

// CodesLook is how a member wants the list of codes; it is no secret.
type CodesLook struct {
	// Hide shows a code only when it is pressed. ByName orders by name, not by use.
	Hide, ByName bool
}

// codesPage is the list on screen, and what lies over it.
type codesPage struct {
	u      *UI
	view   *codeView
	search *control.Field
	group  string
	list   *control.CodeList
	timer  *control.CodeTimer
	body   fyne.CanvasObject
	none   *control.Text

	reading holding
	// open is the code that was pressed to be seen where codes are hidden.
	open vault.CodeID
	// counters are the codes of counters that were asked for.
	counters map[vault.CodeID]string
	copied   copied
	// turn is when the codes on screen change; warned: that was said.
	turn   time.Time
	warned bool
	notice *wizard.Notice
	// now is the page of the codes that is shown.
	now func() wizard.Page
	// found is what pictures held so far, as long as more may come; nil: nothing.
	found *incoming
	// erase takes away what a page over the list holds of secrets; nil: nothing is held.
	erase func()
	// made counts how often the body was made, since the frame keeps a body as long as its key.
	made int
}

// keptRemoved is how long a removed code can be put back.
const keptRemoved = 30 * 24 * time.Hour

// showCodes puts the list over the present screen.
//
// A vault that is shut is opened first, and where there is none the page of what this device keeps says why.
func (u *UI) showCodes() {
	if u.gate != nil {
		return
	}
	u.touched()
	if u.vault == nil || u.vault.Rest().Phase == vault.Shut {
		u.showKeeps()
		return
	}
	_ = u.vault.Purge(u.codeTime().Add(-keptRemoved)) // a vault of a newer app keeps them
	u.codes = &codesPage{u: u, counters: map[vault.CodeID]string{}}
	u.codes.reload()
	u.codes.show()
}

// showCodesAlone shows the list where no plan could be opened: codes need no line.
func (u *UI) showCodesAlone() {
	keeps := u.reopen()
	background(u, func(ctx context.Context) (reopened, error) { return keeps(ctx), nil },
		func(o reopened, _ *problem.Problem) { u.openGate(o, u.showCodes) })
}

// show puts the list up, as it was left.
func (p *codesPage) show() { p.put(p.page) }

// put puts a page of the codes up. What lies over it for a while (how a person is reached, how the app looks) leads back to
// it.
func (p *codesPage) put(page func() wizard.Page) {
	p.u.lift()
	p.now, p.u.over = page, page
	p.u.redraw()
}

// leave goes back to what the list was shown over. The codes it held go with it.
func (p *codesPage) leave() {
	p.u.forgetCodes()
	p.u.endAside()
}

// hold notes how to erase the secrets of the page that is shown now; what an earlier page held is erased.
func (p *codesPage) hold(erase func()) {
	if p.erase != nil {
		p.erase()
	}
	p.erase = erase
}

// forgetCodes takes away everything that the pages of codes hold: they were left, or the vault is locked.
func (u *UI) forgetCodes() {
	if u.codes != nil {
		u.codes.hold(nil)
	}
	u.codes = nil
}

// codeTime is what codes are made with: the plan's time where it is known, since a device's clock may be wrong, and a code
// of the wrong time is a wrong code.
func (u *UI) codeTime() time.Time {
	if u.plan != nil {
		return u.plan.Clock.Now()
	}
	return u.cfg.Device.Now()
}

// openPlanKey names the open plan; empty: none is.
func (u *UI) openPlanKey() plan.Key {
	if u.plan == nil {
		return ""
	}
	return u.plan.Key
}

// reload reads the codes anew, after some were added, changed or removed.
func (p *codesPage) reload() {
	p.view = newCodeView(p.u.vault.Codes(), p.u.openPlanKey(), p.u.display.Codes.ByName)
	p.made++
	p.build()
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
	p.list = control.NewCodeList(say.Say("codes.title"), p.timer, p, [2]string{say.Say("codes.advance"), say.Say("codes.details")})
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
	page := wizard.Page{Key: "codes " + strconv.Itoa(p.made), Title: say.Say("codes.title"), Lead: say.Say("codes.lead"),
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

// codeTolerance is how wrong a clock is before a code of it may be refused: servers mostly take the one before and after
// (RFC 6238, section 5.2), so a third of a step is early enough to say it.
const codeTolerance = 10 * time.Second

// update brings the codes and the time they still count up to date.
func (p *codesPage) update() {
	now := p.u.codeTime()
	p.u.counting = len(p.view.shown) > 0
	left := untilTurn(now, usualPeriod)
	p.timer.Set(p.u.say.left(left), float32(left)/float32(usualPeriod), left <= soon)
	p.announce(now, left)
	p.list.Update()
}

// usualPeriod is what nearly all codes last, and what the one timer counts; a row that lasts otherwise says so itself.
const usualPeriod = 30 * time.Second

// soon is from when on it is said that a code is about to change.
const soon = 10 * time.Second

// left says how long the codes still count.
func (s say) left(d time.Duration) string {
	return s.Count("codes.left", int((d+time.Second-1)/time.Second))
}

// announce speaks to who reads a code: once when it is about to change, and when it did.
func (p *codesPage) announce(now time.Time, left time.Duration) {
	turned := !p.turn.IsZero() && !now.Before(p.turn)
	if turned || p.turn.IsZero() {
		p.turn, p.warned = now.Add(left), false
	}
	switch {
	case p.list.Reading() == "":
		p.timer.Say("")
	case turned:
		p.timer.Say(p.u.say.Say("codes.changed"))
	case left <= soon && !p.warned:
		p.warned = true
		p.timer.Say(p.u.say.left(left))
	}
}

// keepCodes saves the vault after a change. What cannot be kept is said; it is in memory all the same.
func (p *codesPage) keepCodes() { p.keepThen(func() {}) }

// keepThen saves the vault and goes on when that is done; where it cannot be saved, it says so and does not.
func (p *codesPage) keepThen(then func()) {
	u, first := p.u, p.u.vault.Rest().Phase == vault.Fresh
	u.work(u.vault.Save, func(trouble *problem.Problem) {
		if trouble == nil {
			u.keptOrNot(first, nil)
		}
		if u.codes != p {
			return
		}
		switch kept := u.vault.Rest().Kept; {
		case trouble != nil && kept:
			p.notice = u.say.notice(trouble, ways{problem.TryAgain: p.keepCodes}, u.codeTime())
			u.redraw()
			return
		case trouble != nil: // nothing is kept on this device, and the page says so
			p.notice = nil
			u.redraw()
		}
		then()
	})
}
