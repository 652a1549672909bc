package control

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// caption is what stands around anything one types into: the label above, a hint and what is wrong below. Label and hint
// are said by the textbox, what is wrong by itself too.
type caption struct {
	label     *Text
	hint      *Text
	wrong     *Text
	wrongLine *fyne.Container
	paste     *fyne.Container // a button, or nothing
	all       *fyne.Container
}

func newCaption(label string) caption {
	c := caption{
		label: newText(label, look.Body, look.Ink).Bold().As(""),
		hint:  NewSmall("").As(""),
		wrong: newText("", look.Body, look.Lost),
	}
	c.wrongLine = Beside(NewIcon("bad", look.Lost), c.wrong)
	c.wrongLine.Hide()
	c.hint.Hide()
	c.paste = Column(0)
	c.paste.Hide()
	return c
}

// stack puts the caption around a box, with extra lines after it.
func (c *caption) stack(box fyne.CanvasObject, extra ...fyne.CanvasObject) {
	parts := append([]fyne.CanvasObject{c.label, box, c.hint}, extra...)
	c.all = Column(6, append(parts, c.wrongLine, c.paste)...)
}

// addPaste puts a button under the box.
func (c *caption) addPaste(label string, paste func()) {
	c.paste.Objects = []fyne.CanvasObject{Leading(NewButton(label, Plain, paste).Fitted().Flush())}
	c.paste.Show()
}

func (c *caption) setHint(words string) {
	c.hint.SetText(words)
	show(c.hint, words != "")
}

func (c *caption) setWrong(words string) {
	c.wrong.SetText(words)
	show(c.wrongLine, words != "")
}

// edge is the colour of the edge of the box the caption stands around.
func (c *caption) edge(focused bool) fyne.ThemeColorName {
	switch {
	case c.wrong.Words() != "":
		return look.Lost
	case focused:
		return look.Accent
	}
	return look.Border
}

// describe fills in what the caption says about the textbox it stands around.
func (c *caption) describe(n a11y.Node) a11y.Node {
	n.Name = c.label.Words()
	n.Description = joined(c.wrong.Words(), c.hint.Words())
	n.Invalid = c.wrong.Words() != ""
	return n
}

// joined makes one sentence after another of what is not empty.
func joined(sentences ...string) string {
	all := ""
	for _, s := range sentences {
		if s == "" {
			continue
		}
		if all != "" {
			all += " "
		}
		all += s
	}
	return all
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
		return
	}
	o.Hide()
}

// regrow lays the window out again after a control has become higher or lower by itself.
func regrow(o fyne.CanvasObject) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.Content() != nil {
		c.Content().Refresh()
	}
}
