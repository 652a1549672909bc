package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is where somebody is signed in as the member, and which devices are asked for less: by name, place and last
// use (S091), the one at hand named in words.

func (s *security) showDevices() { s.turn(s.devicesPage) }

func (s *security) devicesPage() wizard.Page {
	p := wizard.Page{Key: s.key("devices"), Title: s.say("security.devices"), Lead: s.say("devices.lead"), Body: s.deviceRows, Back: s.home}
	s.reviewed(&p, account.Devices)
	if len(s.all.Sessions) > 1 || len(s.all.Devices) > 0 {
		p.Others = append(p.Others, wizard.Action{Label: s.say("devices.others"), Do: s.askOthers})
	}
	if n := s.unused(); n > 0 {
		p.Notice = &wizard.Notice{Tone: wizard.Info, Title: s.ui.say.Count("devices.unused.title", n), Detail: s.say("devices.unused.detail")}
	}
	return p
}

// unused counts the trusted devices that nobody has used for long (S213).
func (s *security) unused() (n int) {
	for _, d := range s.all.Devices {
		if account.Unused(d, s.ui.plan.Clock.Now()) {
			n++
		}
	}
	return n
}

func (s *security) deviceRows() fyne.CanvasObject {
	var open, trusted []fyne.CanvasObject
	for _, o := range s.all.Sessions {
		open = append(open, control.NewRow(s.ui.orUnknown(o.Device), s.sessionDetail(o), func() { s.askSession(o) }).WithIcon("person"))
	}
	for _, d := range s.all.Devices {
		trusted = append(trusted, control.NewRow(s.ui.orUnknown(d.Name), s.deviceDetail(d), func() { s.askDevice(d) }).WithIcon("shield"))
	}
	return control.Column(24, s.section("devices.open", "devices.open.none", open), s.section("devices.trusted", "devices.trusted.none", trusted))
}

// section is a list under its heading, or a sentence that there is nothing.
func (s *security) section(heading, none string, rows []fyne.CanvasObject) fyne.CanvasObject {
	title := s.say(heading)
	if len(rows) == 0 {
		return control.Column(8, control.NewHeading(title, 2), control.NewText(s.say(none)))
	}
	return control.Column(8, control.NewHeading(title, 2), control.NewGroup(title, rows...))
}

func (s *security) sessionDetail(o plan.OpenSession) string {
	return sentences(s.thisOne(o.This), s.placed(o.Place), s.say("devices.used", s.ui.say.at(o.Used)))
}

func (s *security) deviceDetail(d plan.TrustedDevice) string {
	used := s.say("devices.never")
	if !d.LastUsed.IsZero() {
		used = s.say("devices.used", s.ui.say.at(d.LastUsed))
	}
	long := ""
	if account.Unused(d, s.ui.plan.Clock.Now()) {
		long = s.say("devices.unused")
	}
	return sentences(s.thisOne(d.This), long, used)
}

func (s *security) thisOne(this bool) string {
	if this {
		return s.say("devices.this")
	}
	return ""
}

func (s *security) placed(place string) string {
	if place == "" {
		return ""
	}
	return place + "."
}

// sentences puts one after the other, without those that are empty.
func sentences(all ...string) string {
	return strings.Join(strings.Fields(strings.Join(all, " ")), " ")
}

func (s *security) askSession(o plan.OpenSession) {
	r := removal{key: "session " + string(o.ID), title: s.ui.orUnknown(o.Device), lead: s.say("devices.end.lead"), back: s.showDevices,
		facts: []fact{{s.say("devices.place"), s.ui.orUnknown(o.Place)}, {s.say("devices.since"), s.ui.say.moment(o.Began)},
			{s.say("devices.last"), s.ui.say.moment(o.Used)}},
		label: s.say("devices.end"), busy: "devices.ending", done: "devices.ended",
		call: func(ctx context.Context, in plan.Session) error { return s.port.EndSession(ctx, in, o.ID) }}
	if o.This {
		r.why = s.say("devices.end.this")
	}
	s.ask(r)
}

func (s *security) askDevice(d plan.TrustedDevice) {
	all := []fact{{s.say("devices.added"), s.ui.say.day(d.Added)}}
	if !d.LastUsed.IsZero() {
		all = append(all, fact{s.say("devices.last"), s.ui.say.moment(d.LastUsed)})
	}
	if !d.Until.IsZero() {
		all = append(all, fact{s.say("devices.until"), s.ui.say.day(d.Until)})
	}
	s.ask(removal{key: "device " + string(d.ID), title: s.ui.orUnknown(d.Name), lead: s.say("devices.forget.lead"), back: s.showDevices,
		facts: all, label: s.say("devices.forget"), busy: "devices.forgetting", done: "devices.forgotten",
		call: func(ctx context.Context, in plan.Session) error {
			return s.port.ForgetDevice(ctx, in, d.ID)
		}})
}

func (s *security) askOthers() {
	s.ask(removal{key: "others", title: s.say("devices.others"), lead: s.say("devices.others.lead"), back: s.showDevices,
		label: s.say("devices.others.do"), busy: "devices.ending", done: "devices.others.done",
		call: s.port.EndOthers})
}
