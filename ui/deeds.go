package ui

import (
	"context"
	"encoding/hex"
	"io"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
	"vestibule/app/secret"
	"vestibule/app/session"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page of one entry, and what can be done with it: for oneself, or for somebody else, who is named before
// anything of theirs is changed.

// entryPage is one entry on screen.
type entryPage struct {
	u     *UI
	in    *records
	entry plan.Record
	reply *control.Field // nil: nothing is answered
	// onces are what tells a repetition from another deed, by what is asked for.
	onces map[string]string
	// doing is what is on its way; empty: nothing.
	doing   plan.DeedKind
	again   func()
	problem *problem.Problem
	said    *wizard.Notice
	news    int
}

// showRecord opens one entry over its list.
func (u *UI) showRecord(in *records, r plan.Record) {
	u.touched()
	p := &entryPage{u: u, in: in, entry: r, onces: map[string]string{}}
	p.show()
}

func (p *entryPage) show() { p.u.lay(p.page, nil) }

// draftAt names where the text of an answer is kept.
func (p *entryPage) draftAt() string { return "reply " + p.entry.ID }

func (p *entryPage) page() wizard.Page {
	u, r := p.u, p.entry
	lead := u.say.moment(r.When)
	if r.From != "" {
		lead += ". " + u.say.Say("records.from", assets.Facts{"from": r.From})
	}
	key := "record " + r.ID
	if p.news > 0 {
		key += " done"
	}
	page := wizard.Page{Key: key, Title: r.Title, Lead: lead, Back: u.endAside, Body: p.body, Notice: p.said}
	if p.problem != nil {
		page.Notice = u.say.notice(p.problem, p.ways(), u.plan.Clock.Now())
	}
	if p.doing != "" {
		page.Busy = u.say.Say("deed." + string(p.doing) + ".busy")
		return page
	}
	for _, what := range p.deeds() {
		page.Others = append(page.Others, wizard.Action{Label: u.say.Say("deed." + string(what)), Do: func() { p.press(what) }})
	}
	return page
}

// deeds are those of the entry that the app knows and the plan takes.
func (p *entryPage) deeds() (all []plan.DeedKind) {
	if _, can := p.u.plan.Records.(plan.Doer); !can {
		return nil
	}
	for _, what := range plan.DeedKinds() {
		for _, offered := range p.entry.Deeds {
			if offered == what {
				all = append(all, what)
			}
		}
	}
	return all
}

// body is the entry, and a field where it can be answered. What was typed there before is there again.
func (p *entryPage) body() fyne.CanvasObject {
	p.reply = nil
	parts := []fyne.CanvasObject{control.NewText(p.entry.Detail)}
	for _, what := range p.deeds() {
		if what == plan.Reply {
			p.reply = control.NewField(p.u.say.Say("deed.reply.text"))
			p.reply.SetText(p.u.whose.cache.Draft(p.in.turn.Key(), p.draftAt()))
			p.reply.OnChanged = p.keepDraft
			parts = append(parts, p.reply)
		}
	}
	return control.Column(24, parts...)
}

// keepDraft keeps what is typed for the person whose entry it is.
func (p *entryPage) keepDraft(text string) {
	p.reply.SetError("")
	if p.u.whose.desk.Holds(p.in.turn) && !p.u.whose.cache.PutDraft(p.in.turn.Key(), p.draftAt(), text) {
		p.reply.SetError(p.u.say.Say("deed.reply.long"))
	}
}

// press asks for whom, where that is not the member, and does it.
func (p *entryPage) press(what plan.DeedKind) {
	u := p.u
	u.touched()
	deed := plan.Deed{Kind: p.in.kind, ID: p.entry.ID, What: what}
	if what == plan.Reply {
		if deed.Text = p.reply.Text(); deed.Text == "" {
			p.reply.SetError(u.say.Say("deed.reply.empty"))
			u.redraw()
			return
		}
	}
	who := u.profile()
	u.confirmFor(who, u.say.Say("deed."+string(what)+".for", assets.Facts{"what": p.entry.Title}), func() { p.do(who, deed) })
}

// do has the plan do it. That the page is left does not end it: what is asked for is asked for.
func (p *entryPage) do(who profile.Profile, deed plan.Deed) {
	u := p.u
	entry, in := u.keeper.Current(u.plan.Key)
	once, err := p.once(deed)
	if !in || err != nil || !u.whose.desk.Holds(p.in.turn) {
		entry.Session.Token.Clear()
		return
	}
	deed.Once = once
	p.doing, p.problem, p.said, p.again = deed.What, nil, nil, func() { p.do(who, deed) }
	as, port, result := plan.For(entry.Session, p.in.turn.Key().Subject), u.plan.Records.(plan.Doer), new(plan.Record)
	u.work(func(ctx context.Context) (err error) {
		defer as.Session.Token.Clear()
		*result, err = port.Do(ctx, as, deed)
		return err
	}, func(failed *problem.Problem) { p.came(who, deed, *result, failed) })
	u.redraw()
}

// once tells a repetition of a deed from another: the same for the same answer, drawn by chance.
func (p *entryPage) once(deed plan.Deed) (string, error) {
	key := string(deed.What) + " " + deed.Text
	if p.onces[key] == "" {
		var drawn [16]byte
		if _, err := io.ReadFull(p.u.cfg.Chance, drawn[:]); err != nil {
			return "", err
		}
		p.onces[key] = hex.EncodeToString(drawn[:])
	}
	return p.onces[key], nil
}

// came says in place what came of it, unless somebody else is on screen by now.
func (p *entryPage) came(who profile.Profile, deed plan.Deed, r plan.Record, failed *problem.Problem) {
	u := p.u
	p.doing = ""
	if !u.whose.desk.Holds(p.in.turn) {
		return
	}
	switch {
	case failed == nil:
		p.done(deed, r)
	case failed.Kind == problem.Reauth:
		u.keeper.End(u.plan.Key, reason(failed))
	case u.shut(failed):
	case failed.Code == problem.GrantMemberActs:
		p.askTheirs(who, deed, failed)
	default:
		p.problem = failed
		u.redraw()
	}
}

// done takes the entry as it now stands.
func (p *entryPage) done(deed plan.Deed, r plan.Record) {
	u := p.u
	p.entry, p.said = r, &wizard.Notice{Tone: wizard.Good, Title: u.say.Say("deed." + string(deed.What) + ".done")}
	p.news++
	for i := range p.in.list {
		if p.in.list[i].ID == r.ID {
			p.in.list[i] = r
		}
	}
	p.in.made++
	u.whose.cache.Put(p.in.turn.Key(), p.in.kind, p.in.list)
	if deed.What == plan.Reply {
		u.whose.cache.PutDraft(p.in.turn.Key(), p.draftAt(), "")
	}
	u.redraw()
}

// askTheirs goes on where the word of the person is wanted whose record it is: by the code that went to them.
func (p *entryPage) askTheirs(who profile.Profile, deed plan.Deed, asked *problem.Problem) {
	u, result := p.u, new(plan.Record)
	if u.over == nil || asked.Facts.To == "" || who.Own() {
		p.problem = asked
		u.redraw()
		return
	}
	var entry session.Entry
	port := u.plan.Records.(plan.Doer)
	u.askTheirs(theirs{who: who.Name, what: u.say.Say("deed."+string(deed.What)+".for", assets.Facts{"what": p.entry.Title}), to: asked.Facts.To, digits: u.plan.Document.Policy.OTP.Digits,
		back:  p.show,
		begin: func() { entry, _ = u.keeper.Current(who.Plan) },
		send: func(ctx context.Context, code secret.Bytes) (err error) {
			as, with := plan.For(entry.Session, who.Subject), deed
			defer as.Session.Token.Clear()
			with.Their = code
			*result, err = port.Do(ctx, as, with)
			return err
		},
		done: func() {
			if u.whose.desk.Holds(p.in.turn) {
				p.show()
				p.done(deed, *result)
			}
		}})
}

// ways are what can be done where it was not done.
func (p *entryPage) ways() ways {
	w := ways{problem.CallThePlan: p.u.showSupport}
	if who := p.u.profile(); !who.Own() {
		w = p.u.grantWays(who, p.in.kind)
	}
	w[problem.TryAgain], w[problem.WaitForIt] = p.again, p.again
	return w
}
