package wizard

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/control"
	"vestibule/ui/look"
)

// heading is the upper part of a page: Back and how far, title, lead, notice.
type heading struct {
	words    FrameWords
	back     *control.Button
	progress *control.Text
	line     *fyne.Container
	title    *control.Text
	lead     *control.Text
	notice   *fyne.Container
	all      *fyne.Container
}

func newHeading(words FrameWords, back func()) heading {
	h := heading{
		words:    words,
		back:     control.NewButton(words.Back, control.Plain, back).WithIcon("back").Fitted().Flush(),
		progress: control.NewSmall("").Fitted(),
		title:    control.NewTitle("").Spoken(),
		lead:     control.NewLead(""),
		notice:   control.Column(0),
	}
	h.line = control.Ends(control.Leading(h.back), h.progress)
	h.all = control.Column(look.Between, h.line, control.Column(look.Inside, h.title, h.lead), h.notice)
	return h
}

// show says what the page says. A notice that looks as before stays, unless the page is another.
func (h heading) show(p Page, anew bool) {
	visible(h.back, p.Back != nil)
	how := ""
	if p.Of > 0 && h.words.Step != nil {
		how = h.words.Step(p.At, p.Of)
	}
	h.progress.SetText(how)
	visible(h.line, p.Back != nil || how != "")
	h.title.SetText(p.Title)
	h.lead.SetText(p.Lead)
	visible(h.lead, p.Lead != "")
	h.tell(p.Notice, anew)
}

func (h heading) tell(n *Notice, anew bool) {
	if n == nil {
		put(h.notice, nil)
		return
	}
	if !anew && len(h.notice.Objects) == 1 {
		h.notice.Objects[0].(*control.NoticePanel).Set(*n)
		return
	}
	put(h.notice, control.NewNoticePanel(h.words.Notice, *n))
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
		return
	}
	o.Hide()
}
