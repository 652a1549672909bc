package desktop

import (
	"context"
	"errors"
	"strconv"
	"unicode/utf8"

	"github.com/godbus/dbus/v5"

	"vestibule/ui/a11y"
)

// facts are what the bus tells of a thing.
type facts struct {
	name, description, text string
	role                    uint32
	states                  []uint32
	attributes              map[string]string
	children                []ref
}

// AT-SPI's numbers that an outline needs (atspi-constants.h).
const (
	checked    = 4
	expandable = 9
	expanded   = 10
	focusable  = 11
	focused    = 12
	sensitive  = 24
	required   = 33
	invalid    = 36
	checkable  = 41

	passwordText = 40 // a role
)

// facts asks everything at once and then waits: a walk is a few hundred questions.
func (d *Desktop) facts(ctx context.Context, r ref) (facts, error) {
	property := func(name string) *dbus.Call {
		return d.start(ctx, r, "org.freedesktop.DBus.Properties.Get", spi+"Accessible", name)
	}
	method := func(name string) *dbus.Call { return d.start(ctx, r, spi+"Accessible."+name) }
	name, description, role, states := property("Name"), property("Description"), method("GetRole"), method("GetState")
	attributes, children := method("GetAttributes"), method("GetChildren")
	var f facts
	err := errors.Join(answer(name, &f.name), answer(description, &f.description), answer(role, &f.role),
		answer(states, &f.states), answer(attributes, &f.attributes), answer(children, &f.children))
	if err == nil && f.attributes["xml-roles"] == string(a11y.Textbox) {
		err = answer(d.start(ctx, r, spi+"Text.GetText", int32(0), int32(-1)), &f.text)
	}
	return f, err
}

func (f facts) is(state int) bool {
	return len(f.states) > state/32 && f.states[state/32]&(1<<(state%32)) != 0
}

func (f facts) number(attribute string) int {
	n, err := strconv.Atoi(f.attributes[attribute])
	if err != nil {
		return 0 // not told
	}
	return n
}

func (f facts) node() *a11y.Node {
	n := &a11y.Node{
		Role: a11y.Role(f.attributes["xml-roles"]), Name: f.name, Value: f.text + f.attributes["valuetext"],
		Description: f.description, Level: f.number("level"), Position: f.number("posinset"), Of: f.number("setsize"),
		Disabled: !f.is(sensitive), Focusable: f.is(focusable), Focused: f.is(focused),
		Checkable: f.is(checkable), Checked: f.is(checked), Expandable: f.is(expandable), Expanded: f.is(expanded),
		Invalid: f.is(invalid), Required: f.is(required),
	}
	if f.role == passwordText {
		n.Password, n.Bullets, n.Value = true, utf8.RuneCountInString(f.text), ""
	}
	return n
}
