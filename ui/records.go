package ui

import (
	"context"
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what members come for: results, appointments, messages, prescriptions, each with its four states (on the
// way, empty, full, not to be had).

// mostRecords is how many are drawn at once.
const mostRecords = 200

// records is one list on screen.
type records struct {
	kind plan.RecordKind
	// turn is whose they are.
	turn profile.Turn
	// came: the plan has told, this time. had: there is something to show, from before or now. made counts what there was.
	came, had bool
	made      int
	list      []plan.Record
	problem   *problem.Problem
}

// showRecords puts a list up, as it was last, and asks for it.
func (u *UI) showRecords(kind plan.RecordKind) {
	u.touched()
	u.place = kind
	r := &records{kind: kind}
	r.turn, _ = u.whose.desk.Turn()
	if kept, there := u.atHand(u.profile(), kind); there {
		r.list, r.had = kept.Records, true
	}
	u.show(func() wizard.Page { return u.recordsPage(r) })
	u.askRecords(r)
}

func (u *UI) askRecords(r *records) {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in || !u.whose.desk.Holds(r.turn) {
		entry.Session.Token.Clear()
		return
	}
	if u.profile().Over(u.plan.Clock.Now()) {
		r.list, r.had = nil, false
	}
	r.came, r.problem = false, u.profile().May(r.kind, plan.MayLook, u.plan.Document.Policy.Grants)
	u.redraw()
	if r.problem != nil {
		entry.Session.Token.Clear()
		r.came = true
		u.redraw()
		return
	}
	as := plan.For(entry.Session, r.turn.Key().Subject)
	port := u.plan.Records
	background(u, func(ctx context.Context) ([]plan.Record, error) {
		defer as.Session.Token.Clear()
		return port.List(ctx, as, r.kind)
	},
		func(list []plan.Record, p *problem.Problem) { u.recordsCame(r, list, p) })
}

// recordsCame shows what came, if who it is of is on screen still.
func (u *UI) recordsCame(r *records, list []plan.Record, p *problem.Problem) {
	if !u.whose.desk.Holds(r.turn) {
		return
	}
	r.came, r.problem = true, p
	if p == nil {
		if !r.had || !reflect.DeepEqual(list, r.list) {
			r.made++ // else the rows stay as they are: a press or the focus may be on one
		}
		r.list, r.had = list, true
	} else if p.Kind == problem.Forbidden || u.profile().Over(u.plan.Clock.Now()) {
		r.list, r.had = nil, false // it is not the member's to see any more
		u.whose.cache.DropList(r.turn.Key(), r.kind)
	}
	u.fetched(r.turn, r.kind, list, p)
}

func (u *UI) recordsPage(r *records) wizard.Page {
	what := u.say.Say("home." + string(r.kind))
	p := wizard.Page{Key: "records " + string(r.kind), Title: what, Lead: u.say.Say("records.lead." + string(r.kind)), Back: u.showHome}
	if r.problem != nil {
		p.Notice = u.say.notice(r.problem, u.recordsWays(r), u.plan.Clock.Now())
	}
	if !r.came {
		p.Busy = u.say.Say("records.busy", assets.Facts{"what": what})
		p.Stop = u.showHome
	}
	switch {
	case len(r.list) > 0:
		p.Key += fmt.Sprint(" full ", r.made)
		p.Body = func() fyne.CanvasObject { return u.recordRows(what, r) }
	case r.had && r.came && r.problem == nil:
		p.Lead = u.say.Say("records.empty." + string(r.kind))
	}
	return p
}

// recordsWays are what can be done where a list could not be had: about the leave for it, or about the line.
func (u *UI) recordsWays(r *records) ways {
	if u.profile().Own() {
		return ways{problem.TryAgain: func() { u.askRecords(r) }, problem.WaitForIt: func() { u.askRecords(r) }, problem.CallThePlan: u.showSupport}
	}
	w := u.grantWays(u.profile(), r.kind)
	w[problem.TryAgain], w[problem.WaitForIt], w[problem.OwnRecord] = func() { u.askRecords(r) }, func() { u.askRecords(r) }, u.toOwn
	return w
}

func (u *UI) recordRows(name string, r *records) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	list := r.list
	for i := range list {
		if i == mostRecords {
			break
		}
		rows = append(rows, u.recordRow(r, i))
	}
	group := control.NewGroup(name, rows...)
	if len(list) <= mostRecords {
		return group
	}
	return control.Column(16, group, control.NewSmall(u.say.Say("records.full", assets.Facts{"n": fmt.Sprint(mostRecords)})))
}

func (u *UI) recordRow(in *records, at int) fyne.CanvasObject {
	r := in.list[at]
	when := u.say.day(r.When)
	if r.New {
		when = u.say.Say("records.new") + ", " + when
	}
	detail := when
	if r.From != "" {
		detail += ". " + u.say.Say("records.from", assets.Facts{"from": r.From})
	}
	return control.NewRow(r.Title, detail, func() { u.showRecord(in, r) })
}
