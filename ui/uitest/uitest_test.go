package uitest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

// control is anything that takes the focus.
type control struct {
	widget.BaseWidget
	node a11y.Node
	keys []fyne.KeyName
}

func newControl(n a11y.Node) *control {
	c := &control{node: n}
	c.ExtendBaseWidget(c)
	return c
}

func (c *control) Describe() a11y.Node       { return c.node }
func (*control) FocusGained()                {}
func (*control) FocusLost()                  {}
func (*control) TypedRune(rune)              {}
func (c *control) TypedKey(e *fyne.KeyEvent) { c.keys = append(c.keys, e.Name) }
func (c *control) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(widget.NewLabel(c.node.Name))
}

// plain says that it takes the focus and does not.
type plain struct {
	widget.Label
	node a11y.Node
}

func newPlain(n a11y.Node) *plain {
	p := &plain{node: n}
	p.ExtendBaseWidget(p)
	return p
}

func (p *plain) Describe() a11y.Node { return p.node }

// page is a page on which everything can be done.
type page struct {
	name, password, trust, text, next *control
	secret                            []byte
	pressed                           int
	queue                             uitest.Queue
}

func newPage() *page {
	p := &page{
		name:     newControl(a11y.Node{Role: a11y.Textbox, Name: "Username"}),
		password: newControl(a11y.Node{Role: a11y.Textbox, Name: "Password", Password: true}),
		trust:    newControl(a11y.Node{Role: a11y.Checkbox, Name: "Trust", Checkable: true}),
		text:     newControl(a11y.Node{Role: a11y.Radio, Name: "Text", Checkable: true}),
		next:     newControl(a11y.Node{Role: a11y.Button, Name: "Next"}),
	}
	p.name.node.SetText = func(s string) { p.name.node.Value = s }
	p.password.node.SetSecret = func(b []byte) { p.secret, p.password.node.Bullets = b, len([]rune(string(b))) }
	p.trust.node.Press = func() { p.trust.node.Checked = !p.trust.node.Checked }
	p.text.node.Press = func() { p.text.node.Checked = true }
	p.next.node.Press = func() { p.pressed++; go p.queue.Post(func() { p.next.node.Name = "Done" }) }
	return p
}

func (p *page) driver(t *testing.T) *uitest.Inprocess {
	w := uitest.Window(t, uitest.Phone, test.Theme(), container.NewVBox(p.name, p.password, p.trust, p.text, p.next))
	return &uitest.Inprocess{Window: w, Queue: &p.queue}
}

func TestInprocessActsAsAMember(t *testing.T) {
	p := newPage()
	d := p.driver(t)
	for _, err := range []error{
		d.Type("Username", "мир"), d.Type("Password", "pässwörd-€"), d.Check("Trust", true), d.Check("Trust", true),
		d.Choose("Text"), d.Press("Next"),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if string(p.secret) != "pässwörd-€" || p.pressed != 1 {
		t.Errorf("the page got %q and %d presses", p.secret, p.pressed)
	}
	got, err := d.Wait(t.Context(), uitest.Shows(`button "Done"`))
	if err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "inprocess", got)
}

func TestInprocessRefusesWhatAMemberCannotDo(t *testing.T) {
	p := newPage()
	p.next.node.Disabled = true
	p.text.node.Name = "Trust"
	p.text.node.Role = a11y.Checkbox
	d := p.driver(t)
	for what, err := range map[string]error{
		`button "Next" [disabled] is off`: d.Press("Next"),
		`no textbox "Name"`:               d.Type("Name", "x"),
		`2 times checkbox "Trust"`:        d.Check("Trust", true),
	} {
		var missed *uitest.Missed
		if !errors.As(err, &missed) || missed.What != what || !strings.Contains(missed.Outline, `"Username"`) {
			t.Errorf("got %v, want %s with the outline", err, what)
		}
	}
}

func TestKeysGoToTheFocus(t *testing.T) {
	p := newPage()
	d := p.driver(t)
	for _, k := range []uitest.Key{uitest.Tab, uitest.Tab, uitest.Enter, uitest.Escape} {
		if err := d.Key(k); err != nil {
			t.Fatal(err)
		}
	}
	if want := []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape}; !slices.Equal(p.password.keys, want) {
		t.Errorf("the password got %q, want %q", p.password.keys, want)
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	d := newPage().driver(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Wait(ctx, uitest.Shows("nothing of the kind")); err == nil {
		t.Error("waited in vain and did not say so")
	}
}

func TestQueueRunsWhatItsOwnPostsAdd(t *testing.T) {
	var q uitest.Queue
	var order []int
	q.Post(func() { order = append(order, 1); q.Post(func() { order = append(order, 3) }) })
	q.Post(func() { order = append(order, 2) })
	if ran := q.Run(); ran != 3 || !slices.Equal(order, []int{1, 2, 3}) {
		t.Errorf("ran %d in the order %v", ran, order)
	}
}

func TestTabOrderFindsWhatIsOutOfTurn(t *testing.T) {
	p := newPage()
	d := p.driver(t)
	if got := uitest.TabOrder(d.Window.Canvas()); got != nil {
		t.Errorf("a sound page: %q", got)
	}
	entry := widget.NewEntry()
	d.Window.SetContent(container.NewVBox(entry, p.name))
	if got, want := uitest.TabOrder(d.Window.Canvas()), []string{"*widget.Entry takes the focus and is not in the tree"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Window.SetContent(container.New(layout.NewBorderLayout(p.next, nil, nil, nil), p.name, p.next))
	if got := uitest.TabOrder(d.Window.Canvas()); got != nil {
		t.Errorf("both orders are that of the objects: %q", got)
	}
	shown := a11y.Node{Role: a11y.Link, Name: "By mouse", Focusable: true}
	d.Window.SetContent(container.NewVBox(newPlain(shown), p.name))
	if got, want := uitest.TabOrder(d.Window.Canvas()), []string{`link "By mouse" is read where Tab reaches textbox "Username"`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGoldenTellsWhatDiffers(t *testing.T) {
	const want = "  heading\n- button \"Go\"\n+ button \"Next\"\n  \n"
	if got := uitest.Difference("heading\nbutton \"Go\"\n", "heading\nbutton \"Next\"\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestFormFactorsHaveTheirSize(t *testing.T) {
	for _, f := range uitest.FormFactors() {
		w := uitest.Window(t, f, test.Theme(), widget.NewLabel("x"))
		if got := w.Canvas().Size(); got != f.Size() {
			t.Errorf("%s: %v, want %v", f, got, f.Size())
		}
	}
}
