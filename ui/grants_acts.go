package ui

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is who did what under a grant, for either side of it.

// acts are those of one grant, once they came.
type acts struct {
	came bool
	list []plan.Act
}

// showActs asks for what was done under the grant.
func (r *received) showActs() {
	r.acts = acts{}
	r.turn(func() wizard.Page { return r.visit.actsPage(r.key("acts"), r.acts, r.home) })
	r.visit.askActs(r.port, r.who.Grant.ID, func(a acts) { r.acts = a; r.news++ }, r.home)
}

func (v *visit) askActs(port plan.Grants, id plan.GrantID, got func(acts), back func()) {
	var list []plan.Act
	v.do("acts.busy", func(ctx context.Context, in plan.Session) (err error) {
		list, err = port.Acts(ctx, in, id)
		return err
	}, func() { got(acts{true, list}); v.ui.redraw() })
	v.stopped = back
}

func (v *visit) actsPage(key string, a acts, back func()) wizard.Page {
	p := wizard.Page{Key: key, Title: v.say("acts.title"), Lead: v.say("acts.lead"), Back: back}
	switch {
	case !a.came:
	case len(a.list) == 0:
		p.Lead = v.say("acts.none")
	default:
		p.Body = func() fyne.CanvasObject { return v.ui.say.actRows(a.list) }
	}
	return p
}

// actRows lists the newest of them: nobody reads thousands.
func (s say) actRows(list []plan.Act) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, min(len(list), mostRecords))
	for _, a := range list[:min(len(list), mostRecords)] {
		rows = append(rows, readRow(s.act(a), s.moment(a.At)))
	}
	group := control.NewGroup(s.Say("acts.title"), rows...)
	if len(list) <= mostRecords {
		return group
	}
	return control.Column(16, group, control.NewSmall(s.Say("acts.first", assets.Facts{"n": fmt.Sprint(mostRecords), "all": fmt.Sprint(len(list))})))
}

// act says one in a sentence. A deed that the app does not know is named as the plan does.
func (s say) act(a plan.Act) string {
	facts := assets.Facts{"who": a.Who, "kind": s.recordKind(a.Kind), "on": a.On, "what": string(a.What)}
	key := "acts.looked"
	switch {
	case a.What != "" && slices.Contains(plan.DeedKinds(), a.What):
		key = "acts.did." + string(a.What)
	case a.What != "":
		key = "acts.did"
	}
	if a.On != "" {
		key += ".on"
	}
	return s.Say(key, facts)
}
