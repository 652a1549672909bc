package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file opens the list of a member's codes, leads from it and back to it, and keeps what changes. The page is in
// codes_list.go, a row in codes_row.go, order and search in codes_view.go, time in codes_time.go.

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

// openPlanKey names the open plan; empty: none is.
func (u *UI) openPlanKey() plan.Key {
	if u.plan == nil {
		return ""
	}
	return u.plan.Key
}

// reload reads the codes anew, after some were added, changed or removed.
func (p *codesPage) reload() {
	p.view = newCodeView(p.u.codesOnScreen(), p.u.openPlanKey(), p.u.display.Codes.ByName)
	p.made++
	p.build()
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
