package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// showCard shows the membership card. It came with the session, so it needs no connection.
func (u *UI) showCard() {
	u.touched()
	u.show(func() wizard.Page {
		return wizard.Page{Key: "card", Title: u.say.Say("card.title"), Lead: u.say.Say("card.offline"), Body: u.cardBody, Back: u.showHome}
	})
}

func (u *UI) cardBody() fyne.CanvasObject {
	c := u.account.Card
	lines := [][2]string{
		{u.say.Say("card.plan"), c.PlanName}, {u.say.Say("card.name"), c.Name},
		{u.say.Say("card.number"), c.MemberNumber}, {u.say.Say("card.group"), c.Group},
	}
	if !c.Since.IsZero() {
		lines = append(lines, [2]string{u.say.Say("card.since"), u.say.day(c.Since)})
	}
	for _, l := range c.Lines {
		lines = append(lines, [2]string{l.Label, l.Value})
	}
	var parts []fyne.CanvasObject
	for _, l := range lines {
		if l[1] != "" {
			parts = append(parts, control.NewFact(l[0], l[1]))
		}
	}
	return control.NewCard(u.say.Say("card.title"), parts...)
}
