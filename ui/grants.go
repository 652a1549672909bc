package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page of a grant that the member has received: whose record it opens, how far, until when, what is missing,
// and the way on. What is asked for there is in grants_ask.go, its papers are in papers.go, its words in grants_words.go.

// received is one visit to a grant by which somebody else's record opens, or would.
type received struct {
	visit
	port plan.Grants
	who  profile.Profile
	// kind is what of the record was wanted; empty: nothing in particular.
	kind plan.RecordKind
	acts acts
	// news counts what came, so that pages are made anew with it.
	news int
}

// newReceived begins a visit. The port is nil where the plan knows of no grants.
func (u *UI) newReceived(who profile.Profile, kind plan.RecordKind) *received {
	r := &received{port: u.plan.Grants, who: who, kind: kind}
	r.begin(u, r.look)
	r.anew()
	return r
}

// showGrant shows how the member's leave for a person's record stands.
func (u *UI) showGrant(p profile.Profile) { u.newReceived(p, "").home() }

// profileOf is the person whose record a grant of the member's opens, or will where the plan has not said yet whose it is.
func (u *UI) profileOf(g plan.Grant) profile.Profile {
	for _, p := range profile.Received(u.plan.Key, u.account.Member, []plan.Grant{g}) {
		return p
	}
	return profile.Profile{Key: profile.Key{Plan: u.plan.Key, Actor: u.account.Member}, Name: g.Subject.Name, Born: g.Subject.Born, Grant: g}
}

// grantWays is what can be done about a refusal to show or do something of a kind in a person's record, wherever it is shown.
func (u *UI) grantWays(who profile.Profile, kind plan.RecordKind) ways {
	return u.newReceived(who, kind).ways()
}

// ways lead on from each state of a grant, as far as the plan has them.
func (r *received) ways() ways {
	u := r.ui
	w := ways{problem.CallThePlan: u.showSupport, problem.OwnRecord: u.toOwn, problem.TryAgain: r.home}
	if r.port == nil {
		return w
	}
	if u.inApp(plan.CanAskAccess) {
		w[problem.RequestAccess] = func() { u.askAccess(r.who.Name) }
	}
	if r.who.Grant.ID == "" {
		return w
	}
	w[problem.RenewAccess], w[problem.AskMember] = r.renew, r.showAsk
	if u.inApp(plan.CanUploadPaper) {
		w[problem.UploadPapers] = r.showWanted
	}
	return w
}

// inApp reports that the plan does something here, and not on its website alone.
func (u *UI) inApp(c plan.Capability) bool { return u.plan.Document.Can(c).How == plan.InApp }

// home is the grant's page, as the plan now tells.
func (r *received) home() {
	r.turn(r.homePage)
	r.look()
}

// look asks the plan how the grant stands. Without one there is nothing to ask about.
func (r *received) look() {
	if r.port == nil || r.who.Own() {
		return
	}
	var all []plan.Grant
	r.do("grant.busy", func(ctx context.Context, in plan.Session) (err error) {
		all, err = r.port.Received(ctx, in)
		return err
	}, func() {
		r.ui.peopleCame(r.ui.whose.asked, all, nil) // the list of people is as new as this page
		r.take(all)
	})
	r.stopped = r.ui.redraw
}

// take has the grant as the plan tells it now: the one that opens most of this person's record, or, where the plan does not say
// yet whose it is, the same one. One that it tells nothing of any more opens nothing.
func (r *received) take(all []plan.Grant) {
	now := r.who
	now.Grant = plan.Grant{}
	for _, g := range all {
		if r.who.Subject == "" && g.ID == r.who.Grant.ID {
			now = r.ui.profileOf(g)
		}
	}
	for _, p := range profile.Received(r.who.Plan, r.who.Actor, all) {
		if p.Subject == now.Subject {
			now = p
		}
	}
	r.who = now
	r.anew()
	r.ui.redraw()
}

// has takes one grant that came back from an act.
func (r *received) has(g plan.Grant) {
	if g.Subject.ID == r.who.Subject {
		r.who.Grant = g
		r.anew()
	}
}

// anew has the pages made anew. What went wrong on one of them is tried again itself, and not by looking at the grant.
func (r *received) anew() {
	r.news++
	r.more = r.ways()
	delete(r.more, problem.TryAgain)
}

// refusal is why the grant opens nothing; nil: it does. Of a wish the plan does not say whose record it found, so it is about
// nobody's profile.
func (r *received) refusal() *problem.Problem {
	g := r.who.Grant
	if g.ID == "" || g.Subject.ID != "" || g.Counts() {
		return r.who.Refusal()
	}
	why := problem.New(g.State)
	why.Facts.Who, why.Facts.Reason = r.who.Name, g.Explanation
	return why
}

