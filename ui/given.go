package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is "Who can see my record": the people whom the member has let in, and those who ask. One of them has its page in
// given_grant.go, somebody new is invited in given_invite.go.

// given is one visit to the list and its pages.
type given struct {
	visit
	port plan.Grants
	// list is what the plan last told; came reports that it did, news counts it.
	list []plan.Grant
	came bool
	news int
	acts acts
}

// givenRow is the way there from the home; nil: this plan has none. One that is on the plan's website only is opened there.
func (u *UI) givenRow() fyne.CanvasObject {
	can := u.plan.Document.Can(plan.CanGiveAccess)
	switch {
	case can.How == plan.InApp && u.plan.Grants != nil:
		return control.NewRow(u.say.Say("given.title"), u.say.Say("given.detail"), u.showGiven).WithIcon("person")
	case can.How == plan.InBrowser && can.URL != "":
		return control.NewRow(u.say.Say("given.title"), u.say.Say("home.security.browser"), func() { u.open(can.URL) }).WithIcon("external")
	}
	return nil
}

// accessRows are the ways to somebody else's record for who has none there yet; none where the plan has none.
func (u *UI) accessRows() (rows []fyne.CanvasObject) {
	if u.plan.Grants == nil {
		return nil
	}
	if u.inApp(plan.CanAskAccess) {
		rows = append(rows, control.NewRow(u.say.Say("request.row"), u.say.Say("request.row.detail"), func() { u.askAccess("") }).WithIcon("person"))
	}
	if u.inApp(plan.CanAskAccess) {
		rows = append(rows, control.NewRow(u.say.Say("asked.title"), u.say.Say("asked.detail"), u.showAsked).WithIcon("clock"))
	}
	if u.inApp(plan.CanActFor) {
		rows = append(rows, control.NewRow(u.say.Say("invitation.have"), u.say.Say("invitation.have.detail"), func() { u.showInvitation("") }).WithIcon("mail"))
	}
	return rows
}

// showGiven begins a visit.
func (u *UI) showGiven() {
	g := &given{port: u.plan.Grants}
	g.begin(u, g.look)
	g.home()
}

func (g *given) home() {
	g.turn(g.homePage)
	g.look()
}

// look asks the plan who is let in.
func (g *given) look() {
	var all []plan.Grant
	g.do("given.busy", func(ctx context.Context, in plan.Session) (err error) {
		all, err = g.port.Given(ctx, in)
		return err
	}, func() {
		g.list, g.came = all, true
		g.news++
		g.ui.redraw()
	})
	g.stopped = g.ui.redraw
}

// key names a page so that it is made anew when something else came.
func (g *given) key(name string, of ...any) string {
	return fmt.Sprint("given ", name, " ", g.news, of)
}

func (g *given) homePage() wizard.Page {
	p := wizard.Page{Key: g.key("home"), Title: g.say("given.title"), Lead: g.say("given.lead"), Back: g.ui.showHome,
		Next: &wizard.Action{Label: g.say("given.invite"), Do: g.showInvite}}
	if g.came {
		p.Body = g.rows
	}
	if g.came && len(g.list) == 0 {
		p.Lead = g.say("given.none")
	}
	return p
}

// rows are those who ask, those who are in, those who are invited, then those whose time is over.
func (g *given) rows() fyne.CanvasObject {
	var ask, in, out, over []fyne.CanvasObject
	for _, x := range g.list[:min(len(g.list), mostRecords)] {
		row := control.NewRow(x.Actor.Name, g.detail(x), func() { g.showOne(x) }).WithIcon("person")
		switch {
		case x.Open():
			out = append(out, row)
		case wish(x):
			ask = append(ask, row)
		case x.Counts():
			in = append(in, row)
		default:
			over = append(over, row)
		}
	}
	parts := []fyne.CanvasObject{}
	for _, part := range []struct {
		title string
		rows  []fyne.CanvasObject
	}{{"given.asking", ask}, {"given.in", in}, {"given.out", out}, {"given.over", over}} {
		if len(part.rows) > 0 {
			parts = append(parts, control.Column(8, control.NewHeading(g.say(part.title), 2), control.NewGroup(g.say(part.title), part.rows...)))
		}
	}
	return control.Column(24, parts...)
}

// wish reports what somebody asks for and the member can answer: their own word is more than a paper.
func wish(g plan.Grant) bool {
	return !g.Open() && (g.State == problem.GrantPending || g.State == problem.GrantPapers)
}

// detail says in the list how far a grant goes, or how it stands.
func (g *given) detail(x plan.Grant) string {
	switch {
	case x.Open():
		return sentences(g.say("given.out.made", g.ui.say.on(x.Asked)), g.ui.say.opens(x))
	case wish(x) && x.Asked.IsZero():
		return g.say("given.asks")
	case wish(x):
		return g.say("given.asks.when", g.ui.say.on(x.Asked))
	case x.Counts():
		return sentences(g.ui.say.opens(x), g.ui.say.until(x))
	}
	return g.state(x)
}

// state says how a grant of somebody else's to the member's record stands.
func (g *given) state(x plan.Grant) string {
	if key := "given.state." + string(x.State); g.ui.say.Has(key) {
		return g.say(key)
	}
	return string(x.State)
}
