package wizard

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/control"
	"vestibule/ui/look"
)

// ways are the ways on: what is awaited with Stop, the one filled button, the quieter ones.
type ways struct {
	waiting *control.Waiting
	stop    *control.Button
	busy    *fyne.Container
	next    *control.Button
	why     *control.Text
	others  *others
	actions *fyne.Container // all but what is awaited
	all     *fyne.Container
}

// others are the quieter ways on, with what they were made from.
type others struct {
	from    []Action
	buttons []*control.Button
	all     *fyne.Container
}

func newWays(stopLabel string, next, stop func()) ways {
	w := ways{
		waiting: control.NewWaiting(""),
		stop:    control.NewButton(stopLabel, control.Plain, stop).Fitted(),
		next:    control.NewButton("", control.Filled, next),
		why:     control.NewSmall("").Centred(),
		others:  &others{all: control.Column(look.Tight)},
	}
	w.busy = control.Ends(w.waiting, w.stop)
	w.actions = control.Column(look.Inside, w.next, w.why, w.others.all)
	w.all = control.Column(look.Inside, w.busy, w.actions)
	return w
}

func (w ways) show(p Page, anew bool) {
	w.showBusy(p)
	visible(w.next, p.Next != nil)
	why := ""
	if n := p.Next; n != nil {
		w.next.SetLabel(n.Label)
		w.next.SetOff(n.Off || p.Busy != "")
		if n.Off {
			why = n.Why
		}
	}
	w.why.SetText(why)
	w.next.SetWhy(why)
	visible(w.why, why != "")
	w.others.show(p.Others, anew)
	visible(w.actions, p.Next != nil || len(p.Others) > 0)
	visible(w.all, p.Busy != "" || w.actions.Visible())
}

func (w ways) showBusy(p Page) {
	visible(w.busy, p.Busy != "")
	visible(w.stop, p.Stop != nil)
	if p.Busy != "" {
		w.waiting.SetWhat(p.Busy)
		w.waiting.SetLonger(p.Longer)
	}
}

// show draws the actions. Buttons whose face stays are kept, so that the one with the keyboard does not lose it.
func (o *others) show(actions []Action, anew bool) {
	if anew || !control.SameFaces(o.from, actions) {
		o.buttons, o.all.Objects = nil, nil
		for _, a := range actions {
			o.add(a)
		}
	}
	o.from = actions
	for i, b := range o.buttons {
		b.SetDo(actions[i].Do)
	}
	visible(o.all, len(actions) > 0)
}

func (o *others) add(a Action) {
	b := a.Button(control.Plain)
	o.buttons = append(o.buttons, b)
	o.all.Objects = append(o.all.Objects, b)
	if a.Off && a.Why != "" {
		o.all.Objects = append(o.all.Objects, control.NewSmall(a.Why).Centred())
	}
}
