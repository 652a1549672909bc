package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what happened to the account, newest first, and "it wasn't me" (S050, E22).

// showActivity asks for the log, anew each time: it is opened by who is worried.
func (s *security) showActivity() {
	s.turn(s.activityPage)
	var log []plan.Event
	s.do("activity.busy", func(ctx context.Context, in plan.Session) (err error) {
		log, err = s.port.Activity(ctx, in)
		return err
	}, func() {
		s.log, s.logCame = log, true
		s.news++
		s.ui.redraw()
	})
	s.stopped = s.home
}

func (s *security) activityPage() wizard.Page {
	p := wizard.Page{Key: s.key("activity"), Title: s.say("security.activity"), Lead: s.say("activity.lead"), Back: s.home}
	switch {
	case !s.logCame:
	case len(s.log) == 0:
		p.Lead = s.say("activity.empty")
	default:
		p.Body = s.eventRows
		p.Others = s.notMine()
	}
	return p
}

// notMine is the way to say that somebody else was here, in the app or on the plan's website; nothing where there is none.
func (s *security) notMine() []wizard.Action {
	can := s.ui.plan.Document.Can(plan.CanNotMe)
	switch {
	case can.How == plan.InApp:
		return []wizard.Action{{Label: s.say("activity.notme.any"), Do: func() { s.askNotMe(nil) }}}
	case can.How == plan.InBrowser && can.URL != "":
		return []wizard.Action{{Label: s.say("activity.notme.browser"), Do: func() { s.ui.open(can.URL) }}}
	}
	return nil
}

func (s *security) eventRows() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	reports := s.ui.plan.Document.Can(plan.CanNotMe).How == plan.InApp
	for _, e := range s.log[:min(len(s.log), mostRecords)] {
		var ask func()
		if reports {
			ask = func() { s.askNotMe(&e) }
		}
		rows = append(rows, control.NewRow(s.event(e.What), s.eventDetail(e), ask).WithWhen(s.ui.say.moment(e.At)))
	}
	return control.NewGroup(s.say("security.activity"), rows...)
}

// event is what happened, in a plain sentence; what the app has no words for is shown as the plan names it.
func (s *security) event(what plan.EventWhat) string {
	if key := "activity.what." + string(what); s.ui.say.Has(key) {
		return s.say(key)
	}
	return s.say("activity.what", assets.Facts{"what": string(what)})
}

// eventDetail is what it was about, on which device, and where.
func (s *security) eventDetail(e plan.Event) string {
	about := ""
	if e.Hint != "" {
		about = e.Hint + "."
	}
	device := ""
	if e.Device != "" {
		device = s.say("activity.device", assets.Facts{"device": e.Device})
	}
	return sentences(about, device, s.placed(e.Place))
}

// askNotMe says, of one event or of none in particular, what "it wasn't me" does, before it does it.
func (s *security) askNotMe(e *plan.Event) {
	s.turn(func() wizard.Page {
		p := wizard.Page{Key: s.key("not me"), Title: s.say("notme.title"), Lead: s.say("notme.lead"), Back: s.showLog,
			Body:   s.notMeBody,
			Others: []wizard.Action{{Label: s.say("activity.notme"), Danger: true, Do: func() { s.notMe("") }}}}
		if e != nil {
			p.Key, p.Title = s.key("not me", e.ID), s.event(e.What)
			p.Lead = sentences(s.eventDetail(*e), s.say("activity.at", s.ui.say.at(e.At)), s.say("notme.lead"))
			p.Others[0].Do = func() { s.notMe(e.ID) }
		}
		return p
	})
}

// showLog goes back to the log as it was.
func (s *security) showLog() { s.turn(s.activityPage) }

func (s *security) notMeBody() fyne.CanvasObject {
	var steps []fyne.CanvasObject
	for _, key := range []string{"notme.ends", "notme.trust", "notme.hold", "notme.password", "notme.review"} {
		steps = append(steps, control.NewText(s.say(key)))
	}
	return control.Column(8, control.NewHeading(s.say("notme.what"), 2), control.NewGroup(s.say("notme.what"), steps...))
}

// notMe tells the plan, and goes on to a new password and then to the look over everything.
func (s *security) notMe(id plan.EventID) {
	s.do("notme.busy", func(ctx context.Context, in plan.Session) error { return s.port.NotMe(ctx, in, id) }, func() {
		s.ui.review = s.newReview()
		s.showReview()
		s.said = s.good("notme.done")
		if s.does(account.Password) {
			s.changePassword()
		}
	})
}
