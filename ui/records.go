package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
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
	kind    plan.RecordKind
	came    bool
	list    []plan.Record
	problem *problem.Problem
}

// showRecords puts a list up and asks for it.
func (u *UI) showRecords(kind plan.RecordKind) {
	u.touched()
	u.place = kind
	r := &records{kind: kind}
	u.show(func() wizard.Page { return u.recordsPage(r) })
	u.askRecords(r)
}

func (u *UI) askRecords(r *records) {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in {
		return
	}
	as := plan.For(entry.Session, u.account.Member)
	r.came, r.problem = false, nil
	u.redraw()
	port := u.plan.Records
	background(u, func(ctx context.Context) ([]plan.Record, error) {
		defer as.Session.Token.Clear()
		return port.List(ctx, as, r.kind)
	},
		func(list []plan.Record, p *problem.Problem) {
			r.came, r.list, r.problem = true, list, p
			if p != nil && p.Kind == problem.Reauth {
				u.keeper.End(u.plan.Key, reason(p))
				return
			}
			u.redraw()
		})
}

func (u *UI) recordsPage(r *records) wizard.Page {
	what := u.say.Say("home." + string(r.kind))
	p := wizard.Page{Key: "records " + string(r.kind), Title: what, Lead: u.say.Say("records.lead." + string(r.kind)), Back: u.showHome}
	switch {
	case r.problem != nil:
		p.Notice = u.say.notice(r.problem, ways{problem.TryAgain: func() { u.askRecords(r) }, problem.WaitForIt: func() { u.askRecords(r) },
			problem.CallThePlan: u.showSupport}, u.plan.Clock.Now())
	case !r.came:
		p.Busy = u.say.Say("records.busy", assets.Facts{"what": what})
		p.Stop = u.showHome
	case len(r.list) == 0:
		p.Lead = u.say.Say("records.empty." + string(r.kind))
	default:
		p.Key += " full"
		p.Body = func() fyne.CanvasObject { return u.recordRows(what, r.list) }
	}
	return p
}

func (u *UI) recordRows(name string, list []plan.Record) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, rec := range list {
		if i == mostRecords {
			break
		}
		rows = append(rows, u.recordRow(rec))
	}
	group := control.NewGroup(name, rows...)
	if len(list) <= mostRecords {
		return group
	}
	return control.Column(16, group, control.NewSmall(u.say.Say("records.full", assets.Facts{"n": fmt.Sprint(mostRecords)})))
}

func (u *UI) recordRow(r plan.Record) fyne.CanvasObject {
	when := u.say.day(r.When)
	if r.New {
		when = u.say.Say("records.new") + ", " + when
	}
	detail := when
	if r.From != "" {
		detail += ". " + u.say.Say("records.from", assets.Facts{"from": r.From})
	}
	return control.NewRow(r.Title, detail, func() { u.showRecord(r) })
}

// showRecord opens one entry over its list.
func (u *UI) showRecord(r plan.Record) {
	u.touched()
	lead := u.say.moment(r.When)
	if r.From != "" {
		lead += ". " + u.say.Say("records.from", assets.Facts{"from": r.From})
	}
	u.lay(func() wizard.Page {
		return wizard.Page{Key: "record " + r.ID, Title: r.Title, Lead: lead, Back: u.endAside,
			Body: func() fyne.CanvasObject { return control.NewText(r.Detail) }}
	}, nil)
}
