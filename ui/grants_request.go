package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file asks the plan for a grant that is not there (S054, S233). A person at the plan looks at it, so that nobody learns
// from the answer who is a member.

// request is one visit to the form.
type request struct {
	visit
	port               plan.Grants
	kind               *control.Choice
	name, number, born *control.Field
	body               fyne.CanvasObject
	got                plan.Grant
	// list are those that wait; came: the plan has told.
	list []plan.Grant
	came bool
}

// asked for by a paper of the court or the plan, or by being a parent. What the person gives themselves is an invitation.
func askedKinds() []plan.GrantKind {
	return []plan.GrantKind{plan.GrantParent, plan.GrantGuardian, plan.GrantAttorney, plan.GrantEstate}
}

// askAccess puts the form up; name may be known already.
func (u *UI) askAccess(name string) {
	u.asOneself()
	q := &request{port: u.plan.Grants}
	q.begin(u, func() {})
	q.build(name)
	q.turn(q.formPage)
}

func (q *request) build(name string) {
	var options []control.Option
	for _, kind := range askedKinds() {
		options = append(options, control.Option{Title: q.say("request.kind." + string(kind)), Detail: q.say("request.kind." + string(kind) + ".detail")})
	}
	q.kind = control.NewChoice(q.say("request.kind"), options, nil).ShowLabel()
	q.name, q.number, q.born = q.field("request.name"), q.field("identity.field.member-number"), q.field("request.born")
	q.name.SetText(name)
	hint := q.say("identity.example", assets.Facts{"example": q.say("request.born.example")})
	q.born.SetHint(hint)
	q.born.OnChanged = func(string) { q.born.SetError(""); q.ui.readBack(q.born, hint) }
	q.body = control.Column(24, q.kind, q.name, q.number, q.born)
}

func (q *request) field(label string) *control.Field {
	f := control.NewField(q.say(label))
	f.Required = true
	f.OnChanged = func(string) { f.SetError("") }
	return f
}

func (q *request) formPage() wizard.Page {
	return wizard.Page{Key: "ask for access", Title: q.say("request.title"), Lead: q.say("request.lead"), Back: q.ui.showHome,
		Body: func() fyne.CanvasObject { return q.body }, Next: &wizard.Action{Label: q.say("request.next"), Do: q.send},
		Others: []wizard.Action{{Label: q.say("invitation.have"), Do: func() { q.ui.showInvitation("") }}}}
}

// send asks, unless something is missing or cannot be: that is said under its field.
func (q *request) send() {
	wish := plan.GrantWish{Name: q.value(q.name, plan.FieldGivenName, "request.rule.name"), MemberNumber: q.value(q.number, plan.FieldMemberNumber, "request.rule.number"),
		Born: q.value(q.born, plan.FieldBirth, "identity.rule.birth-date")}
	switch {
	case wish.Name == "" || wish.MemberNumber == "" || wish.Born == "":
		q.ui.redraw()
		return
	case q.kind.Picked() < 0:
		q.wants("request.kind.none")
		return
	}
	wish.Kind = askedKinds()[q.kind.Picked()]
	q.do("request.busy", func(ctx context.Context, in plan.Session) (err error) {
		q.got, err = q.port.Request(ctx, in, wish)
		return err
	}, q.asked)
}

// value is what stands in a field, tidied; empty: it cannot be, and the field says so by the rule.
func (q *request) value(f *control.Field, name plan.FieldName, rule string) string {
	f.SetError("")
	if f.Text() == "" {
		f.SetError(q.say("field.required"))
		return ""
	}
	clean, fits := plan.CleanField(name, secret.Of([]byte(f.Text())))
	defer clean.Clear()
	if !fits {
		f.SetError(q.say(rule))
		return ""
	}
	return string(clean.Reveal())
}

// asked shows what the plan made of it: it looks at it, or wants a paper first.
func (q *request) asked() {
	r := q.ui.newReceived(q.ui.profileOf(q.got), "")
	r.turn(r.homePage)
	if len(q.got.Papers) == 0 {
		r.said = &wizard.Notice{Tone: wizard.Good, Title: q.say("request.done"), Detail: q.say("request.done.detail")}
	}
	q.ui.redraw()
}

// showAsked lists what the member has asked the plan for, and it has not said yet whose it is.
func (u *UI) showAsked() {
	u.asOneself()
	q := &request{port: u.plan.Grants}
	q.begin(u, q.lookAsked)
	q.turn(q.askedPage)
	q.lookAsked()
}

func (q *request) lookAsked() {
	var all []plan.Grant
	q.do("grant.busy", func(ctx context.Context, in plan.Session) (err error) {
		all, err = q.port.Received(ctx, in)
		return err
	}, func() {
		q.came, q.list = true, slices.DeleteFunc(all, func(g plan.Grant) bool { return g.Subject.ID != "" })
		q.ui.redraw()
	})
	q.stopped = q.ui.showHome
}

func (q *request) askedPage() wizard.Page {
	p := wizard.Page{Key: "asked for", Title: q.say("asked.title"), Lead: q.say("asked.lead"), Back: q.ui.showHome,
		Others: []wizard.Action{{Label: q.say("request.row"), Do: func() { q.ui.askAccess("") }}}}
	switch {
	case !q.came:
	case len(q.list) == 0:
		p.Lead = q.say("asked.none")
	default:
		p.Key += " full"
		p.Body = q.askedRows
	}
	return p
}

func (q *request) askedRows() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range q.list[:min(len(q.list), mostRecords)] {
		title, _ := q.ui.say.problem(problem.New(g.State), q.ui.plan.Clock.Now())
		rows = append(rows, control.NewRow(g.Subject.Name, title, func() { q.ui.showGrant(q.ui.profileOf(g)) }))
	}
	return control.NewGroup(q.say("asked.title"), rows...)
}
