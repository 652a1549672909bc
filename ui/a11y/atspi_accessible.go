//go:build linux && !android

package a11y

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/godbus/dbus/v5"
)

// about makes a method that answers with a fact about a node; nil is the application.
func about[T any](a *atspi, fact func(*Node) T) func(dbus.Message) (T, *dbus.Error) {
	return func(m dbus.Message) (T, *dbus.Error) {
		n, err := a.node(m)
		if err != nil {
			var none T
			return none, err
		}
		return fact(n), nil
	}
}

// relation is AT-SPI's (ua(so)); we tell none.
type relation struct {
	Kind uint32
	To   []spiRef
}

// accessible is org.a11y.atspi.Accessible.
func (a *atspi) accessible() map[string]any {
	return map[string]any{
		"GetChildren":          about(a, func(n *Node) []spiRef { return a.refs(a.children(n)) }),
		"GetChildAtIndex":      a.childAt,
		"GetIndexInParent":     about(a, func(n *Node) int32 { return int32(a.position(n)) }),
		"GetRelationSet":       about(a, func(*Node) []relation { return []relation{} }),
		"GetRole":              about(a, spiRole),
		"GetRoleName":          about(a, roleName),
		"GetLocalizedRoleName": about(a, roleName),
		"GetState":             about(a, spiStates),
		"GetAttributes":        about(a, attributes),
		"GetApplication":       about(a, func(*Node) spiRef { return a.application() }),
		"GetInterfaces":        about(a, interfaces),
	}
}

func (a *atspi) children(n *Node) []*Node {
	if n == nil {
		return []*Node{a.now.Load().root}
	}
	return n.Children
}

func (a *atspi) childAt(m dbus.Message, i int32) (spiRef, *dbus.Error) {
	n, err := a.node(m)
	if err != nil {
		return spiRef{}, err
	}
	if children := a.children(n); i >= 0 && int(i) < len(children) {
		return a.ref(children[i]), nil
	}
	return spiRef{"", spiNull}, nil
}

func (a *atspi) position(n *Node) int {
	if n == nil {
		return -1
	}
	parent := a.now.Load().places[n.ID].parent
	if parent == nil {
		return 0
	}
	return slices.Index(parent.Children, n)
}

func (a *atspi) parent(n *Node) spiRef {
	if n == nil {
		return *a.bus.Load().parent.Load()
	}
	if p := a.now.Load().places[n.ID].parent; p != nil {
		return a.ref(p)
	}
	return a.application()
}

func roleName(n *Node) string {
	if n == nil {
		return "application"
	}
	return string(n.Role)
}

// attributes are the object attributes that browsers give too (Core Accessibility API Mappings 1.2).
func attributes(n *Node) map[string]string {
	all := map[string]string{"toolkit": "Fyne"}
	if n == nil {
		return all
	}
	add := func(on bool, name, value string) {
		if on {
			all[name] = value
		}
	}
	add(true, "xml-roles", string(n.Role))
	add(n.Level > 0, "level", strconv.Itoa(n.Level))
	add(n.Placeholder != "", "placeholder-text", n.Placeholder)
	add(n.Position > 0, "posinset", strconv.Itoa(n.Position))
	add(n.Position > 0, "setsize", strconv.Itoa(n.Of))
	add(n.Role != Textbox && n.Value != "", "valuetext", n.Value)
	add(n.Live || n.Role == Status, "live", "polite")
	add(n.Role == Alert, "live", "assertive")
	add(n.Autocomplete != "", "autocomplete", n.Autocomplete)
	return all
}

func interfaces(n *Node) []string {
	if n == nil {
		return []string{spi + "Accessible", spi + "Application"}
	}
	names := []string{spi + "Accessible", spi + "Component"}
	if n.Press != nil {
		names = append(names, spi+"Action")
	}
	switch n.Role {
	case Textbox:
		return append(names, spi+"Text", spi+"EditableText")
	case Text, Heading, Status, Alert, Timer:
		return append(names, spi+"Text")
	}
	return names
}

// properties is org.freedesktop.DBus.Properties over all the others.
func (a *atspi) properties() map[string]any {
	return map[string]any{
		"Get": func(m dbus.Message, of, name string) (dbus.Variant, *dbus.Error) {
			n, err := a.node(m)
			if err != nil {
				return dbus.Variant{}, err
			}
			if v, ok := a.property(n, of)[name]; ok {
				return dbus.MakeVariant(v), nil
			}
			return dbus.Variant{}, dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", []any{of + "." + name})
		},
		"GetAll": func(m dbus.Message, of string) (map[string]dbus.Variant, *dbus.Error) {
			n, err := a.node(m)
			all := map[string]dbus.Variant{}
			if err == nil {
				for name, v := range a.property(n, of) {
					all[name] = dbus.MakeVariant(v)
				}
			}
			return all, err
		},
		"Set": func(_ dbus.Message, _, name string, v dbus.Variant) *dbus.Error { // the registry numbers us
			if id, ok := v.Value().(int32); ok && name == "Id" {
				a.bus.Load().id.Store(id)
			}
			return nil
		},
	}
}

func (a *atspi) property(n *Node, of string) map[string]any {
	switch strings.TrimPrefix(of, spi) {
	case "Accessible":
		name, description := fyne.CurrentApp().Metadata().Name, ""
		if n != nil {
			name, description = n.Name, n.Description
		} else if name == "" {
			name = a.now.Load().root.Name
		}
		return map[string]any{"Name": name, "Description": description, "Parent": a.parent(n),
			"ChildCount": int32(len(a.children(n))), "Locale": a.lang, "AccessibleId": "", "HelpText": ""}
	case "Application":
		return map[string]any{"ToolkitName": "Fyne", "Version": "2.8", "AtspiVersion": "2.1", "Id": a.bus.Load().id.Load()}
	case "Action":
		return map[string]any{"NActions": int32(1)}
	case "Text":
		if n != nil {
			return map[string]any{"CharacterCount": int32(len(shown(n))), "CaretOffset": int32(n.Caret)}
		}
	}
	return map[string]any{}
}

// cache is org.a11y.atspi.Cache. An empty one makes libatspi ask thing by thing, so that it never holds an old tree.
func (a *atspi) cache() map[string]any {
	type item struct {
		Self, Application, Parent spiRef
		Index, Children           int32
		Interfaces                []string
		Name                      string
		Role                      uint32
		Description               string
		States                    []uint32
	}
	return map[string]any{"GetItems": func() ([]item, *dbus.Error) { return []item{}, nil }}
}
