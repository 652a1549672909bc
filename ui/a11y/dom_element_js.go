package a11y

import (
	"fmt"
	"strconv"
	"syscall/js"
)

// element is what stands in the page for one node.
type element struct {
	node  *Node
	value js.Value
	funcs []js.Func
	// typed is the text of an input as this side knows it; of a password only how long it is.
	typed    string
	bullets  int
	composed bool // an input method is at work
	ahead    int  // what was typed and has not reached the control
}

func (e *element) release() {
	for _, f := range e.funcs {
		f.Release()
	}
}

// create makes the element of n, with all that n says but its place.
func (d *dom) create(n *Node) *element {
	tag, attributes := tagOf(n)
	e := &element{node: n, value: d.document.Call("createElement", tag)}
	for name, value := range attributes {
		e.attribute(name, value)
	}
	d.elements[n.ID] = e
	d.listenTo(e)
	e.update(everything)
	return e
}

const everything = ^Aspect(0)

// tagOf gives what stands for a node. What is live is silent itself: the speaker says it.
func tagOf(n *Node) (string, map[string]string) {
	switch n.Role {
	case Textbox:
		return "input", map[string]string{"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
	case Button:
		return "button", map[string]string{"type": "button"}
	case Checkbox, Radio:
		return "input", map[string]string{"type": string(n.Role)}
	case Heading:
		return "h" + strconv.Itoa(min(max(n.Level, 1), 6)), nil
	case Link:
		return "a", map[string]string{"href": "#"}
	case Text:
		return "p", nil
	case Main:
		return "main", nil
	case Navigation:
		return "nav", nil
	case List:
		return "ul", map[string]string{"role": "list"}
	case ListItem:
		return "li", nil
	case Status:
		return "div", map[string]string{"role": "status", "aria-live": "off"}
	case Alert:
		return "div", map[string]string{"role": "alert", "aria-live": "off"}
	}
	return "div", map[string]string{"role": string(n.Role)}
}

// update brings the element up to date in what changed.
func (e *element) update(what Aspect) {
	n := e.node
	if what.Has(ItsName | ItsValue) {
		e.nameAndValue()
	}
	if what.Has(ItsText) {
		e.attribute("aria-description", n.Description)
		e.attribute("placeholder", n.Placeholder)
	}
	if what.Has(ItsState | ItsFocus) {
		e.state()
	}
	if n.Role == Textbox && what.Has(ItsText|ItsState) {
		e.hints()
	}
}

// nameAndValue writes what the element says. What has both says its value and is labelled with its name.
func (e *element) nameAndValue() {
	n := e.node
	switch {
	case n.Role == Textbox:
		e.attribute("aria-label", n.Name)
		e.showTyped()
	case n.Role == Checkbox, n.Role == Radio, n.Role == Image, len(n.Children) > 0, n.Name == "":
		e.attribute("aria-label", n.Name)
	case n.Role == Progressbar:
		e.attribute("aria-label", n.Name)
		e.attribute("aria-valuetext", n.Value)
	case n.Value != "":
		e.attribute("aria-label", n.Name)
		e.value.Set("textContent", n.Value)
	default:
		e.attribute("aria-label", "")
		e.value.Set("textContent", n.Name)
	}
}

func (e *element) state() {
	n := e.node
	switch n.Role {
	case Textbox, Button, Checkbox, Radio:
		// Browsers take the focus from what is disabled, and who tabs would lose the place: what has it is only said to be off.
		e.value.Set("disabled", n.Disabled && !n.Focused)
		e.flag("aria-disabled", n.Disabled && n.Focused)
	default:
		e.flag("aria-disabled", n.Disabled)
	}
	if n.Role == Checkbox || n.Role == Radio {
		e.value.Set("checked", n.Checked)
	}
	if n.Expandable {
		e.attribute("aria-expanded", strconv.FormatBool(n.Expanded))
	}
	e.flag("aria-invalid", n.Invalid)
	e.flag("aria-required", n.Required)
	if n.Position > 0 {
		e.attribute("aria-posinset", strconv.Itoa(n.Position))
		e.attribute("aria-setsize", strconv.Itoa(n.Of))
	}
}

// hints are for autofill, password managers and soft keyboards.
func (e *element) hints() {
	n := e.node
	kind := "text"
	if n.Password {
		kind = "password"
	}
	e.attribute("type", kind)
	e.attribute("autocomplete", n.Autocomplete)
	e.attribute("name", n.Autocomplete)
	e.attribute("inputmode", n.InputMode)
}

// place puts the element where its node is, counted from where its parent is, and cuts off what is scrolled away, so that
// it takes no taps there.
func (e *element) place(parent *Node, scale float64) {
	n := e.node
	px := func(units float32) string { return fmt.Sprintf("%.1fpx", float64(units)*scale) }
	style := e.value.Get("style")
	style.Set("left", px(n.Pos.X-parent.Pos.X))
	style.Set("top", px(n.Pos.Y-parent.Pos.Y))
	style.Set("width", px(n.Size.Width))
	style.Set("height", px(n.Size.Height))
	clip := ""
	if len(n.Children) == 0 && (n.Sight.Pos != n.Pos || n.Sight.Size != n.Size) {
		clip = fmt.Sprintf("inset(%s %s %s %s)", px(n.Sight.Pos.Y-n.Pos.Y),
			px(n.Pos.X+n.Size.Width-n.Sight.Pos.X-n.Sight.Size.Width),
			px(n.Pos.Y+n.Size.Height-n.Sight.Pos.Y-n.Sight.Size.Height), px(n.Sight.Pos.X-n.Pos.X))
		if n.Sight == (Box{}) {
			clip = "inset(100%)"
		}
	}
	style.Set("clipPath", clip)
}

// attribute sets it, or takes it away where there is nothing to say.
func (e *element) attribute(name, value string) {
	if value == "" {
		e.value.Call("removeAttribute", name)
		return
	}
	e.value.Call("setAttribute", name, value)
}

func (e *element) flag(name string, on bool) {
	if on {
		e.attribute(name, "true")
	} else {
		e.attribute(name, "")
	}
}
