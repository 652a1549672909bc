package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/readiness"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the home: who is signed in, whose record is on screen, how, until when, and what members come for.

// showHome puts the home up.
func (u *UI) showHome() {
	u.place = ""
	if _, other := u.acting(); other {
		u.showTheirHome()
		return
	}
	u.lookAhead()
	ready := newNudge(u)
	u.show(func() wizard.Page {
		return wizard.Page{Key: "home", Title: u.say.Say("home.title", assets.Facts{"name": u.account.Name}),
			Lead: u.say.Say("home.record.own"), Body: func() fyne.CanvasObject { return u.homeBody(ready) }, Update: ready.update, Notice: u.homeNotice(),
			Others: u.withOtherPlans([]wizard.Action{{Label: u.say.Say("home.signout"), Do: u.signOut}})}
	})
}

// homeBody lists the four things, the card and the claims, then what to be ready for, and how things stand.
func (u *UI) homeBody(ready *nudge) fyne.CanvasObject {
	rows := u.homeRecords()
	if u.account.Card.MemberNumber != "" {
		rows = append(rows, u.homeRow("card", u.showCard))
	}
	rows = append(rows, u.homeRow("codes", u.showCodes))
	if u.canBind() {
		ready.bind = u.homeRow("bind", u.bind)
		rows = append(rows, ready.bind)
	}
	if row := u.securityRow(); row != nil {
		rows = append(rows, row)
	}
	if row := u.givenRow(); row != nil {
		rows = append(rows, row)
	}
	if u.canHelp() {
		rows = append(rows, control.NewRow(u.say.Say("whose.title"), u.say.Say("whose.row"), u.showWhose).WithIcon("person"))
	}
	if claims := u.plan.Document.Claims; claims != "" {
		rows = append(rows, u.homeRow("claims", func() { u.open(claims) }))
	}
	parts := []fyne.CanvasObject{control.NewGroup(u.say.Say("home.go"), rows...), ready.all, u.homeFacts()}
	if u.plan.Records == nil && u.plan.Document.Can(plan.CanRecords).URL == "" {
		parts = append([]fyne.CanvasObject{control.NewText(u.say.Say("home.records.none"))}, parts...)
	}
	return control.Column(24, parts...)
}

// homeRecords are the ways to what members come for: here, or on the plan's website; none where the plan shows nothing of it.
func (u *UI) homeRecords() (rows []fyne.CanvasObject) {
	if u.plan.Records == nil {
		if can := u.plan.Document.Can(plan.CanRecords); can.How == plan.InBrowser && can.URL != "" {
			rows = append(rows, control.NewRow(u.say.Say("home.records"), u.say.Say("home.records.browser"), func() { u.open(can.URL) }).WithIcon("external"))
		}
		return rows
	}
	for _, kind := range plan.RecordKinds() {
		rows = append(rows, u.homeRow(string(kind), func() { u.showRecords(kind) }))
	}
	return rows
}

func (u *UI) homeRow(what string, do func()) fyne.CanvasObject {
	icon := what
	switch what {
	case "bind":
		icon = "phone"
	case "claims":
		icon = "external"
	case "codes":
		icon = "key"
	}
	return control.NewRow(u.say.Say("home."+what), u.say.Say("home."+what+".detail"), do).WithIcon(icon)
}

// homeFacts says how the member signed in, until when, and what this device keeps.
func (u *UI) homeFacts() fyne.CanvasObject {
	s, a := u.session(), u.account
	var said []string
	if len(s.Methods) > 0 {
		said = append(said, u.say.Say("home.how", assets.Facts{"methods": u.say.methods(s.Methods)}))
	}
	if !s.Ends.IsZero() { // not every plan tells
		said = append(said, u.say.Say("home.lead", assets.Facts{"until": u.say.clock(s.Ends, u.plan.Clock.Now())}))
	}
	switch {
	case !a.LastSignIn.IsZero():
		said = append(said, u.say.Say("home.last", assets.Facts{"when": u.say.moment(a.LastSignIn)}))
	case u.plan.Server.Kind == plan.OwnAPI: // of others nobody knows whether there was one before
		said = append(said, u.say.Say("home.first"))
	}
	said = append(said, u.homeKept(s.Shared))
	var parts []fyne.CanvasObject
	for _, words := range said {
		parts = append(parts, control.NewSmall(words))
	}
	return control.Column(4, parts...)
}

func (u *UI) homeKept(shared bool) string {
	switch {
	case shared:
		return u.say.Say("home.shared")
	case u.resting:
		return u.say.Say("home.stays")
	case u.kept.name != "":
		return u.say.Say("home.kept")
	case len(u.codesHere()) > 0 && u.vault.Rest().Kept:
		return u.say.Say("home.kept.codes")
	}
	return u.say.Say("home.memory")
}

// homeNotice tells of a contact that was never confirmed (S039), warns of a password that runs out, as far ahead as the plan
// wants (S155), or tells that something is kept now.
func (u *UI) homeNotice() *wizard.Notice {
	if u.said != nil {
		return u.said
	}
	if n := u.offerLast(); n != nil {
		return n
	}
	if n := u.unconfirmedNotice(u.outlook.all, func() { u.ready(readiness.ConfirmContact) }); n != nil {
		return n
	}
	expires := u.account.PasswordExpires
	if expires.IsZero() {
		return u.protectionNotice()
	}
	ahead := 0
	for _, days := range u.plan.Document.Policy.Password.WarnDays {
		ahead = max(ahead, days)
	}
	if days := int(u.plan.Clock.Until(expires).Hours() / 24); days >= ahead {
		return u.protectionNotice()
	}
	return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("home.password", assets.Facts{"when": u.say.day(expires)})}
}

// session is the one of who is signed in, without its token.
func (u *UI) session() plan.Session {
	entry, _ := u.keeper.Current(u.plan.Key)
	entry.Session.Token.Clear()
	return entry.Session
}
