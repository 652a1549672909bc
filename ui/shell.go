package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what surrounds every screen: the plan's name and host, "Demo plan", what is worth knowing before a try, and
// the session's warning.

// top is the strip over every page of an open plan.
func (u *UI) top() fyne.CanvasObject {
	d := u.plan.Document
	return control.NewPlanMark(d.Mark, d.Name, u.say.Say("shell.plan", assets.Facts{"name": d.Name, "host": d.Host}))
}

// banner is the striped edge that nobody can miss, with the outbox one tap away; nil for a real plan.
func (u *UI) banner() fyne.CanvasObject {
	if !u.plan.Document.Demo {
		return nil
	}
	b := control.NewBanner(u.say.Say("demo.banner"))
	if u.plan.Demo != nil && u.gate == nil {
		b.WithAction(u.say.Say("demo.outbox"), u.showOutbox)
	}
	return b
}

// drawBanner draws it as it is now: before a vault that is shut it leads nowhere.
func (u *UI) drawBanner() {
	if u.plan != nil {
		u.frame.SetBanner(u.banner())
	}
}

// feet are what stands under every page; where the member is locked out, with the emergency sentence.
func (u *UI) feet() (plain, locked, gate fyne.CanvasObject) {
	return u.footLinks(true), control.Column(16, u.helpFoot(), u.footLinks(true)), u.footLinks(false)
}

// side is what stands beside the column on a desktop: where help is, the same on every page (WCAG 2.2, 3.2.6).
func (u *UI) side() fyne.CanvasObject {
	return control.Column(16, control.NewHeading(u.say.Say("shell.help"), 2), u.supportLines(), u.helpFoot())
}

// surround adds to a page what holds on every page.
func (u *UI) surround(p *wizard.Page) {
	if u.plan == nil {
		return
	}
	if p.Foot == nil {
		p.Foot = u.plainFoot
	}
	if u.gate != nil {
		return // who has not opened it hears of nothing behind it, and keeps nothing alive
	}
	u.countAsUse(p)
	if n := u.warning(); n != nil {
		p.Notice = n
	}
	if p.Notice == nil && u.talk != nil && u.over == nil {
		p.Notice = u.worthKnowing()
	}
}

// countAsUse has the page's own ways on keep the vault open.
func (u *UI) countAsUse(p *wizard.Page) {
	p.Back = u.using(p.Back)
	if p.Next != nil {
		next := *p.Next
		next.Do = u.using(next.Do)
		p.Next = &next
	}
	p.Others = slices.Clone(p.Others)
	for i := range p.Others {
		p.Others[i].Do = u.using(p.Others[i].Do)
	}
}

// warning is the panel before the session or the open vault ends: one for both, about the earlier.
func (u *UI) warning() *wizard.Notice {
	session, lock := u.sessionWarning(), u.lockWarning()
	if left, _ := u.lockLeft(); session == nil || lock != nil && left < u.until(u.keeper.Standing(u.plan.Key).Ends) {
		return lock
	}
	return session
}

// worthKnowing is what is told before sign-in though it stops nothing: another feature that is out, maintenance to come, a
// newer version, a status that could not be checked, a device that keeps nothing. The first that holds is shown.
func (u *UI) worthKnowing() *wizard.Notice {
	now := u.plan.Clock.Now()
	all := u.status.Notices(now)
	if old := u.outdated(); old != nil {
		all = append(all, old)
	}
	if u.statusUnknown {
		all = append(all, problem.New(problem.StatusUnknown))
	}
	if u.kept.why != nil && !u.kept.agreed {
		all = append(all, u.kept.why)
	}
	if len(all) == 0 {
		return u.excuse()
	}
	n := u.say.notice(all[0], u.knowingWays(all[0]), now)
	n.Tone = wizard.Info
	return n
}

// excuse says once that the language asked for has no words yet.
func (u *UI) excuse() *wizard.Notice {
	if !u.cfg.Foreign {
		return nil
	}
	return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("lang.missing")}
}

func (u *UI) knowingWays(p *problem.Problem) ways {
	w := ways{}
	if url := p.Facts.URL; url != "" {
		w[problem.UpdateTheApp] = func() { u.open(url) }
	}
	if p == u.kept.why {
		w[problem.TryAgain], w[problem.Unlock], w[problem.UseMemoryOnly] = u.recallAgain, u.recallAgain, u.agreeToForget
		w[problem.StartOver] = u.recallAgain // what a browser has cleared is made anew
		w[problem.SetPassphrase], w[problem.ImportBackup] = func() { u.showWay(vault.Passphrase) }, u.importBackup
	}
	return w
}

// open shows an address in the system's browser; when that does not work the address is shown to be copied.
func (u *UI) open(address string) {
	if err := u.cfg.Open(address); err != nil {
		u.notGone(address, err)
	}
}

// notGone says that a page could not be opened, and where it is.
func (u *UI) notGone(address string, err error) {
	p := problem.New(problem.BrowserNotOpened).Because(err)
	p.Facts.URL = address
	_, detail := u.say.problem(p, u.cfg.Device.Now())
	u.aside("not opened", u.say.Say("problem.browser.not-opened.title"), detail, nil)
}

// newFrame makes the frame with its words.
func (u *UI) newFrame() *wizard.Frame {
	f := wizard.New(wizard.FrameConfig{Canvas: u.cfg.Window.Canvas(), Words: wizard.FrameWords{
		Back: u.say.Say("back"), Stop: u.say.Say("stop"), Side: u.say.Say("shell.help"),
		Step: func(at, of int) string {
			return u.say.Say("progress", assets.Facts{"at": strconv.Itoa(at), "of": strconv.Itoa(of)})
		},
		Notice: control.NoticeWords{
			Info: u.say.Say("tone.info"), Good: u.say.Say("tone.good"), Warning: u.say.Say("tone.warning"), Bad: u.say.Say("tone.bad"),
			More: u.say.Say("more"), Reference: u.say.Say("reference.label"),
		},
	}})
	f.SetForm(u.cfg.Form)
	return f
}

// pastes reports that secret fields need a button to paste: on a phone there is no Ctrl+V, and our fields have no menu. In
// the browser the page's own inputs paste.
func (u *UI) pastes() bool { return u.cfg.Form == wizard.Phone && u.cfg.Platform != "web" }