func (r *received) homePage() wizard.Page {
	p := wizard.Page{Key: r.key("home"), Title: r.who.Name, Lead: r.lead(), Body: r.homeBody, Back: r.ui.showHome, Notice: r.stands(), Others: r.others()}
	if here, _ := r.ui.acting(); r.refusal() == nil && r.port != nil && here.Key != r.who.Key {
		p.Next = &wizard.Action{Label: r.say("grant.open"), Do: func() { r.ui.switchTo(r.who) }}
	}
	return p
}

// asOneself has the member's own record on screen: what comes is about nobody else's.
func (u *UI) asOneself() {
	if _, acts := u.acting(); acts {
		u.toOwn()
	}
}

// key names a page so that it is made anew when something else came.
func (r *received) key(name string) string {
	return fmt.Sprint("grant ", r.who.Subject, " ", name, " ", r.news)
}

// lead tells people of one name apart.
func (r *received) lead() string {
	if r.who.Born == 0 {
		return r.say("grant.lead")
	}
	return r.say("grant.lead.born", assets.Facts{"year": fmt.Sprint(r.who.Born)})
}

// stands says why the grant opens nothing, or that it soon will not.
func (r *received) stands() *wizard.Notice {
	now := r.ui.plan.Clock.Now()
	if r.port == nil {
		return r.ui.say.notice(problem.New(problem.GrantNotOffered), r.ways(), now)
	}
	if why := r.refusal(); why != nil {
		return r.ui.say.notice(why, r.ways(), now)
	}
	ends, soon := r.who.Ending(now, r.ui.plan.Document.Policy.Grants)
	if !soon {
		return nil
	}
	n := &wizard.Notice{Tone: wizard.Warning, Title: r.say("grant.ending", r.ui.say.on(ends)), Detail: r.say("grant.ending.detail")}
	if r.who.Grant.Renewable {
		n.Fix = &wizard.Action{Label: r.say("remedy.renew-access"), Do: r.renew}
	}
	return n
}

// homeBody is the grant in words, then its papers.
func (r *received) homeBody() fyne.CanvasObject {
	g := r.who.Grant
	if g.ID == "" {
		return control.Column(0)
	}
	parts := []fyne.CanvasObject{facts(r.ui.say.grantFacts(g, r.ui.plan.Document.Policy.Grants))}
	if rows := r.paperRows(); len(rows) > 0 {
		parts = append(parts, control.NewHeading(r.say("papers.title"), 2), control.NewGroup(r.say("papers.title"), rows...))
	}
	return control.Column(24, parts...)
}

// others are what can be done with a grant that counts; how one that does not can be mended is in the panel that says so.
func (r *received) others() (all []wizard.Action) {
	g := r.who.Grant
	if r.port == nil || g.ID == "" {
		return nil
	}
	add := func(key string, do func()) { all = append(all, wizard.Action{Label: r.say(key), Do: do}) }
	if g.Counts() {
		if alive(g) {
			add("grant.more", r.showAsk)
			add("grant.back-in", r.showHelpBackIn)
		}
		add("acts.show", r.showActs)
	}
	if g.State != problem.GrantRevoked {
		all = append(all, wizard.Action{Label: r.say("grant.leave"), Danger: true, Do: r.askLeave})
	}
	return all
}

// alive reports that there is somebody to ask.
func alive(g plan.Grant) bool { return g.Kind != plan.GrantEstate && g.State != problem.GrantDeceased }

// renew asks the plan for a grant that ended to count again.
func (r *received) renew() {
	if r.page == nil {
		r.turn(r.homePage)
	}
	var g plan.Grant
	r.do("grant.renewing", func(ctx context.Context, in plan.Session) (err error) {
		g, err = r.port.Renew(ctx, in, r.who.Grant.ID)
		return err
	}, func() {
		r.has(g)
		r.said = &wizard.Notice{Tone: wizard.Good, Title: r.say("grant.renewed"), Detail: r.state(g)}
		r.ui.redraw()
	})
}

// state says how a grant stands, in one sentence.
func (r *received) state(g plan.Grant) string {
	if g.Counts() {
		return r.say("grant.counts")
	}
	title, _ := r.ui.say.problem(problem.New(g.State), r.ui.plan.Clock.Now())
	return title + "."
}

// askLeave asks before the member gives the grant up.
func (r *received) askLeave() {
	facts := assets.Facts{"who": r.who.Name}
	r.turn(func() wizard.Page {
		return wizard.Page{Key: r.key("leave"), Title: r.say("grant.leave.title", facts), Lead: r.say("grant.leave.lead", facts), Back: r.home,
			Others: []wizard.Action{{Label: r.say("grant.leave"), Danger: true, Do: r.leaveIt}}}
	})
}

func (r *received) leaveIt() {
	r.do("grant.leaving", func(ctx context.Context, in plan.Session) error { return r.port.Revoke(ctx, in, r.who.Grant.ID) }, func() {
		r.backTo(func() { r.turn(r.homePage) }, &wizard.Notice{Tone: wizard.Good, Title: r.say("grant.left"), Detail: r.say("grant.told")})
	})
}
