package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Text is words that wrap. Make one with NewText, NewLead or NewSmall, or as a heading with NewHeading.
type Text struct {
	widget.BaseWidget
	words  string
	size   fyne.ThemeSizeName
	colour fyne.ThemeColorName
	style  fyne.TextStyle
	align  fyne.TextAlign
	role   a11y.Role
	level  int
	whole  bool // one line, never wrapped
	spoken bool // when it changes

	lines   []*canvas.Text
	wrapped wrapping
}

// wrapping is what the lines were made from, so that they are made again only when that changes.
type wrapping struct {
	words string
	width float32
	size  float32
}

// breakable is the width under which a Text breaks words rather than ask for more room.
const breakable = 120

// measure is the longest line in ems: about 70 letters.
const measure = 36

// NewText is a paragraph of the body.
func NewText(words string) *Text { return newText(words, look.Body, look.Ink) }

// NewLead is the sentence under a title.
func NewLead(words string) *Text { return newText(words, look.Lead, look.Ink) }

// NewSmall is small print: a hint or a reference.
func NewSmall(words string) *Text { return newText(words, look.Small, look.Quiet) }

func newText(words string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) *Text {
	t := &Text{words: words, size: size, colour: colour, role: a11y.Text}
	t.ExtendBaseWidget(t)
	return t
}

// Bold makes the words bold and gives the Text back.
func (t *Text) Bold() *Text {
	t.style.Bold = true
	return t
}

// Coloured gives the words one of look's colours and gives the Text back.
func (t *Text) Coloured(name fyne.ThemeColorName) *Text {
	t.colour = name
	t.Refresh()
	return t
}

// Centred sets the words in the middle and gives the Text back.
func (t *Text) Centred() *Text {
	t.align = fyne.TextAlignCenter
	return t
}

// Fitted keeps the words on one line, as wide as they are, and gives the Text back.
func (t *Text) Fitted() *Text {
	t.whole = true
	return t
}

// As gives the Text another role for who cannot see it (status, alert), or none where it repeats what another control
// says, and gives it back.
func (t *Text) As(role a11y.Role) *Text {
	t.role = role
	return t
}

// Spoken has new words read out by themselves, and gives the Text back.
func (t *Text) Spoken() *Text {
	t.spoken = true
	return t
}

// SetText changes the words.
func (t *Text) SetText(words string) {
	if words == t.words {
		return
	}
	t.words = words
	t.Refresh()
}

// Words gives the words.
func (t *Text) Words() string { return t.words }

// Describe says the words; empty text is nothing.
func (t *Text) Describe() a11y.Node {
	if t.words == "" {
		return a11y.Node{}
	}
	return a11y.Node{Role: t.role, Name: t.words, Level: t.level, Live: t.spoken}
}

func (t *Text) face() face {
	return face{look.From(t.Theme()).Text(t.size), t.style}
}

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	var d *drawing
	d = draw(t, t.least, func(size fyne.Size) {
		t.flow(size.Width)
		d.objects = t.place(size)
	}, func(l *look.Look) {
		t.flow(t.Size().Width)
		for _, line := range t.lines {
			line.Color = l.Of(t.colour)
		}
	})
	return d
}

// least is wide enough for the longest word (or for all of it) and as high as the lines are at the present width.
func (t *Text) least() fyne.Size {
	if t.words == "" {
		return fyne.Size{}
	}
	f := t.face()
	if t.whole {
		return fyne.NewSize(f.width(t.words), f.lineHeight())
	}
	t.flow(t.Size().Width)
	width := min(f.longestWord(t.words), breakable)
	return fyne.NewSize(width, float32(len(t.lines))*f.lineHeight())
}

// flow breaks the words into lines for a width; a width of 0 is "not told yet" and takes the measure.
func (t *Text) flow(width float32) {
	f := t.face()
	if width <= 0 || width > f.size*measure {
		width = f.size * measure
	}
	now := wrapping{t.words, width, f.size}
	if now == t.wrapped {
		return
	}
	t.wrapped = now
	broken := []string{t.words}
	if !t.whole {
		broken = f.wrap(t.words, width)
	}
	colour := look.From(t.Theme()).Of(t.colour)
	t.lines = nil
	for _, words := range broken {
		line := canvas.NewText(words, colour)
		line.TextSize, line.TextStyle = f.size, f.style
		t.lines = append(t.lines, line)
	}
}

func (t *Text) place(size fyne.Size) []fyne.CanvasObject {
	height := t.face().lineHeight()
	objects := make([]fyne.CanvasObject, len(t.lines))
	for i, line := range t.lines {
		objects[i] = line
		line.Alignment = t.align
		line.Move(fyne.NewPos(0, float32(i)*height))
		line.Resize(fyne.NewSize(size.Width, height))
	}
	return objects
}

// widest is the width of the longest line as wrapped.
func (t *Text) widest() float32 {
	f := t.face()
	var widest float32
	for _, line := range t.lines {
		widest = max(widest, f.width(line.Text))
	}
	return widest
}
