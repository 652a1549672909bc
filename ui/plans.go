package ui

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/session"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the list of a member's plans, and going from one to another. How one is added is in plans_add.go, what is
// said of one before anything is typed in plans_meet.go, how one is forgotten in plans_forget.go.

// KnownPlan is a plan that somebody has added on this device: where it is, and what it is called. Nothing of it is secret.
type KnownPlan struct {
	Key plan.Key
	// Address is what plan.Finder takes; empty: the bundled plan.
	Address, Name, Host string
	Kind                plan.ServerKind
}

// Plans keeps the list of them on this device, the one used last first. What it gives may have been changed by anybody.
type Plans interface {
	Load() []KnownPlan
	Save([]KnownPlan) error
}

// mostPlans bounds the list.
const mostPlans = 50

// plans is a visit to the pages about plans.
type plans struct {
	u     *UI
	typed *control.Field
	// turn counts the pages, so that what comes late for an earlier one is dropped.
	turn   int
	notice *wizard.Notice
	busy   string
	// begins: it is for the plan that the program begins with.
	begins bool
}

// newPlans begins a visit.
func (u *UI) newPlans() *plans {
	v := &plans{u: u, typed: control.NewField(u.say.Say("plans.add.address"))}
	v.typed.InputMode, v.typed.Autocomplete = "url", "url"
	v.typed.SetHint(u.say.Say("plans.add.address.hint"))
	v.typed.OnChanged = func(string) { v.typed.SetError("") }
	return v
}

// readPlans reads the list once. What could not be one of ours is passed over.
func (u *UI) readPlans() {
	if u.cfg.Plans == nil {
		return
	}
	for _, k := range u.cfg.Plans.Load() {
		if k.Key != "" && len(u.known) < mostPlans && !u.knows(k.Key) {
			u.known = append(u.known, k)
		}
	}
}

// knows reports whether a plan is on the list.
func (u *UI) knows(key plan.Key) bool {
	return slices.ContainsFunc(u.known, func(k KnownPlan) bool { return k.Key == key })
}

// knownAt finds the plan on the list that an address means; an address written otherwise is asked for, and found by its key.
func (u *UI) knownAt(address string) bool {
	plain := func(s string) string { return strings.TrimRight(strings.ToLower(s), "/") }
	return slices.ContainsFunc(u.known, func(k KnownPlan) bool {
		return plain(k.Address) == plain(address) || plain(string(k.Key)) == plain(address)
	})
}

// keepPlan puts a plan at the head of the list.
func (u *UI) keepPlan(k KnownPlan) {
	u.known = slices.DeleteFunc(u.known, func(o KnownPlan) bool { return o.Key == k.Key })
	u.known = slices.Insert(u.known, 0, k)
	u.known = u.known[:min(len(u.known), mostPlans)]
	u.savePlans()
}

// dropPlan takes a plan off the list.
func (u *UI) dropPlan(key plan.Key) {
	u.known = slices.DeleteFunc(u.known, func(o KnownPlan) bool { return o.Key == key })
	u.savePlans()
}

// savePlans has the list rest. Where it cannot, the list of plans says so.
func (u *UI) savePlans() { u.plansUnkept = u.cfg.Plans.Save(slices.Clone(u.known)) != nil }

// usePlan notes that a plan of the list is used now.
func (u *UI) usePlan(key plan.Key) {
	at := slices.IndexFunc(u.known, func(k KnownPlan) bool { return k.Key == key })
	if at > 0 {
		u.keepPlan(u.known[at])
	}
}

// myPlans are those on the list, and those that are open and were not kept.
func (u *UI) myPlans() []KnownPlan {
	all := slices.Clone(u.known)
	for _, s := range u.seats {
		if s.plan != nil && !u.knows(s.plan.Key) {
			all = append(all, knownOf(s.plan, s.address))
		}
	}
	return all
}

// knownOf is a plan as it stands on the list.
func knownOf(p *plan.Plan, address string) KnownPlan {
	return KnownPlan{Key: p.Key, Address: address, Name: p.Document.Name, Host: hostAt(p), Kind: p.Server.Kind}
}

// hostAt is where a plan was really reached, whatever it says of itself; the bundled plan is on this device.
func hostAt(p *plan.Plan) string {
	if u, err := url.Parse(string(p.Key)); err == nil && u.Host != "" {
		return u.Host
	}
	return p.Document.Host
}

