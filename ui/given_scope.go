package ui

import (
	"maps"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
)

// This file is how far a grant goes, to be chosen: for each kind of entry not at all, to look, or to act; and a last day. The
// plan's rules bound it.

// scopeForm is what is chosen.
type scopeForm struct {
	ui      *UI
	kinds   []plan.RecordKind
	choices []*control.Choice
	// kept is what a grant opens that the app has no words for: it is shown as it stands and goes along unchanged.
	kept map[plan.RecordKind]plan.Access
	ends *control.Field
	// was is the end of the grant as it stands.
	was  time.Time
	body fyne.CanvasObject
	// short takes away that nothing was chosen, once something is; nil: it does not stand there.
	short func()
}

// newScopeForm makes the form, with a grant's own scope and end chosen.
func (u *UI) newScopeForm(g plan.Grant) *scopeForm {
	f := &scopeForm{ui: u, kinds: plan.RecordKinds(), kept: maps.Clone(g.Scope), was: g.Ends}
	var parts []fyne.CanvasObject
	for _, kind := range f.kinds {
		what := assets.Facts{"kind": u.say.recordKind(kind)}
		levels := []control.Option{{Title: u.say.Say("given.level.none", what)}, {Title: u.say.Say("given.level.look", what)}, {Title: u.say.Say("given.level.act", what)}}
		c := control.NewChoice(what["kind"], levels, func(int) { f.chosen() })
		c.Pick(int(min(g.Scope[kind], plan.MayAct)))
		f.choices, parts = append(f.choices, c), append(parts, c)
		delete(f.kept, kind)
	}
	for _, kind := range kindsOf(f.kept)[len(f.kinds):] {
		parts = append(parts, control.NewFact(string(kind), u.say.access(f.kept[kind])))
	}
	f.body = control.Column(24, append(parts, f.end())...)
	return f
}

// chosen is another choice.
func (f *scopeForm) chosen() {
	if f.short != nil {
		f.short()
		f.short = nil
	}
}

// end is the field for the last day, filled in with the present one, or with the latest that the plan allows.
func (f *scopeForm) end() fyne.CanvasObject {
	say := f.ui.say
	f.ends = control.NewField(say.Say("given.ends"))
	hint := say.Say("given.ends.hint")
	if last := f.latest(); !last.IsZero() {
		hint = say.Say("given.ends.most", say.on(last))
		f.ends.SetText(say.day(last))
	}
	if !f.was.IsZero() {
		f.ends.SetText(say.day(f.was))
	}
	f.ends.SetHint(hint)
	f.ends.OnChanged = func(string) { f.ends.SetError(""); f.ui.readBack(f.ends, hint) }
	return f.ends
}

// latest is the last day the plan allows, from now; zero: any.
func (f *scopeForm) latest() time.Time {
	days := f.ui.plan.Document.Policy.Grants.MaxDays
	if days <= 0 {
		return time.Time{}
	}
	return f.ui.plan.Clock.Now().AddDate(0, 0, days)
}

// offer gives what was chosen; fits: it can be. Else what is to be mended is said where it is.
func (f *scopeForm) offer(v *visit) (o plan.GrantOffer, fits bool) {
	o.Scope = maps.Clone(f.kept)
	if o.Scope == nil {
		o.Scope = map[plan.RecordKind]plan.Access{}
	}
	for i, c := range f.choices {
		if a := plan.Access(c.Picked()); a > plan.NoAccess {
			o.Scope[f.kinds[i]] = a
		}
	}
	var wrong string
	o.Ends, wrong = f.last()
	f.ends.SetError(wrong)
	switch {
	case wrong != "":
		v.ui.redraw()
	case len(o.Scope) == 0:
		v.wants("given.scope.none")
		f.short = func() { v.said = nil; v.ui.redraw() }
	default:
		return o, true
	}
	return plan.GrantOffer{}, false
}

// last reads the last day. It counts to its end where the member is.
func (f *scopeForm) last() (ends time.Time, wrong string) {
	say, latest, now := f.ui.say, f.latest(), f.ui.plan.Clock.Now()
	if f.ends.Text() == "" && latest.IsZero() {
		return time.Time{}, ""
	}
	if !f.was.IsZero() && f.ends.Text() == say.day(f.was) {
		return f.was, ""
	}
	day, is := dateIn(f.ends.Text())
	if !is {
		return time.Time{}, say.Say("given.ends.unread")
	}
	ends = time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, say.zone)
	switch {
	case !ends.After(now):
		return time.Time{}, say.Say("given.ends.past")
	case !latest.IsZero() && ends.After(latest):
		if say.day(latest) == day.Format("2 January 2006") {
			return latest, "" // the last day itself
		}
		return time.Time{}, say.Say("given.ends.far", say.on(latest))
	}
	return ends, ""
}
