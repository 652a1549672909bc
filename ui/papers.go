package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is a paper that the plan wants to see for a grant: what it is, how far it is, and the file that is brought for it.
// What a file is, is in papers_kind.go; it goes out piece by piece in papers_send.go.

// paperPage is one paper, and the file for it.
type paperPage struct {
	*received
	id plan.PaperID
	// file is what was brought; nil data: nothing yet. out is it on its way.
	file paperFile
	out  *sending
	told *control.Text
}

// paperRows lead to each paper that the grant has; what is asked for no more is only read.
func (r *received) paperRows() (rows []fyne.CanvasObject) {
	for _, p := range r.who.Grant.Papers {
		var open func()
		if wanted(p) && r.ui.inApp(plan.CanUploadPaper) {
			open = func() { r.showPaper(p.ID) }
		}
		rows = append(rows, control.NewRow(r.paperName(p), r.paperState(p), open))
	}
	return rows
}

// wanted reports that the plan waits for a paper, or the rest of it.
func wanted(p plan.Paper) bool {
	return p.State == plan.PaperWanted || p.State == plan.PaperPartly || p.State == plan.PaperRefused
}

func (r *received) paperName(p plan.Paper) string {
	if p.Label == "" {
		return r.say("papers.unnamed")
	}
	return p.Label
}

// paperState says how far a paper is; in a way that the app does not know, as the plan does.
func (r *received) paperState(p plan.Paper) string {
	said := string(p.State)
	if key := "papers.state." + said; r.ui.say.Has(key) {
		said = r.say(key, assets.Facts{"name": p.Name, "part": percent(p.Received, p.Size)})
	}
	return sentences(said, p.Explanation)
}

// percent is how much of a file is there.
func percent(part, whole int64) string {
	if whole <= 0 || part >= whole {
		return "100"
	}
	return fmt.Sprint(part / max(whole/100, 1))
}

// showWanted goes to the first paper that is wanted; where none is, the grant says how it stands.
func (r *received) showWanted() {
	at := slices.IndexFunc(r.who.Grant.Papers, wanted)
	if at < 0 {
		r.home()
		return
	}
	r.showPaper(r.who.Grant.Papers[at].ID)
}

func (r *received) showPaper(id plan.PaperID) {
	p := &paperPage{received: r, id: id, told: control.NewSmall("").As("status")}
	p.turn(p.page)
}

// paper is it as the plan last told.
func (r *received) paper(id plan.PaperID) (plan.Paper, bool) {
	at := slices.IndexFunc(r.who.Grant.Papers, func(p plan.Paper) bool { return p.ID == id })
	if at < 0 {
		return plan.Paper{}, false
	}
	return r.who.Grant.Papers[at], true
}

// page asks for a file, or says which one goes.
func (p *paperPage) page() wizard.Page {
	paper, _ := p.paper(p.id)
	p.ui.pasteInto, p.ui.dropInto = p.pasted, p.dropped
	page := wizard.Page{Key: fmt.Sprint("paper ", p.id, " ", p.file.name), Title: p.paperName(paper), Lead: p.lead(paper), Back: p.back, Body: p.body, Update: p.update}
	if p.sends() {
		page.Key += " out"
		page.Next = &wizard.Action{Label: p.say("papers.send"), Off: true}
		return page
	}
	if p.file.data != nil {
		page.Next = &wizard.Action{Label: p.say("papers.send"), Do: p.send}
	}
	return page
}

// lead says what the file may be, by the plan's own rules.
func (p *paperPage) lead(paper plan.Paper) string {
	lead := p.say("papers.lead")
	if len(paper.Types) > 0 {
		lead = sentences(lead, p.say("papers.types", assets.Facts{"types": p.types(paper.Types)}))
	}
	if paper.Most > 0 {
		lead = sentences(lead, p.say("papers.most", assets.Facts{"size": p.ui.say.size(paper.Most)}))
	}
	return sentences(lead, paper.Explanation)
}

