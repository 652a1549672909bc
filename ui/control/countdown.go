package control

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Countdown shows what time is left in digits that do not jump, and speaks it only now and then. It has no clock: Set
// tells it.
type Countdown struct {
	widget.BaseWidget
	caption *Text
	digits  *Text
	spoken  *Text
	words   func(time.Duration) string
	told    bool
	said    time.Duration // the threshold spoken last
	all     *fyne.Container
}

// spokenAt are the times left at which a Countdown speaks: often enough to plan by, rarely enough to listen to anything
// else.
var spokenAt = [...]time.Duration{
	time.Hour, 30 * time.Minute, 15 * time.Minute, 10 * time.Minute, 5 * time.Minute, 2 * time.Minute, time.Minute,
	30 * time.Second, 10 * time.Second, 0,
}

// NewCountdown makes one with a caption before the digits. Words gives what is spoken of a time left ("14 minutes left").
func NewCountdown(caption string, words func(time.Duration) string) *Countdown {
	c := &Countdown{
		caption: newText(caption, look.Body, look.Ink).As(""),
		digits:  newText("", look.Head, look.Ink).Bold().As(""),
		spoken:  newText("", look.Small, look.Ink).As(a11y.Status),
		words:   words,
	}
	c.digits.whole = true
	c.all = Beside(NewIcon("clock", look.RunsOut), Ends(c.caption, c.digits))
	c.ExtendBaseWidget(c)
	return c
}

// Set shows a time left; less than nothing is nothing. It is rounded up, so that 0:00 is shown only when it is over.
func (c *Countdown) Set(left time.Duration) {
	left = max(left, 0)
	c.digits.SetText(Digits(left))
	if mark := threshold(left); !c.told || mark != c.said {
		c.told, c.said = true, mark
		c.spoken.SetText(c.words(left))
	}
	c.Refresh()
}

// threshold gives the spoken time that left has come down to.
func threshold(left time.Duration) time.Duration {
	mark := time.Duration(-1)
	for _, at := range spokenAt {
		if left <= at {
			mark = at
		}
	}
	return mark
}

// Digits writes a time left as 4:32 or 1:04:32, rounded up to the second.
func Digits(left time.Duration) string {
	s := int64((left + time.Second - 1) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Describe says it is a timer; the digits are its value and not spoken by themselves.
func (c *Countdown) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Timer, Name: c.caption.Words(), Value: c.digits.Words()}
}

// Parts is what is spoken at the thresholds. It is not drawn.
func (c *Countdown) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{c.spoken} }

// CreateRenderer is for Fyne.
func (c *Countdown) CreateRenderer() fyne.WidgetRenderer {
	return draw(c, c.all.MinSize, func(size fyne.Size) {
		settle(c.all, size)
		c.spoken.Resize(size) // not drawn, but it has a place
	}, func(*look.Look) {}, c.all)
}
