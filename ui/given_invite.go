package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file invites somebody: who, how far, until when; then a code that is good once, and how to hand it on.

// inviting is the form, and what came of it.
type inviting struct {
	*given
	name   *control.Field
	form   *scopeForm
	body   fyne.CanvasObject
	ticket plan.Ticket
	copied *control.Text
}

// showInvite puts the form up, with nothing chosen.
func (g *given) showInvite() {
	i := &inviting{given: g, name: control.NewField(g.say("invite.name")), form: g.ui.newScopeForm(plan.Grant{})}
	i.name.Required = true
	i.name.SetHint(g.say("invite.name.hint"))
	i.name.OnChanged = func(string) { i.name.SetError("") }
	i.body = control.Column(24, i.name, i.form.body)
	i.turn(i.page)
}

func (i *inviting) page() wizard.Page {
	return wizard.Page{Key: "invite", Title: i.say("invite.title"), Lead: i.say("invite.lead"), Back: i.home,
		Body: func() fyne.CanvasObject { return i.body }, Next: &wizard.Action{Label: i.say("invite.next"), Do: i.send}}
}

// send has the plan make the invitation; it wants a fresh proof first.
func (i *inviting) send() {
	i.name.SetError("")
	name, _ := plan.CleanName(i.name.Text())
	if name == "" {
		i.name.SetError(i.say("field.required"))
		i.ui.redraw()
		return
	}
	offer, fits := i.form.offer(&i.visit)
	if !fits {
		return
	}
	offer.Name = name
	i.do("invite.busy", func(ctx context.Context, in plan.Session) (err error) {
		i.ticket, err = i.port.Invite(ctx, in, offer)
		return err
	}, func() { i.turn(i.ready) })
	i.stopped = i.ui.redraw // what was typed stays
}

// ready is the code, as a picture, as a link and to be read out.
func (i *inviting) ready() wizard.Page {
	until := assets.Facts{"who": i.name.Text(), "until": i.ui.say.clock(i.ticket.Until, i.ui.plan.Clock.Now())}
	return wizard.Page{Key: "invited " + i.ticket.Code, Title: i.say("invite.ready"), Lead: i.say("invite.ready.lead", until), Body: i.code, Back: i.home,
		Next: &wizard.Action{Label: i.say("invite.done"), Do: i.home}}
}

func (i *inviting) code() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if qr, err := control.NewQR(i.say("invite.qr"), []byte(i.ticket.Link)); i.ticket.Link != "" && err == nil { // else the text does it
		parts = append(parts, qr)
	}
	parts = append(parts, control.NewFact(i.say("invite.code"), i.ticket.Code))
	if i.ticket.Link != "" {
		i.copied = control.NewSmall("").As("status")
		parts = append(parts, control.NewFact(i.say("invite.link"), i.ticket.Link), control.NewButton(i.say("invite.copy"), control.Outlined, i.copy), i.copied)
	}
	return control.Column(16, append(parts, control.NewText(i.say("invite.how")), control.NewSmall(i.say("invite.care")))...)
}

// copy puts the link on the clipboard, to be sent by whatever the member writes with.
func (i *inviting) copy() {
	i.copied.SetText(i.ui.copiedWords(i.ui.copySecret([]byte(i.ticket.Link)), "codes.copied", "codes.copied.stays"))
	i.ui.redraw()
}
