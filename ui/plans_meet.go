package ui

import (
	"context"
	"net/netip"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what is said of a plan before anything is typed at it: what it is, who runs it, what it can do here.

// meet reaches a plan and shows what it is. One that is the member's already is gone to.
func (v *plans) meet(address string) {
	u := v.u
	if v.typed.Text() == "" {
		v.typed.SetText(address)
	}
	v.put(func() wizard.Page {
		return wizard.Page{Key: "plans meeting", Title: u.say.Say("plans.meeting", assets.Facts{"host": v.name(KnownPlan{Address: address})}), Lead: u.say.Say("plans.meeting.lead"),
			Busy: u.say.Say("opening.busy"), Stop: v.add, Back: v.add}
	})
	turn := v.turn
	background(u, func(ctx context.Context) (*plan.Plan, error) { return u.cfg.Finder.Find(ctx, address) }, func(p *plan.Plan, trouble *problem.Problem) {
		switch {
		case turn != v.turn: // the member is somewhere else by now
		case trouble != nil:
			v.unmet(trouble, address)
		case u.knows(p.Key) || u.seatOf(p.Key) != nil:
			v.goTo(knownOf(p, address))
		default:
			v.introduce(p, address)
		}
	})
}

// unmet says why a plan was not reached, where its address was typed, or where the program began.
func (v *plans) unmet(trouble *problem.Problem, address string) {
	if v.begins {
		v.u.notOpened(address, trouble)
		return
	}
	v.unfound(trouble, func() { v.meet(address) })
}

// introduce shows what a plan is, and asks whether it is the right one.
func (v *plans) introduce(p *plan.Plan, address string) {
	u := v.u
	shared := control.NewCheck(u.say.Say("plans.shared"), nil).WithDetail(u.say.Say("plans.shared.detail"))
	page := wizard.Page{Key: "plans meet " + string(p.Key), Title: u.say.Say("plans.meet", assets.Facts{"name": p.Document.Name}),
		Lead: u.say.Say("plans.meet.lead", assets.Facts{"host": hostAt(p)}), Back: v.add,
		Body:   func() fyne.CanvasObject { return v.introduction(p, shared) },
		Others: []wizard.Action{{Label: u.say.Say("plans.meet.no"), Do: v.add}}}
	if p.Document.Can(plan.CanSignIn).How == plan.InApp {
		page.Next = &wizard.Action{Label: u.say.Say("plans.meet.yes"), Do: func() { v.take(p, address, shared.On()) }}
	} else {
		page.Notice = v.unusable(p)
	}
	v.put(func() wizard.Page { return page })
}

// take goes on with a plan: it is kept on the list, unless the device is shared.
func (v *plans) take(p *plan.Plan, address string, shared bool) {
	u := v.u
	if !shared {
		u.keepPlan(knownOf(p, address))
	}
	u.lift()
	u.newSeat()
	u.added = true
	u.openFound(p, address)
}

// unusable says why nobody can sign in here, and where they can.
func (v *plans) unusable(p *plan.Plan) *wizard.Notice {
	u, key := v.u, "plans.unusable"
	if u.cfg.Platform == "web" && p.Server.Kind == plan.Kratos {
		key = "plans.unusable.web" // a page's own requests name where they come from, and such a server answers none
	}
	n := &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say(key), Detail: u.say.Say(key + ".detail")}
	if can := p.Document.Can(plan.CanSignIn); can.How == plan.InBrowser && can.URL != "" {
		n.Fix = &wizard.Action{Label: u.say.Say("plans.website"), Do: func() { u.open(can.URL) }}
	}
	return n
}

// introduction is who runs the plan and what it can do.
func (v *plans) introduction(p *plan.Plan, shared *control.Check) fyne.CanvasObject {
	say := v.u.say
	fact := func(key, value string) fyne.CanvasObject { return control.NewFact(say.Say(key), value) }
	parts := []fyne.CanvasObject{fact("plans.runs", v.runs(p))}
	if until := p.Server.Certificate.Until; !until.IsZero() {
		parts = append(parts, fact("plans.vouched", say.Say("plans.vouched.by", assets.Facts{"name": p.Server.Certificate.Issuer, "when": say.day(until)})))
	}
	if host := p.Document.Host; host != "" && p.Key != "" && !strings.EqualFold(host, hostOnly(hostAt(p))) {
		parts = append(parts, fact("plans.claims", host))
	}
	if kind := v.kind(p.Server.Kind); kind != "" {
		parts = append(parts, fact("plans.kind", kind))
	}
	parts = append(parts, v.abilities(p)...)
	return control.Column(16, append(parts, shared)...)
}

// runs says who runs a plan, as far as this device can see for itself.
func (v *plans) runs(p *plan.Plan) string {
	say, c := v.u.say, p.Server.Certificate
	at, err := url.Parse(string(p.Key))
	switch {
	case err != nil || at.Host == "":
		return say.Say("plans.runs.bundled")
	case loopback(at.Hostname()):
		return say.Say("plans.runs.device")
	case at.Scheme == "http":
		return say.Say("plans.runs.open")
	case c.Organisation != "":
		return c.Organisation
	case c.Host != "":
		return say.Say("plans.runs.host", assets.Facts{"host": c.Host})
	case v.u.cfg.Platform == "web":
		return say.Say("plans.runs.web")
	}
	return say.Say("plans.runs.unseen")
}

// loopback reports a host that is this device (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3).
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// hostOnly is a host without its port.
func hostOnly(host string) string {
	if u, err := url.Parse("//" + host); err == nil {
		return u.Hostname()
	}
	return host
}

// told are the capabilities that matter to who chooses a plan, in the order they are told; the others show themselves.
func told() []plan.Capability {
	return []plan.Capability{plan.CanSignIn, plan.CanRecords, plan.CanRecoverPassword, plan.CanFindUsername, plan.CanUnlock, plan.CanReplace,
		plan.CanRegister, plan.CanActivate, plan.CanBind, plan.CanSecurity, plan.CanApprove, plan.CanHelpdesk}
}

// abilities says what is done here, what only in the browser, and what not at all.
func (v *plans) abilities(p *plan.Plan) (parts []fyne.CanvasObject) {
	say := v.u.say
	by := map[plan.How][]fyne.CanvasObject{}
	for _, c := range told() {
		how := p.Document.Can(c).How
		by[how] = append(by[how], control.NewText(say.Say("plans.can."+string(c))))
	}
	for _, how := range []plan.How{plan.InApp, plan.InBrowser, plan.No} {
		if len(by[how]) > 0 {
			title := say.Say([]string{"plans.does.not", "plans.does.app", "plans.does.browser"}[how])
			parts = append(parts, control.NewHeading(title, 2), control.NewGroup(title, by[how]...))
		}
	}
	return parts
}
