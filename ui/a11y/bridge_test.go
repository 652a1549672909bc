package a11y

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// listener is a reader that counts.
type listener struct {
	shown  int
	last   []Change
	closed int
}

func (l *listener) show(_ *Node, changes []Change) { l.shown, l.last = l.shown+1, changes }
func (l *listener) close()                         { l.closed++ }

// line is a text on screen.
type line struct {
	widget.Label
}

func newLine(s string) *line {
	w := &line{}
	w.ExtendBaseWidget(w)
	w.SetText(s)
	return w
}

func (w *line) Describe() Node { return Node{Role: Text, Name: w.Text} }

func TestManyChangesAreOneLook(t *testing.T) {
	test.NewTempApp(t)
	text := newLine("before")
	w := test.NewTempWindow(t, text)
	var waiting []func()
	heard := &listener{}
	b := &Bridge{window: w, reader: heard, done: make(chan struct{}), do: func(f func()) { waiting = append(waiting, f) }}
	b.sync()
	text.SetText("after")
	for range 5 {
		b.Changed()
	}
	if len(waiting) != 1 {
		t.Fatalf("%d looks are waiting, want 1", len(waiting))
	}
	waiting[0]()
	if heard.shown != 2 || len(heard.last) != 1 || !heard.last[0].What.Has(ItsName) {
		t.Errorf("shown %d times, last %+v", heard.shown, heard.last)
	}
	b.Changed()
	if len(waiting) != 2 {
		t.Error("what changes after a look is not looked at")
	}
	b.Close()
	b.Close()
	waiting[1]()
	if heard.shown != 2 || heard.closed != 1 {
		t.Errorf("after Close: shown %d times, closed %d times", heard.shown, heard.closed)
	}
}

func TestWithoutAReaderNothingIsDone(t *testing.T) {
	b := &Bridge{done: make(chan struct{}), do: func(func()) { t.Error("something is done") }}
	b.Changed()
	b.Close()
}

func TestRevealScrollsByTheShortestWay(t *testing.T) {
	test.NewTempApp(t)
	tall := canvas.NewRectangle(nil)
	tall.SetMinSize(fyne.NewSize(10, 1000))
	top, bottom := newLine("top"), newLine("bottom")
	after := canvas.NewRectangle(nil)
	after.SetMinSize(fyne.NewSize(10, 500))
	scroll := container.NewVScroll(container.NewVBox(top, tall, bottom, after))
	w := test.NewTempWindow(t, container.NewStack(scroll))
	w.Resize(fyne.NewSize(200, 300))
	bottomEdge := func(o fyne.CanvasObject) (at float32) {
		Walk(w.Canvas()).Each(func(n *Node) {
			if n.Object == o {
				at = n.Pos.Y + n.Size.Height - scroll.Position().Y
			}
		})
		return at
	}
	Reveal(w.Canvas(), bottom)
	if got, want := bottomEdge(bottom)-scroll.Size().Height, float32(-air); got > want+4 || got < want-4 {
		t.Errorf("the last line ends %v below the edge", got)
	}
	before := scroll.Offset
	Reveal(w.Canvas(), bottom)
	if scroll.Offset != before {
		t.Error("what is in sight was scrolled to")
	}
	Reveal(w.Canvas(), top)
	if scroll.Offset.Y != 0 {
		t.Errorf("the first line: offset %v", scroll.Offset)
	}
}
