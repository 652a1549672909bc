package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/profile"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the home of somebody else's record: what of it may be looked at, and the ways back. Nothing of the member's own is
// on it, neither card nor codes: the codes are that person's.

// theirHome is one showing of it; rows are the lists, by what they show.
type theirHome struct {
	who  profile.Profile
	rows map[plan.RecordKind]*control.Row
}

// showTheirHome puts it up, from what is at hand.
func (u *UI) showTheirHome() {
	p, _ := u.acting()
	h := &theirHome{who: p, rows: map[plan.RecordKind]*control.Row{}}
	u.show(func() wizard.Page {
		return wizard.Page{Key: "their home", Title: u.named(p), Lead: u.say.Say("home.record", assets.Facts{"name": p.Name}),
			Body: func() fyne.CanvasObject { return u.theirBody(h) }, Update: func() { u.theirNews(h) }, Notice: u.theirNotice(u.asNow(p)),
			Others: u.withOtherPlans([]wizard.Action{{Label: u.say.Say("home.signout"), Do: u.signOut}})}
	})
}

func (u *UI) theirBody(h *theirHome) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if u.plan.Records != nil {
		for _, kind := range plan.RecordKinds() {
			row := control.NewRow(u.say.Say("home."+string(kind)), u.say.Say("home."+string(kind)+".detail"), func() { u.showRecords(kind) }).WithIcon(string(kind))
			h.rows[kind] = row
			rows = append(rows, row)
		}
	}
	rows = append(rows, control.NewRow(u.say.Say("whose.codes"), u.say.Say("whose.codes.detail"), u.showCodes).WithIcon("key"),
		control.NewRow(u.say.Say("whose.leave"), u.say.Say("whose.leave.detail"), func() { u.showGrant(u.asNow(h.who)) }).WithIcon("shield"),
		control.NewRow(u.say.Say("whose.title"), u.say.Say("whose.row"), u.showWhose).WithIcon("person"))
	return control.NewGroup(u.say.Say("home.go"), rows...)
}

// theirNews says under each list what is known of it.
func (u *UI) theirNews(h *theirHome) {
	who := u.asNow(h.who) // what it opens can change while it is on screen
	for kind, row := range h.rows {
		words := u.say.Say("home." + string(kind) + ".detail")
		if why := who.May(kind, plan.MayLook, u.plan.Document.Policy.Grants); why != nil {
			words, _ = u.say.problem(why, u.plan.Clock.Now())
		} else if kept, there := u.atHand(who, kind); there {
			words = u.countWords(kept)
		}
		row.SetDetail(words)
	}
}

// countWords say how many entries there are, and the newest.
func (u *UI) countWords(kept profile.Kept) string {
	switch n := len(kept.Records); {
	case n == 0:
		return u.say.Say("whose.count.none")
	case kept.More:
		return u.say.Say("whose.count.more", assets.Facts{"newest": kept.Records[0].Title})
	default:
		return u.say.Count("whose.count", n) + " " + u.say.Say("whose.newest", assets.Facts{"newest": kept.Records[0].Title})
	}
}

// theirNotice tells that the leave ends soon.
func (u *UI) theirNotice(p profile.Profile) *wizard.Notice {
	if u.said != nil {
		return u.said
	}
	ends, soon := p.Ending(u.plan.Clock.Now(), u.plan.Document.Policy.Grants)
	if !soon {
		return nil
	}
	return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("whose.ending", u.say.on(ends)),
		Fix: &wizard.Action{Label: u.say.Say("whose.leave"), Do: func() { u.showGrant(p) }}}
}

// offerLast offers to go on with who was on screen the last time; nil: that was the member, or does not open any more.
func (u *UI) offerLast() *wizard.Notice {
	if u.whose.last == "" {
		return nil
	}
	for _, p := range u.whose.received {
		if p.Subject == u.whose.last && p.Refusal() == nil {
			who := assets.Facts{"who": u.named(p)}
			return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("whose.again", who),
				Fix: &wizard.Action{Label: u.say.Say("whose.again.do", who), Do: func() { u.switchTo(p) }}}
		}
	}
	return nil
}