// plansLink leads to the list from where a member may be at the wrong plan; nil: this program opens one plan.
func (u *UI) plansLink() *wizard.Action {
	if u.cfg.Plans == nil {
		return nil
	}
	return &wizard.Action{Label: u.say.Say("plans.title"), Do: u.showPlans}
}

// withPlans adds it to ways on.
func (u *UI) withPlans(others []wizard.Action) []wizard.Action {
	if link := u.plansLink(); link != nil {
		return append(slices.Clone(others), *link)
	}
	return others
}

// withOtherPlans adds it where there is another plan to go to.
func (u *UI) withOtherPlans(others []wizard.Action) []wizard.Action {
	if len(u.myPlans()) < 2 {
		return others
	}
	return u.withPlans(others)
}

// showPlans puts the list over the screen, or in its place where no plan is open.
func (u *UI) showPlans() {
	if u.gate != nil {
		return
	}
	u.forgetCodes()
	v := u.newPlans()
	v.list()
}

func (v *plans) list() { v.put(v.listPage) }

// put shows a page about plans: over the screen of the open plan, or in its place where none is open.
func (v *plans) put(page func() wizard.Page) {
	v.u.touched()
	v.notice, v.busy = nil, ""
	if v.u.plan == nil {
		v.turn++
		v.u.show(page)
		return
	}
	v.u.lay(page, func() { v.turn++ })
}

// back leads out of the pages; nil: there is nothing below them.
func (v *plans) back() func() {
	if v.u.plan == nil {
		return nil
	}
	return v.u.endAside
}

func (v *plans) listPage() wizard.Page {
	u, all := v.u, v.u.myPlans()
	p := wizard.Page{Key: fmt.Sprint("plans ", len(all), u.signedInAt()), Title: u.say.Say("plans.title"), Lead: u.say.Say("plans.lead"), Back: v.back(),
		Body: func() fyne.CanvasObject { return v.rows(all) }, Next: &wizard.Action{Label: u.say.Say("plans.add"), Do: v.add}}
	if len(all) == 0 {
		p.Lead, p.Body = u.say.Say("plans.none"), nil
	} else {
		p.Others = []wizard.Action{{Label: u.say.Say("plans.forget"), Do: v.pickForgotten}}
	}
	if p.Notice = v.notice; p.Notice == nil && u.plansUnkept {
		p.Notice = &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("plans.unkept"), Detail: u.say.Say("plans.unkept.detail")}
	}
	return p
}

// signedInAt names the plans where somebody is signed in.
func (u *UI) signedInAt() (all []plan.Key) {
	for _, s := range u.seats {
		if s.plan != nil && u.isIn(s.plan.Key) {
			all = append(all, s.plan.Key)
		}
	}
	return all
}

func (u *UI) isIn(key plan.Key) bool {
	phase := u.keeper.Standing(key).Phase
	return phase == session.Active || phase == session.Warned
}

func (v *plans) rows(all []KnownPlan) fyne.CanvasObject {
	say := v.u.say
	var rows []fyne.CanvasObject
	for _, k := range all {
		rows = append(rows, control.NewRow(v.name(k), sentences(k.Host+".", v.kind(k.Kind), v.standing(k.Key)), func() { v.goTo(k) }).WithIcon("home"))
	}
	return control.NewGroup(say.Say("plans.title"), rows...)
}

// name is what a plan is called; of one that was never reached only the address is known.
func (v *plans) name(k KnownPlan) string {
	if k.Name != "" {
		return k.Name
	}
	if k.Address == "" {
		return v.u.say.Say("plans.bundled")
	}
	return k.Address
}

// kind says in words how a plan signs its members in; of one that this app does not know it says nothing.
func (v *plans) kind(k plan.ServerKind) string {
	if key := "plans.kind." + string(k); k != "" && v.u.say.Has(key) {
		return v.u.say.Say(key)
	}
	return ""
}

func (v *plans) standing(key plan.Key) string {
	state := "out"
	if v.u.isIn(key) {
		state = "in"
	}
	said := v.u.say.Say("plans.signed." + state)
	if v.u.plan != nil && v.u.plan.Key == key {
		said = sentences(v.u.say.Say("plans.here"), said)
	}
	return said
}

// goTo goes to a plan: to where the member left it, or to its first page.
func (v *plans) goTo(k KnownPlan) {
	u := v.u
	u.usePlan(k.Key)
	if s := u.seatOf(k.Key); s != nil {
		u.move(s)
		return
	}
	u.newSeat()
	u.openPlan(k.Address)
}
