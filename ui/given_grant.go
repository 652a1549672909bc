package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is one grant that the member has given, or is asked for: how far it goes, until when, what was done under it. It is
// changed here, answered, and taken back at once.

// one is a grant on its page.
type one struct {
	*given
	grant plan.Grant
	form  *scopeForm
	body  fyne.CanvasObject
}

// showOne puts a grant's page up.
func (g *given) showOne(x plan.Grant) {
	if x.Open() {
		(&outstanding{g, x}).home()
		return
	}
	o := &one{given: g, grant: x, form: g.ui.newScopeForm(x)}
	o.body = o.layout()
	o.home()
}

func (o *one) home() { o.turn(o.page) }

func (o *one) layout() fyne.CanvasObject {
	say := o.ui.say
	all := []fact{{say.Say("grant.how"), say.givenKind(o.grant.Kind)}}
	if !o.grant.Asked.IsZero() {
		all = append(all, fact{say.Say("grant.asked"), say.day(o.grant.Asked)})
	}
	if o.grant.Kind == plan.GrantParent {
		all = append(all, say.ages("given.age.", o.grant, o.ui.plan.Document.Policy.Grants)...)
	}
	if o.grant.Explanation != "" {
		all = append(all, fact{say.Say("grant.plan-says"), o.grant.Explanation})
	}
	if !o.changeable() {
		return facts(append(all, fact{say.Say("given.state"), o.state(o.grant)}))
	}
	return control.Column(24, facts(all), o.form.body)
}

// changeable reports that the member decides how far it goes: it counts, or somebody asks for it.
func (o *one) changeable() bool { return o.grant.Counts() || wish(o.grant) }

func (o *one) page() wizard.Page {
	who := assets.Facts{"who": o.grant.Actor.Name}
	p := wizard.Page{Key: "given one " + string(o.grant.ID), Title: o.grant.Actor.Name, Lead: o.say("given.one.lead", who), Back: o.given.home,
		Body: func() fyne.CanvasObject { return o.body }}
	danger := wizard.Action{Label: o.say("given.revoke"), Danger: true, Do: o.askRevoke}
	switch {
	case wish(o.grant):
		p.Lead = o.say("given.wish.lead", who)
		p.Next = &wizard.Action{Label: o.say("given.yes"), Do: o.save}
		danger.Label = o.say("given.no")
		p.Others = []wizard.Action{danger}
	case o.grant.Counts():
		p.Next = &wizard.Action{Label: o.say("given.save"), Do: o.save}
		p.Others = []wizard.Action{{Label: o.say("acts.show"), Do: o.showActs}, danger}
	default:
		p.Lead = o.state(o.grant)
		p.Others = []wizard.Action{{Label: o.say("acts.show"), Do: o.showActs}}
	}
	return p
}

// save has the grant count as the form says.
func (o *one) save() {
	offer, fits := o.form.offer(&o.visit)
	if !fits {
		return
	}
	key := "given.saved"
	if wish(o.grant) {
		key = "given.allowed"
	}
	o.do("given.saving", func(ctx context.Context, in plan.Session) error {
		_, err := o.port.Allow(ctx, in, o.grant.ID, offer)
		return err
	}, func() { o.came(key) })
}

// came goes back to the list and says what came of it.
func (o *one) came(key string) {
	o.backTo(func() { o.turn(o.homePage) }, &wizard.Notice{Tone: wizard.Good, Title: o.say(key, assets.Facts{"who": o.grant.Actor.Name}), Detail: o.say("given.told")})
}

// askRevoke asks once.
func (o *one) askRevoke() {
	who, key := assets.Facts{"who": o.grant.Actor.Name}, "given.revoke"
	if wish(o.grant) {
		key = "given.no"
	}
	o.turn(func() wizard.Page {
		return wizard.Page{Key: "given revoke " + string(o.grant.ID), Title: o.say(key+".title", who), Lead: o.say(key+".lead", who), Back: o.home,
			Others: []wizard.Action{{Label: o.say(key), Danger: true, Do: func() { o.revoke(key + ".done") }}}}
	})
}

func (o *one) revoke(done string) {
	o.do("given.revoking", func(ctx context.Context, in plan.Session) error { return o.port.Revoke(ctx, in, o.grant.ID) }, func() { o.came(done) })
}

// showActs is who did what under it.
func (o *one) showActs() {
	o.acts = acts{}
	o.turn(func() wizard.Page { return o.actsPage(o.key("acts", o.grant.ID), o.acts, o.home) })
	o.askActs(o.port, o.grant.ID, func(a acts) { o.acts = a; o.news++ }, o.home)
}
