package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file adds a plan: by an address that is typed or pasted, by a QR code in a picture, or from a list.

// add puts the page up; what was typed before stands there.
func (v *plans) add() {
	v.begins = false
	v.put(v.addPage)
}

func (v *plans) addPage() wizard.Page {
	u := v.u
	u.pasteInto, u.dropInto = v.pasted, v.dropped
	p := wizard.Page{Key: "plans add", Title: u.say.Say("plans.add"), Lead: u.say.Say("plans.add.lead"), Body: v.addBody, Focus: v.typed.Focus,
		Back: v.list, Notice: v.notice, Next: &wizard.Action{Label: u.say.Say("plans.add.next"), Do: v.look}}
	if v.busy != "" {
		p.Busy, p.Stop = v.busy, v.add
	}
	return p
}

func (v *plans) addBody() fyne.CanvasObject {
	say := v.u.say
	var ways []fyne.CanvasObject
	if v.u.cfg.Files != nil {
		ways = append(ways, control.NewRow(say.Say("plans.add.picture"), say.Say("plans.add.picture.detail"), v.pickPicture).WithIcon("open"))
	}
	if v.u.cfg.Paste != nil {
		ways = append(ways, control.NewRow(say.Say("plans.add.paste"), "", func() { v.pasted(v.u.cfg.Paste) }).WithIcon("paste"))
	}
	parts := []fyne.CanvasObject{v.typed}
	if len(ways) > 0 {
		parts = append(parts, control.NewGroup(say.Say("plans.add.ways"), ways...))
	}
	if list := v.suggested(); list != nil {
		parts = append(parts, control.NewHeading(say.Say("plans.add.list"), 2), list)
	}
	return control.Column(24, parts...)
}

// suggested are the plans that came with the app and are not the member's yet; nil: none is left.
func (v *plans) suggested() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, k := range v.u.cfg.Suggested {
		if !v.u.knows(k.Key) {
			rows = append(rows, control.NewRow(v.name(k), k.Host, func() { v.meet(k.Address) }))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return control.NewGroup(v.u.say.Say("plans.add.list"), rows...)
}

// look reads what was typed. What holds no address is said under the field; nothing is asked of anybody.
func (v *plans) look() {
	address, found := plan.AddressIn(v.typed.Text())
	switch {
	case found:
		v.meet(address)
		return
	case v.typed.Text() == "":
		v.typed.SetError(v.u.say.Say("field.required"))
	default:
		v.typed.SetError(v.u.say.Say("plans.add.unread"))
	}
	v.u.redraw()
}

// unfound comes back to the page with what was in the way; what was typed stands there.
func (v *plans) unfound(p *problem.Problem, again func()) {
	v.add()
	v.notice = v.u.say.notice(p, ways{problem.TryAgain: again, problem.WaitForIt: again, problem.AnotherWay: v.add}, v.u.cfg.Device.Now())
	v.u.redraw()
}

// pickPicture asks for a picture: by the system's chooser, or by where it is.
func (v *plans) pickPicture() {
	if !v.u.cfg.Files.Picks() {
		v.where()
		return
	}
	v.waiting("codes.file.choosing")
	v.read(func(ctx context.Context) ([]byte, error) {
		_, data, err := v.u.cfg.Files.Pick(ctx)
		return data, err
	}, v.pickPicture)
}

// where asks for the place of a picture.
func (v *plans) where() {
	say := v.u.say
	place := control.NewField(say.Say("codes.file.where"))
	open := func() { v.file(place.Text(), v.where) }
	place.OnSubmitted = func(string) { open() }
	v.put(func() wizard.Page {
		v.u.pasteInto, v.u.dropInto = v.pasted, v.dropped
		return wizard.Page{Key: "plans where", Title: say.Say("plans.add.picture"), Lead: say.Say("plans.add.where"), Back: v.add, Focus: place.Focus,
			Body: func() fyne.CanvasObject { return place }, Next: &wizard.Action{Label: say.Say("codes.file.open"), Do: open}}
	})
}

// file reads a picture by its path, as one is typed or dropped.
func (v *plans) file(path string, again func()) {
	v.waiting("codes.picture.busy")
	v.read(func(ctx context.Context) ([]byte, error) { return v.u.cfg.Files.Read(ctx, path) }, again)
}

// dropped reads a picture that was dropped on the page.
func (v *plans) dropped(path string) { v.file(path, v.add) }

// pasted reads a picture that was copied.
func (v *plans) pasted(from copying) {
	v.waiting("codes.picture.busy")
	v.read(from, func() { v.pasted(from) })
}

// waiting says on the page what is awaited.
func (v *plans) waiting(words string) {
	v.add()
	v.busy = v.u.say.Say(words)
	v.u.redraw()
}

// read looks for the address of a plan in a picture, and goes on with it. A chooser that was closed gives none.
func (v *plans) read(picture func(context.Context) ([]byte, error), again func()) {
	turn := v.turn
	var none bool
	background(v.u, func(ctx context.Context) (string, error) {
		data, err := picture(ctx)
		defer clear(data)
		if none = err == nil && len(data) == 0; err != nil || none {
			return "", err
		}
		codes, err := v.u.cfg.Pictures.Codes(ctx, data)
		return addressAmong(codes), err
	}, func(address string, p *problem.Problem) {
		switch {
		case turn != v.turn: // the member is somewhere else by now
		case none:
			v.add()
		case p != nil:
			v.unfound(p, again)
		case address == "":
			v.unfound(problem.New(problem.PictureNone), again)
		default:
			v.meet(address)
		}
	})
}

// addressAmong is the first address of a plan in what QR codes hold, which is erased; empty: none.
func addressAmong(codes []secret.Bytes) (address string) {
	for _, c := range codes {
		if found, is := plan.AddressIn(string(c.Reveal())); is && address == "" {
			address = found
		}
		c.Clear()
	}
	return address
}
