package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/profile"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file has the window say whose record it shows: the bar over every page, the edge, the title; and asks before something
// is done for somebody else.

// worn is whose record the window says it shows; the zero is the member's own.
type worn struct {
	key   profile.Key
	badge profile.Badge
	name  string
}

// dressWhose brings the window up to date, where another record is on screen than it says.
func (u *UI) dressWhose() {
	if p, _ := u.acting(); u.worn != (worn{p.Key, p.Badge, p.Name}) {
		u.wearWhose()
	}
}

// wearWhose has the window say whose record it shows, and at which plan.
func (u *UI) wearWhose() {
	title := u.say.Say("shell.app")
	if u.plan != nil {
		title = u.plan.Document.Name
	}
	p, acting := u.acting()
	u.worn = worn{p.Key, p.Badge, p.Name}
	if !acting {
		u.cfg.Window.SetTitle(title)
		u.frame.SetWhose(nil, nil)
		return
	}
	words := u.actingWords(p)
	u.cfg.Window.SetTitle(words + " – " + title)
	u.frame.SetWhose(control.NewActingBar(badgeOf(p), words, u.say.Say("whose.back"), u.toOwn), control.NewBand(p.Badge.Hue, p.Badge.Pattern))
}

// actingWords say for whom, with the birth year where somebody else has the same name.
func (u *UI) actingWords(p profile.Profile) string {
	return u.say.Say("whose.acting", assets.Facts{"who": u.named(p)})
}

func badgeOf(p profile.Profile) *control.Badge {
	return control.NewBadge(p.Badge.Hue, p.Badge.Pattern, p.Badge.Initials)
}

// confirmFor asks before something changes the account of somebody else, and names them; for oneself it is done at once. What
// it lay over is there again after it.
func (u *UI) confirmFor(p profile.Profile, what string, do func()) {
	if p.Own() {
		do()
		return
	}
	below := u.over
	back := func() { u.over = below; u.redraw() }
	who := assets.Facts{"who": u.named(p)}
	u.over = func() wizard.Page {
		return wizard.Page{Key: "for " + string(p.Subject) + " " + what, Title: u.say.Say("whose.confirm.title", who), Lead: what, Back: back,
			Body: func() fyne.CanvasObject {
				return control.Beside(badgeOf(p), control.NewText(u.say.Say("whose.confirm.body", who)))
			},
			Next: &wizard.Action{Label: u.say.Say("whose.confirm.do", who), Do: func() {
				back()
				if u.profile().Key == p.Key {
					do()
				}
			}},
			Others: []wizard.Action{{Label: u.say.Say("whose.confirm.no"), Do: back}}}
	}
	u.redraw()
}
