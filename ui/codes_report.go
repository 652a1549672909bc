package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/app/transfer"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what came of adding codes: the counts, each entry, and taking all of it back.

// report shows what became of every entry.
func (p *codesPage) report(t taken) {
	p.hold(nil)
	p.made++
	key := "codes report " + strconv.Itoa(p.made)
	p.put(func() wizard.Page { return p.reportPage(key, t) })
}

func (p *codesPage) reportPage(key string, t taken) wizard.Page {
	say := p.u.say
	page := wizard.Page{Key: key, Title: say.Count("codes.report.title", t.stored), Lead: say.Say("codes.report.lead", assets.Facts{"from": t.from}),
		Back: p.backToList, Notice: p.unkept(t.kept), Body: func() fyne.CanvasObject { return p.reportBody(t) },
		Next: &wizard.Action{Label: say.Say("codes.report.next"), Do: p.backToList}}
	if len(t.ids) > 0 {
		page.Others = []wizard.Action{{Label: say.Say("codes.report.undo"), Do: func() { p.takeBack(t) }}}
	}
	return page
}

// unkept says that what was added is in memory alone; nil: it rests.
func (p *codesPage) unkept(why *problem.Problem) *wizard.Notice {
	if why == nil {
		return nil
	}
	return p.u.say.notice(why, nil, p.u.codeTime())
}

// reportBody counts first and lists then.
func (p *codesPage) reportBody(t taken) fyne.CanvasObject {
	say := p.u.say
	counts := control.Column(4, control.NewText(say.Count("codes.report.all", len(t.lines))))
	for _, of := range []struct {
		outcome transfer.Outcome
		words   string
	}{{transfer.Added, "codes.report.added"}, {transfer.Already, "codes.report.already"}, {transfer.Kept, "codes.report.kept"}, {transfer.Lost, "codes.report.lost"}} {
		if n := t.lines.Count(of.outcome); n > 0 {
			counts.Objects = append(counts.Objects, control.NewText(say.Count(of.words, n)))
		}
	}
	return control.Column(16, counts, p.lines(t.lines, true))
}

// takeBack undoes an import as a whole: what it added is removed, and can be put back one by one for a while.
func (p *codesPage) takeBack(t taken) {
	at := p.u.codeTime()
	p.notice = &wizard.Notice{Tone: wizard.Info, Title: p.u.say.Count("codes.report.undone", len(t.ids)), Detail: p.u.say.Say("codes.removed.kept")}
	for _, id := range t.ids {
		if err := p.u.vault.Remove(id, at); err != nil {
			p.notice = p.u.say.trouble(err, at)
		}
	}
	p.backToList()
	p.keepCodes()
}
