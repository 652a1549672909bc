package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// NoticeWords are the words of a NoticePanel that do not depend on the notice.
type NoticeWords struct {
	Info, Good, Warning, Bad string // the tones, said before the title
	More                     string // "More ways"
	Reference                string // before the reference
}

func (w NoticeWords) tone(t Tone) string {
	switch t {
	case Good:
		return w.Good
	case Warning:
		return w.Warning
	case Bad:
		return w.Bad
	}
	return w.Info
}

// NoticePanel shows a notice under the title, never over what was typed.
type NoticePanel struct {
	widget.BaseWidget
	words  NoticeWords
	notice Notice
	sheet  *panel
	all    *fyne.Container
	fix    *Button
	more   []*Button

	detail, reference *Text
	countdown         *fyne.Container
}

// NewNoticePanel shows a notice.
func NewNoticePanel(words NoticeWords, n Notice) *NoticePanel {
	p := &NoticePanel{words: words, all: Column(10)}
	p.sheet = newPanel(p.all, look.Tint, look.Accent)
	p.ExtendBaseWidget(p)
	p.build(n)
	return p
}

// Set shows another notice. One that differs in detail at most (a sentence that counts) keeps focus and what is unfolded.
func (p *NoticePanel) Set(n Notice) {
	if p.notice.sameFace(&n) {
		p.notice = n
		p.rewire()
		p.tell()
		p.Refresh()
		return
	}
	p.build(n)
	p.Refresh()
}

// rewire lets the buttons that stay do what the new notice says.
func (p *NoticePanel) rewire() {
	if p.fix != nil {
		p.fix.SetDo(p.notice.Fix.Do)
	}
	for i, b := range p.more {
		b.SetDo(p.notice.More[i].Do)
	}
}

func (p *NoticePanel) build(n Notice) {
	p.notice, p.fix, p.more = n, nil, nil
	p.detail, p.reference, p.countdown = NewText(""), NewSmall(""), Column(0)
	tone := n.Tone.look()
	p.sheet.colour(tone.soft, tone.ink)
	word := newText(p.words.tone(n.Tone), look.Small, tone.ink).Bold().As("")
	title := NewHeading(n.Title, 2)
	p.all.Objects = []fyne.CanvasObject{Beside(NewIcon(tone.icon, tone.ink), Column(0, word, title)), p.detail, p.countdown}
	p.addWays(n)
	p.all.Objects = append(p.all.Objects, p.reference)
	p.tell()
}

// tell says what may change while the panel stays.
func (p *NoticePanel) tell() {
	n := p.notice
	p.detail.SetText(n.Detail)
	show(p.detail, n.Detail != "")
	p.countdown.Objects = nil
	if n.Countdown != nil {
		p.countdown.Objects = []fyne.CanvasObject{n.Countdown}
	}
	show(p.countdown, n.Countdown != nil)
	p.reference.SetText(joined(p.words.Reference, n.Reference))
	show(p.reference, n.Reference != "")
}

func (p *NoticePanel) addWays(n Notice) {
	if n.Fix != nil {
		p.fix = n.Fix.Button(Outlined)
		p.all.Objects = append(p.all.Objects, p.fix)
	}
	if len(n.More) == 0 {
		return
	}
	ways := Column(look.Inside)
	for _, a := range n.More {
		b := a.Button(Outlined)
		p.more = append(p.more, b)
		ways.Objects = append(ways.Objects, b)
	}
	p.all.Objects = append(p.all.Objects, NewExpander(p.words.More, ways))
}

// Describe is an alert where something is lost or runs out, else a status, named by tone and title.
func (p *NoticePanel) Describe() a11y.Node {
	role := a11y.Status
	if p.notice.Tone == Bad || p.notice.Tone == Warning {
		role = a11y.Alert
	}
	name := p.notice.Title
	if word := p.words.tone(p.notice.Tone); word != "" {
		name = word + ": " + name
	}
	return a11y.Node{Role: role, Name: name, Description: p.notice.Detail}
}

// Parts are what is on the panel.
func (p *NoticePanel) Parts() []fyne.CanvasObject { return p.sheet.Parts() }

// CreateRenderer is for Fyne.
func (p *NoticePanel) CreateRenderer() fyne.WidgetRenderer { return drawAround(p, p.sheet) }
