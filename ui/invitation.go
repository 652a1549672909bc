package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file takes an invitation: its code or link is typed or pasted, read from a picture (ticket_picture.go), or came with
// the address that the app was opened by. What it offers is shown before it is taken.

// invitation is one visit.
type invitation struct {
	visit
	port  plan.Grants
	typed *control.Field
	body  fyne.CanvasObject
	// picture is where the code may come from, too.
	picture *ticketPicture
	// offer is what the invitation gives, once the plan has told.
	offer plan.Grant
}

// showInvitation asks for a code or a link, or looks at the one that is given. Who is not signed in does that first: what came
// waits.
func (u *UI) showInvitation(typed string) {
	if !u.signedIn() {
		u.invited = typed
		u.aside("invitation first", u.say.Say("invitation.first"), u.say.Say("invitation.first.lead"), nil)
		return
	}
	u.invited = ""
	u.asOneself()
	i := &invitation{port: u.plan.Grants, typed: control.NewField(u.say.Say("invitation.typed"))}
	i.begin(u, func() {})
	i.typed.SetHint(u.say.Say("invitation.typed.hint"))
	i.typed.OnChanged = func(string) { i.typed.SetError("") }
	i.typed.SetText(typed)
	i.picture = i.pictures()
	i.body = i.picture.beside(i.typed)
	i.more = ways{problem.AnotherWay: i.another, problem.TryAgain: i.ask}
	i.turn(i.typing)
	if typed != "" {
		i.ask()
	}
}

// takeInvited goes on, after a sign-in, with an invitation that came before it; false: none did.
func (u *UI) takeInvited() bool {
	typed := u.invited
	if typed == "" || u.plan.Grants == nil {
		return false
	}
	u.showInvitation(typed)
	return true
}

// typing is the page where it is typed.
func (i *invitation) typing() wizard.Page {
	i.ui.pasteInto, i.ui.dropInto = i.picture.pasted, i.picture.dropped
	return wizard.Page{Key: "invitation", Title: i.say("invitation.title"), Lead: i.say("invitation.lead"), Back: i.ui.showHome,
		Body: func() fyne.CanvasObject { return i.body }, Focus: i.typed.Focus,
		Next: &wizard.Action{Label: i.say("invitation.next"), Do: i.ask}}
}

func (i *invitation) pictures() *ticketPicture {
	return &ticketPicture{ui: i.ui, title: i.say("invitation.title"), put: i.turn, left: func() bool { return false }, holds: func() bool { return i.busy != "" },
		back: func(n *wizard.Notice) {
			i.turn(i.typing)
			i.said = n
			i.ui.redraw()
		},
		take: func(text string) {
			i.typed.SetText(text)
			i.ask()
		}}
}

// another is for an invitation that is over: the field is empty for the next.
func (i *invitation) another() {
	i.typed.SetText("")
	i.turn(i.typing)
}

// ask looks at what the invitation offers.
func (i *invitation) ask() {
	i.typed.SetError("")
	text := i.typed.Text()
	if text == "" {
		i.typed.SetError(i.say("field.required"))
		i.ui.redraw()
		return
	}
	if p := i.ui.plan.Document.Policy.Hosts.Foreign([]byte(text)); p != nil { // S137
		i.again, i.trouble = i.ask, p
		i.ui.redraw()
		return
	}
	i.do("invitation.looking", func(ctx context.Context, in plan.Session) (err error) {
		i.offer, err = i.port.Invited(ctx, in, text)
		return err
	}, func() { i.turn(i.offered) })
	i.stopped = i.ui.redraw
}

// offered is what is offered, and by whom; nothing is taken yet.
func (i *invitation) offered() wizard.Page {
	who := assets.Facts{"who": i.offer.Subject.Name}
	return wizard.Page{Key: "invitation of " + string(i.offer.ID), Title: i.say("invitation.offer", who), Lead: i.say("invitation.offer.lead", who),
		Body: i.terms, Back: func() { i.turn(i.typing) },
		Next:   &wizard.Action{Label: i.say("invitation.accept"), Do: i.accept},
		Others: []wizard.Action{{Label: i.say("invitation.leave"), Do: i.ui.showHome}}}
}

func (i *invitation) terms() fyne.CanvasObject {
	all := i.ui.say.grantFacts(i.offer, i.ui.plan.Document.Policy.Grants)
	if i.offer.Subject.Born > 0 {
		all = append([]fact{{i.say("grant.born"), strconv.Itoa(i.offer.Subject.Born)}}, all...)
	}
	return control.Column(24, facts(all), control.NewSmall(i.say("invitation.care")))
}

// accept takes it, and goes to the person's grant.
func (i *invitation) accept() {
	var g plan.Grant
	text := i.typed.Text()
	i.do("invitation.accepting", func(ctx context.Context, in plan.Session) (err error) {
		g, err = i.port.Accept(ctx, in, text)
		return err
	}, func() { i.accepted(g) })
	i.stopped = i.ui.redraw
}

func (i *invitation) accepted(g plan.Grant) {
	r := i.ui.newReceived(i.ui.profileOf(g), "")
	r.turn(r.homePage)
	r.said = &wizard.Notice{Tone: wizard.Good, Title: i.say("invitation.accepted", assets.Facts{"who": g.Subject.Name}), Detail: r.state(g)}
	r.look()
}
