package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/readiness"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what the home nudges about: what would lock the member out next, and the one tap that prevents it (S093).

// outlook is what the plan last told of who is signed in.
type outlook struct {
	all plan.Overview
	// asked: it is on its way, or was tried. news counts what came.
	asked bool
	news  int
}

// take takes what the plan tells.
func (o *outlook) take(all plan.Overview) { o.all, o.asked, o.news = all, true, o.news+1 }

// took takes what a plan tells with a sign-in, or at the end of a conversation in the session.
func (o *outlook) took(a plan.Account) {
	if len(a.Contacts)+len(a.Authenticators) > 0 {
		o.take(plan.Overview{Contacts: a.Contacts, Authenticators: a.Authenticators})
		return
	}
	o.asked = false
}

// lookAhead asks a plan that has not told it how the account stands, once. Nobody waits for it, and without an answer nothing is
// said: what has ended the session the next act will tell.
func (u *UI) lookAhead() {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in || u.outlook.asked || u.plan.Security == nil || u.plan.Document.Can(plan.CanSecurity).How != plan.InApp {
		entry.Session.Token.Clear()
		return
	}
	u.outlook.asked = true
	port, session := u.plan.Security, entry.Session
	var all plan.Overview
	u.work(func(ctx context.Context) (err error) {
		defer session.Token.Clear()
		all, err = port.Overview(ctx, session)
		return err
	}, func(p *problem.Problem) {
		if p == nil && u.session().Same(session) {
			u.outlook.take(all)
			u.redraw()
		}
	})
}

// report judges what is known.
func (u *UI) report() readiness.Report {
	f := readiness.Facts{Account: u.outlook.all, Phone: u.onPhone(), Can: u.readyFixes()}
	for _, a := range f.Account.Authenticators {
		if _, made := u.codeFor(a); made && a.Kind == plan.TOTP {
			f.Made = append(f.Made, a.ID)
		}
	}
	return readiness.Judge(f)
}

// onPhone reports that this device is a phone: what is on it is lost with it.
func (u *UI) onPhone() bool {
	return u.cfg.Form == wizard.Phone || u.cfg.Platform == "android" || u.cfg.Platform == "ios"
}

// readyFixes are what can be done here. An app on a device that keeps nothing is no way to sign in next time.
func (u *UI) readyFixes() []readiness.Fix {
	can := func(c plan.Capability) bool { return u.plan.Document.Can(c).How == plan.InApp && u.outlook.all.Has(c) }
	var fixes []readiness.Fix
	if u.canBind() && u.kept.why == nil {
		fixes = append(fixes, readiness.AddApp)
	}
	if can(plan.CanRecoveryCodes) {
		fixes = append(fixes, readiness.MakeCodes)
	}
	if can(plan.CanConfirmContact) {
		fixes = append(fixes, readiness.ConfirmContact)
	}
	return fixes
}

// nudge is the part of the home with what is missing. It comes when the plan has told; the page goes on around it.
type nudge struct {
	ui   *UI
	all  *fyne.Container
	news int
	// bind offers this app as a way to sign in, until the plan says that this member's account has none; nil: it is not offered.
	bind fyne.CanvasObject
}

func newNudge(u *UI) *nudge {
	n := &nudge{ui: u, all: control.Column(8)}
	n.all.Hide()
	return n
}

// update draws it anew where the plan has told something since: one row for each gap, under how many checks are kept. A
// contact that was never confirmed is told in the home's panel.
func (n *nudge) update() {
	u := n.ui
	if n.news == u.outlook.news {
		return
	}
	n.news = u.outlook.news
	if n.bind != nil && !u.canBind() {
		n.bind.Hide()
	}
	r := u.report()
	var rows []fyne.CanvasObject
	for _, item := range r.Items {
		if item.Gap != readiness.Unconfirmed {
			rows = append(rows, u.readyRow(item))
		}
	}
	title := u.say.Say("ready.title", assets.Facts{"kept": strconv.Itoa(r.Kept), "of": strconv.Itoa(r.Of)})
	n.all.Objects = []fyne.CanvasObject{control.NewHeading(title, 2), control.NewGroup(title, rows...)}
	n.all.Hidden = len(rows) == 0
	n.all.Refresh()
}

// readyRow leads to the fix, or where the app can do nothing to the account itself.
func (u *UI) readyRow(item readiness.Item) fyne.CanvasObject {
	detail := "ready.fix." + string(item.Fix)
	if item.Fix == "" {
		detail = "ready.fix.look"
	}
	return control.NewRow(u.say.Say("ready."+string(item.Gap)), u.say.Say(detail), func() { u.ready(item.Fix) }).WithIcon("shield")
}

// ready does one fix, and comes back to the home that says what came of it.
func (u *UI) ready(fix readiness.Fix) {
	switch fix {
	case readiness.AddApp:
		u.bind()
	case readiness.MakeCodes:
		u.converseFor(plan.NewRecoveryCodes, u.backHome("security.codes.made"))
	case readiness.ConfirmContact:
		u.converseFor(plan.ConfirmContact, u.backHome("contacts.confirm.done"))
	default:
		u.showSecurity()
	}
}

// backHome comes back to the home, which says what was done, or why it was not.
func (u *UI) backHome(done string) after {
	say := func(n *wizard.Notice) {
		u.showHome()
		u.said = n
		u.redraw()
	}
	return after{
		done: func() {
			say(&wizard.Notice{Tone: wizard.Good, Title: u.say.Say(done), Detail: u.say.Say("security.told")})
		},
		left: func(p *problem.Problem) {
			if sessionOver(p) {
				u.keeper.End(u.plan.Key, reason(p))
				return
			}
			say(u.say.notice(p, ways{problem.CallThePlan: u.showSupport}, u.plan.Clock.Now()))
		},
	}
}
