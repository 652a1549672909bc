//go:build linux && !android

package a11y

import "github.com/godbus/dbus/v5"

// spiRect is AT-SPI's (iiii), in device pixels from the window's corner: Fyne does not tell where the window is.
type spiRect struct{ X, Y, Width, Height int32 }

func (a *atspi) rect(n *Node) spiRect {
	if n == nil {
		n = a.now.Load().root
	}
	s := a.now.Load().scale
	return spiRect{int32(n.Pos.X * s), int32(n.Pos.Y * s), int32(n.Size.Width * s), int32(n.Size.Height * s)}
}

func (r spiRect) has(x, y int32) bool {
	return x >= r.X && y >= r.Y && x < r.X+r.Width && y < r.Y+r.Height
}

// component is org.a11y.atspi.Component.
func (a *atspi) component() map[string]any {
	return map[string]any{
		"Contains": func(m dbus.Message, x, y int32, _ uint32) (bool, *dbus.Error) {
			n, err := a.node(m)
			return err == nil && a.rect(n).has(x, y), err
		},
		"GetAccessibleAtPoint": func(m dbus.Message, x, y int32, _ uint32) (spiRef, *dbus.Error) {
			n, err := a.node(m)
			if err != nil || n == nil || !a.rect(n).has(x, y) {
				return spiRef{"", spiNull}, err
			}
			return a.ref(a.at(n, x, y)), nil
		},
		"GetExtents": func(m dbus.Message, _ uint32) (spiRect, *dbus.Error) {
			n, err := a.node(m)
			return a.rect(n), err
		},
		"GetPosition": func(m dbus.Message, _ uint32) (int32, int32, *dbus.Error) {
			n, err := a.node(m)
			r := a.rect(n)
			return r.X, r.Y, err
		},
		"GetSize": func(m dbus.Message) (int32, int32, *dbus.Error) {
			n, err := a.node(m)
			r := a.rect(n)
			return r.Width, r.Height, err
		},
		"GetLayer":     func(dbus.Message) (uint32, *dbus.Error) { return 3, nil }, // ATSPI_COMPONENT_LAYER_WIDGET
		"GetMDIZOrder": func(dbus.Message) (int16, *dbus.Error) { return 0, nil },
		"GetAlpha":     func(dbus.Message) (float64, *dbus.Error) { return 1, nil },
		"GrabFocus": about(a, func(n *Node) bool {
			return n != nil && a.do(n, a.bridge.focus)
		}),
		"ScrollTo": func(m dbus.Message, _ uint32) (bool, *dbus.Error) {
			n, err := a.node(m)
			return n != nil && a.do(n, a.reveal), err
		},
	}
}

func (a *atspi) reveal(n *Node) bool {
	Reveal(a.bridge.window.Canvas(), n.Object)
	return true
}

// at gives what lies deepest at a point of n.
func (a *atspi) at(n *Node, x, y int32) *Node {
	for _, child := range n.Children {
		if a.rect(child).has(x, y) {
			return a.at(child, x, y)
		}
	}
	return n
}

// spiAction is AT-SPI's (sss): name, description, key.
type spiAction struct{ Name, Description, Key string }

// action is org.a11y.atspi.Action: everything has one, its press.
func (a *atspi) action() map[string]any {
	name := func(dbus.Message, int32) (string, *dbus.Error) { return "click", nil }
	none := func(dbus.Message, int32) (string, *dbus.Error) { return "", nil }
	return map[string]any{
		"GetName": name, "GetLocalizedName": name, "GetDescription": none, "GetKeyBinding": none,
		"GetActions": about(a, func(*Node) []spiAction { return []spiAction{{Name: "click"}} }),
		"DoAction": func(m dbus.Message, i int32) (bool, *dbus.Error) {
			n, err := a.node(m)
			if n == nil || i != 0 {
				return false, err
			}
			return a.do(n, func(n *Node) bool {
				if n.Press == nil {
					return false
				}
				n.Press()
				return true
			}), nil
		},
	}
}
