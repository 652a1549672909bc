package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the list of people whose records there are: two letters find one, one choice opens it.

// peoplePage is the list on screen.
type peoplePage struct {
	u      *UI
	search *control.Field
	list   *control.PersonList
	none   *control.Text
	body   fyne.CanvasObject
	// shown are those that were found, all those before a search.
	all, shown []profile.Profile
}

// fewPeople is how many are found without a search.
const fewPeople = 6

// showWhose puts the list up, and asks the plan for it anew.
func (u *UI) showWhose() {
	u.touched()
	p := &peoplePage{u: u}
	p.build()
	u.show(p.page)
	u.askPeople()
}

func (p *peoplePage) build() {
	say := p.u.say
	p.search = control.NewField(say.Say("whose.search"))
	p.search.SetHint(say.Say("whose.search.hint"))
	p.search.OnChanged = func(string) { p.find(); p.u.redraw() }
	p.search.OnSubmitted = func(string) { p.take() }
	p.list = control.NewPersonList(say.Say("whose.title"))
	p.list.OnChoose = p.choose
	p.none = control.NewText(say.Say("whose.none"))
	p.body = control.Column(16, p.search, p.none, p.list, control.NewGroup(say.Say("whose.more"), p.u.accessRows()...))
}

// page brings the list up to date: who may be seen can change while it is on screen.
func (p *peoplePage) page() wizard.Page {
	u := p.u
	page := wizard.Page{Key: "whose", Title: u.say.Say("whose.title"), Lead: u.say.Say("whose.lead"), Long: p.list, Update: p.find,
		Body: func() fyne.CanvasObject { return p.body }, Back: u.showHome, Focus: p.focus}
	switch w := &u.whose; {
	case w.problem != nil:
		page.Notice = u.say.notice(w.problem, ways{problem.TryAgain: u.askPeople, problem.WaitForIt: u.askPeople, problem.CallThePlan: u.showSupport}, u.plan.Clock.Now())
	case !w.came:
		page.Key += " asked" // once they are there the search has the keyboard
		page.Busy, page.Stop = u.say.Say("whose.busy"), u.showHome
	}
	return page
}

// focus is the search, where there are many.
func (p *peoplePage) focus() fyne.Focusable {
	if !p.search.Visible() {
		return nil
	}
	return p.search.Focus()
}

// find shows those who are meant by what was typed.
func (p *peoplePage) find() {
	p.all = p.u.everybody()
	p.shown = profile.Find(p.all, p.search.Text())
	entries := make([]control.PersonEntry, len(p.shown))
	for i, who := range p.shown {
		entries[i] = p.u.personEntry(who, alike(p.all, who))
	}
	p.list.Set(entries)
	visibly(p.search, len(p.all) >= fewPeople || p.search.Text() != "")
	visibly(p.list, len(p.shown) > 0)
	visibly(p.none, len(p.shown) == 0)
}

func visibly(o fyne.CanvasObject, on bool) {
	if on != o.Visible() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// take opens the only one who was found.
func (p *peoplePage) take() {
	if p.search.Text() != "" && len(p.shown) == 1 {
		p.u.switchTo(p.shown[0])
	}
}

func (p *peoplePage) choose(key string) {
	for _, who := range p.shown {
		if rowKey(who) == key {
			p.u.switchTo(who)
			return
		}
	}
}

func rowKey(p profile.Profile) string { return fmt.Sprintf("%q %q", p.Plan, p.Subject) }

// everybody is who can be chosen here, and then at the member's other plans where they are signed in.
func (u *UI) everybody() []profile.Profile {
	all := u.people()
	for _, s := range u.seats {
		if s != u.seat && u.openAt(s) {
			u.at(s, func() { all = append(all, u.people()...) })
		}
	}
	return all
}

// personEntry is a person's row: how they are related, and how the leave stands.
func (u *UI) personEntry(p profile.Profile, year bool) control.PersonEntry {
	e := control.PersonEntry{Key: rowKey(p), Hue: p.Badge.Hue, Pattern: p.Badge.Pattern, Initials: p.Badge.Initials, Name: p.Name}
	if year && p.Born > 0 {
		e.Name = u.say.Say("whose.named", assets.Facts{"who": p.Name, "year": fmt.Sprint(p.Born)})
	}
	var said []string
	if p.Own() {
		said = append(said, u.say.Say("whose.own"))
	} else {
		said = append(said, u.say.grantKind(p.Grant.Kind))
	}
	if s := u.seatOf(p.Plan); s != nil && s != u.seat {
		said = append(said, u.say.Say("whose.at", assets.Facts{"plan": s.plan.Document.Name}))
	}
	e.Detail, e.Note = strings.Join(said, ". "), u.standsNow(p)
	return e
}

// standsNow says in words how the leave for a record stands; empty: it opens, and nothing is to be said.
func (u *UI) standsNow(p profile.Profile) string {
	now, rules := u.plan.Clock.Now(), plan.GrantRules{}
	if s := u.seatOf(p.Plan); s != nil {
		now, rules = s.plan.Clock.Now(), s.plan.Document.Policy.Grants
	}
	if p.Key == u.profile().Key {
		return u.say.Say("whose.here")
	}
	if why := p.Refusal(); why != nil {
		title, _ := u.say.problem(why, now)
		return title
	}
	if ends, soon := p.Ending(now, rules); soon {
		return u.say.Say("whose.ending", u.say.on(ends))
	}
	return ""
}

// named is a person's name, with the year where the member has to do with another of that name.
func (u *UI) named(p profile.Profile) string {
	if p.Born == 0 || !alike(u.people(), p) {
		return p.Name
	}
	return u.say.Say("whose.named", assets.Facts{"who": p.Name, "year": fmt.Sprint(p.Born)})
}

// alike reports that somebody else has the same name.
func alike(all []profile.Profile, p profile.Profile) bool {
	for _, other := range all {
		if other.Key != p.Key && strings.EqualFold(other.Name, p.Name) {
			return true
		}
	}
	return false
}
