package a11y_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
)

// thing is a control that says what it is and may hold others.
type thing struct {
	widget.BaseWidget
	node  a11y.Node
	parts []fyne.CanvasObject
}

func newThing(n a11y.Node, parts ...fyne.CanvasObject) *thing {
	d := &thing{node: n, parts: parts}
	d.ExtendBaseWidget(d)
	return d
}

func (d *thing) Describe() a11y.Node        { return d.node }
func (d *thing) Parts() []fyne.CanvasObject { return d.parts }
func (d *thing) CreateRenderer() fyne.WidgetRenderer {
	room := canvas.NewRectangle(nil)
	room.SetMinSize(fyne.NewSize(40, 40))
	return widget.NewSimpleRenderer(container.NewStack(append([]fyne.CanvasObject{room}, d.parts...)...))
}

// field takes the keyboard.
type field struct{ thing }

func newField(n a11y.Node, parts ...fyne.CanvasObject) *field {
	f := &field{thing{node: n, parts: parts}}
	f.ExtendBaseWidget(f)
	return f
}

func (*field) FocusGained()            {}
func (*field) FocusLost()              {}
func (*field) TypedRune(rune)          {}
func (*field) TypedKey(*fyne.KeyEvent) {}

func window(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(390, 844))
	return w
}

func heading(name string) *thing {
	return newThing(a11y.Node{Role: a11y.Heading, Level: 1, Name: name})
}
func button(name string) *thing  { return newThing(a11y.Node{Role: a11y.Button, Name: name}) }
func textbox(name string) *field { return newField(a11y.Node{Role: a11y.Textbox, Name: name}) }

func TestOutlineSaysWhatIsOnScreen(t *testing.T) {
	name := textbox("Username")
	name.node.Value = "jürgen@example.org"
	password := newField(a11y.Node{Role: a11y.Textbox, Name: "Password", Password: true, Bullets: 5, Value: "never"}, button("Show"))
	hidden := button("Hidden")
	hidden.Hide()
	stay := newThing(a11y.Node{Role: a11y.Checkbox, Name: "Trust this device", Checkable: true, Description: "not on a shared one"})
	off := newThing(a11y.Node{Role: a11y.Button, Name: "Sign in", Disabled: true})
	group := newThing(a11y.Node{Role: a11y.Main}, heading("Sign in"), container.NewVScroll(container.NewVBox(name, password, canvas.NewText("drawn", nil))))
	plain := newThing(a11y.Node{}, stay, off)
	w := window(t, container.NewVBox(group, hidden, container.NewThemeOverride(plain, test.Theme())))
	w.Canvas().Focus(password)
	const want = `main
  heading 1 "Sign in"
  textbox "Username" = "jürgen@example.org"
  textbox "Password" [password 5 characters] [focused]
  button "Show"
checkbox "Trust this device" (not on a shared one) [not checked]
button "Sign in" [disabled]
`
	if got := a11y.Outline(w.Canvas()); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestAnOverlayHidesWhatIsBeneath(t *testing.T) {
	w := window(t, button("Beneath"))
	above := container.NewVBox(button("Above"))
	w.Canvas().Overlays().Add(above)
	if got, want := a11y.Outline(w.Canvas()), "button \"Above\"\n"; got != want {
		t.Errorf("with an overlay: %q, want %q", got, want)
	}
	w.Canvas().Overlays().Remove(above)
	if got, want := a11y.Outline(w.Canvas()), "button \"Beneath\"\n"; got != want {
		t.Errorf("without: %q, want %q", got, want)
	}
}

func TestAThingKeepsItsID(t *testing.T) {
	one, two, other := button("One"), button("Two"), button("Other")
	box := container.NewVBox(one, two)
	w := window(t, box)
	var walker a11y.Walker
	before := walker.Walk(w.Canvas())
	box.Objects = []fyne.CanvasObject{other, two}
	after := walker.Walk(w.Canvas())
	if before.ID != after.ID || before.Children[1].ID != after.Children[1].ID {
		t.Error("the window or a button that stayed has a new ID")
	}
	box.Objects = []fyne.CanvasObject{one}
	again := walker.Walk(w.Canvas()).Children[0].ID
	for _, n := range append(before.Children, after.Children...) {
		if n.ID == again {
			t.Errorf("ID %d of %q was given twice", again, n.Name)
		}
	}
	one.node.Role = a11y.Link
	if id := walker.Walk(w.Canvas()).Children[0].ID; id == again {
		t.Error("what became a link is still the same thing")
	}
}

func TestPlacesAreInTheWindow(t *testing.T) {
	tall := canvas.NewRectangle(nil)
	tall.SetMinSize(fyne.NewSize(10, 500))
	spacer := canvas.NewRectangle(nil)
	spacer.SetMinSize(fyne.NewSize(10, 100))
	target := button("Below")
	scroll := container.NewVScroll(container.New(&column{}, tall, target))
	scroll.SetMinSize(fyne.NewSize(100, 200))
	w := window(t, container.New(&column{}, spacer, scroll))
	below := a11y.Walk(w.Canvas()).Children[0]
	if want := fyne.NewPos(0, 600); below.Pos != want || below.Sight != (a11y.Box{}) {
		t.Errorf("scrolled away: at %v, in sight %v; want %v and nothing", below.Pos, below.Sight, want)
	}
	scroll.ScrollToBottom()
	below = a11y.Walk(w.Canvas()).Children[0]
	if want := fyne.NewPos(0, 300-40); below.Pos != want || below.Sight.Size != below.Size {
		t.Errorf("scrolled to: at %v, in sight %v; want %v and all", below.Pos, below.Sight, want)
	}
}

// column stacks things without gaps, 40 high where they ask for less.
type column struct{}

func (*column) MinSize(os []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range os {
		s = fyne.NewSize(max(s.Width, o.MinSize().Width), s.Height+max(40, o.MinSize().Height))
	}
	return s
}

func (*column) Layout(os []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range os {
		h := max(40, o.MinSize().Height)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

func BenchmarkWalk(b *testing.B) {
	test.NewTempApp(b)
	box := container.NewVBox()
	for range 100 {
		box.Add(newThing(a11y.Node{}, button("Press"), textbox("Type")))
	}
	w := test.NewTempWindow(b, container.NewVScroll(box))
	var walker a11y.Walker
	for b.Loop() {
		walker.Walk(w.Canvas())
	}
}