func (p *paperPage) types(all []string) string {
	said := make([]string, 0, len(all))
	for _, t := range all {
		if key := "papers.type." + t; p.ui.say.Has(key) {
			t = p.say(key)
		}
		said = append(said, t)
	}
	return strings.Join(said, ", ")
}

// size gives a number of bytes as people read one.
func (s say) size(n int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	if n >= mega {
		return s.Say("papers.size.mb", assets.Facts{"n": fmt.Sprint((n + mega/2) / mega)})
	}
	return s.Say("papers.size.kb", assets.Facts{"n": fmt.Sprint(max((n+kilo/2)/kilo, 1))})
}

func (p *paperPage) body() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if p.file.data != nil {
		parts = append(parts, control.NewFact(p.say("papers.file"), p.file.name), control.NewFact(p.say("papers.size"), p.ui.say.size(int64(len(p.file.data)))), p.told)
	}
	if p.sends() {
		return control.Column(16, parts...)
	}
	var rows []fyne.CanvasObject
	if p.ui.cfg.Files != nil {
		rows = append(rows, control.NewRow(p.say("papers.choose"), p.say("papers.choose.detail"), p.choose).WithIcon("open"))
	}
	if p.ui.cfg.Paste != nil {
		rows = append(rows, control.NewRow(p.say("papers.paste"), "", func() { p.pasted(p.ui.cfg.Paste) }).WithIcon("paste"))
	}
	if len(rows) == 0 {
		return control.Column(16, append(parts, control.NewText(p.say("papers.nowhere")))...)
	}
	return control.Column(16, append(parts, control.NewGroup(p.say("papers.ways"), rows...))...)
}

// update says how far a paper is that was cut, or is on its way.
func (p *paperPage) update() {
	paper, _ := p.paper(p.id)
	switch {
	case p.sends():
		p.told.SetText(p.say("papers.sent", assets.Facts{"part": percent(p.out.at, p.out.size())}))
	case p.file.data != nil && p.file.goesOn(paper):
		p.told.SetText(p.say("papers.goes-on", assets.Facts{"part": percent(paper.Received, paper.Size)}))
	default:
		p.told.SetText("")
	}
}

// back leaves the paper: what was brought is erased.
func (p *paperPage) back() {
	p.file.clear()
	p.home()
}

// files is how a file is picked.
func (p *paperPage) files() *fileFor {
	return &fileFor{u: p.ui, title: "papers.choose", lead: "papers.choose.lead", put: p.turn, stay: func() { p.turn(p.page) }, back: func() { p.turn(p.page) }, left: func() bool { return false },
		paste: func(_ *filePick, from copying) { p.pasted(from) }, got: p.got, no: func(why *problem.Problem) { p.unread(why, p.choose) }}
}

func (p *paperPage) choose() { p.files().pick() }

func (p *paperPage) dropped(path string) {
	p.read(baseOf(path), func(ctx context.Context) ([]byte, error) { return p.ui.cfg.Files.Read(ctx, path) }, func() { p.dropped(path) })
}

func (p *paperPage) pasted(from copying) {
	p.read(p.say("papers.pasted"), from, func() { p.pasted(from) })
}

// read takes a file that was dropped or pasted.
func (p *paperPage) read(name string, file func(context.Context) ([]byte, error), again func()) {
	if p.sends() {
		return
	}
	p.turn(p.reading)
	background(p.ui, file, func(data []byte, why *problem.Problem) {
		if why != nil {
			p.unread(why, again)
			return
		}
		p.got(name, data)
	})
}

// reading is while a file is read.
func (p *paperPage) reading() wizard.Page {
	paper, _ := p.paper(p.id)
	return wizard.Page{Key: "paper read", Title: p.paperName(paper), Busy: p.say("papers.reading"), Stop: func() { p.turn(p.page) }}
}

// unread comes back to the page with what was in the way. A file that was brought before stays.
func (p *paperPage) unread(why *problem.Problem, again func()) {
	p.turn(p.page)
	p.said = p.ui.say.notice(why, ways{problem.TryAgain: again, problem.AnotherWay: again}, p.ui.plan.Clock.Now())
	p.ui.redraw()
}
