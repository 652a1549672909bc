package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// showRecoveryCodesPage shows a new set of recovery codes, once. Nothing goes on before the member says that they are kept;
// until then the set before still works.
type showRecoveryCodesPage struct {
	c    *conversation
	step plan.ShowRecoveryCodes
	list *control.Group
	kept *control.Check
	said *control.Text
	body fyne.CanvasObject
	// drawn is the first of the codes that stand on screen; zero: none does.
	drawn secret.Bytes
	// failed is what kept them out of a file, stop ends the writing of one; nil: none is being written.
	failed *problem.Problem
	stop   func()
}

func newShowRecoveryCodesPage(c *conversation) stepPage {
	say := c.ui.say
	p := &showRecoveryCodesPage{c: c, list: control.NewGroup(say.Say("newcodes.list")), said: control.NewSmall("").As("status")}
	p.kept = control.NewCheck(say.Say("newcodes.kept"), func(bool) { c.ui.redraw() })
	return p
}

func (p *showRecoveryCodesPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.ShowRecoveryCodes)
	p.draw()
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("newcodes.title"), Lead: say.Count("newcodes.lead", len(p.step.Codes)),
		Body: func() fyne.CanvasObject { return p.body },
		Next: &wizard.Action{Label: say.Say("newcodes.next"), Do: p.send, Off: !p.kept.On(), Why: p.why()},
	}
	if p.failed != nil {
		page.Notice = say.notice(p.failed, ways{problem.TryAgain: p.save}, p.c.ui.plan.Clock.Now())
	}
	if p.stop != nil {
		page.Busy, page.Stop = say.Say("newcodes.saving"), p.cancel
	}
	return page
}

// why says what is missing before the codes can count.
func (p *showRecoveryCodesPage) why() string {
	if p.kept.On() {
		return ""
	}
	return p.c.ui.say.Say("newcodes.why")
}

// draw puts the codes on screen, unless these stand there already.
func (p *showRecoveryCodesPage) draw() {
	if p.body == nil {
		p.body = p.layout()
	}
	if len(p.step.Codes) == 0 || p.drawn == p.step.Codes[0] {
		return
	}
	p.drawn = p.step.Codes[0]
	var rows []fyne.CanvasObject
	for i, code := range p.step.Codes {
		printed := string(code.Reveal()) // Fyne draws nothing but strings
		label := p.c.ui.say.Say("newcodes.code", p.c.ui.count(i+1))
		rows = append(rows, control.NewFact(label, strings.ReplaceAll(printed, "-", " ")).Spelled(letterByLetter(printed)))
	}
	p.list.Set(rows...)
}

func (p *showRecoveryCodesPage) layout() fyne.CanvasObject {
	say := p.c.ui.say
	parts := []fyne.CanvasObject{control.NewText(say.Say("newcodes.once"))}
	if n := p.step.Replaces; n > 0 {
		parts = append(parts, control.NewText(say.Count("newcodes.replaces", n)))
	}
	parts = append(parts, p.list, control.NewButton(say.Say("newcodes.copy"), control.Outlined, p.copy))
	if p.c.ui.cfg.Files != nil {
		parts = append(parts, control.NewButton(say.Say("newcodes.save"), control.Outlined, p.save))
	}
	return control.Column(16, append(parts, p.said, p.kept)...)
}

// letterByLetter writes a code to be spoken: V E S T, 4 Y K D.
func letterByLetter(code string) string {
	groups := strings.FieldsFunc(code, func(r rune) bool { return r == '-' || r == ' ' })
	for i, g := range groups {
		groups[i] = strings.Join(strings.Split(g, ""), " ")
	}
	return strings.Join(groups, ", ")
}

// copy puts all of them on the clipboard, a line each.
func (p *showRecoveryCodesPage) copy() {
	all := p.lines(nil)
	defer clear(all)
	u := p.c.ui
	p.said.SetText(u.copiedWords(u.copySecret(all), "codes.copied", "codes.copied.stays"))
	u.redraw()
}

// lines writes a line for each code after what is there already, in memory that never moves: what moves leaves a copy.
func (p *showRecoveryCodesPage) lines(before []byte) []byte {
	room := len(before)
	for _, code := range p.step.Codes {
		room += code.Len() + 1
	}
	out := append(make([]byte, 0, room), before...)
	for _, code := range p.step.Codes {
		out = append(append(out, code.Reveal()...), '\n')
	}
	return out
}

// save writes them into a file that can be printed as it is.
func (p *showRecoveryCodesPage) save() {
	if p.stop != nil {
		return
	}
	u, text := p.c.ui, p.lines(p.sheetHead())
	p.failed = nil
	var where string
	p.stop = u.work(func(ctx context.Context) (err error) {
		defer clear(text)
		where, err = u.cfg.Files.Save(ctx, "vestibule-recovery-codes.txt", text)
		return err
	}, func(failed *problem.Problem) { p.saved(where, failed) })
	u.redraw()
}

// sheetHead is what stands over the codes on paper: whose they are for, from when, and what they are good for.
func (p *showRecoveryCodesPage) sheetHead() []byte {
	u := p.c.ui
	return []byte(u.say.Say("newcodes.sheet", assets.Facts{"plan": u.plan.Document.Name, "host": u.plan.Document.Host,
		"day": u.say.day(u.plan.Clock.Now())}) + "\n\n")
}

func (p *showRecoveryCodesPage) saved(where string, failed *problem.Problem) {
	if p.stop == nil {
		return // the member has stopped it, or left
	}
	p.stop, p.failed = nil, failed
	if failed == nil {
		p.said.SetText(p.c.ui.say.Say("newcodes.saved", assets.Facts{"where": where}))
	}
	p.c.ui.redraw()
}

// cancel stops the writing.
func (p *showRecoveryCodesPage) cancel() {
	p.stop()
	p.stop = nil
	p.c.ui.redraw()
}

func (p *showRecoveryCodesPage) send() {
	if p.kept.On() {
		p.c.answer(p.step, plan.RecoveryCodesKept{}, false)
	}
}

// forget takes the codes off the page. Their memory is erased by the conversation, when it leaves the step.
func (p *showRecoveryCodesPage) forget() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.list.Set()
	p.drawn, p.failed = secret.Bytes{}, nil
	p.said.SetText("")
}
