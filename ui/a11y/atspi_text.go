//go:build linux && !android

package a11y

import (
	"strings"
	"unicode"

	"github.com/godbus/dbus/v5"
)

// shown is the text as it is seen: bullets of a password.
func shown(n *Node) []rune {
	switch {
	case n == nil:
		return nil
	case n.Password:
		return []rune(strings.Repeat("•", n.Bullets))
	case n.Role == Textbox || n.Value != "":
		return []rune(n.Value)
	}
	return []rune(n.Name)
}

// span is a part of a text with its ends, in characters.
type span struct {
	text     string
	from, to int32
}

// cut gives a part; an end out of the text, as -1, is the text's end.
func cut(text []rune, from, to int32) span {
	end := int32(len(text))
	if to < 0 || to > end {
		to = end
	}
	from = min(max(from, 0), to)
	return span{string(text[from:to]), from, to}
}

// around gives the character at an offset, the word, or everything, as all our texts are one line.
func around(text []rune, at int32, character, word bool) span {
	at = min(max(at, 0), int32(len(text)))
	from, to := at, at
	inside := func(i int32) bool { return !unicode.IsSpace(text[i]) }
	switch {
	case character:
		return cut(text, at, min(at+1, int32(len(text))))
	case !word:
		return cut(text, 0, -1)
	}
	for from > 0 && inside(from-1) {
		from--
	}
	for int(to) < len(text) && inside(to) {
		to++
	}
	return cut(text, from, to)
}

// text is org.a11y.atspi.Text.
func (a *atspi) text() map[string]any {
	piece := func(of func([]rune, int32, uint32) span) any {
		return func(m dbus.Message, at int32, kind uint32) (string, int32, int32, *dbus.Error) {
			n, err := a.node(m)
			s := of(shown(n), at, kind)
			return s.text, s.from, s.to, err
		}
	}
	plain := func(n *Node) (map[string]string, int32, int32) { return map[string]string{}, 0, int32(len(shown(n))) }
	return map[string]any{
		"GetText": func(m dbus.Message, from, to int32) (string, *dbus.Error) {
			n, err := a.node(m)
			return cut(shown(n), from, to).text, err
		},
		"GetCharacterAtOffset": func(m dbus.Message, at int32) (int32, *dbus.Error) {
			n, err := a.node(m)
			if t := shown(n); at >= 0 && int(at) < len(t) {
				return t[at], err
			}
			return 0, err
		},
		// ATSPI_TEXT_GRANULARITY_CHAR 0, _WORD 1; ATSPI_TEXT_BOUNDARY_CHAR 0, _WORD_START 1, _WORD_END 2.
		"GetStringAtOffset": piece(func(t []rune, at int32, kind uint32) span { return around(t, at, kind == 0, kind == 1) }),
		"GetTextAtOffset": piece(func(t []rune, at int32, kind uint32) span {
			return around(t, at, kind == 0, kind == 1 || kind == 2)
		}),
		"GetNSelections":         about(a, func(*Node) int32 { return 0 }),
		"GetSelection":           func(dbus.Message, int32) (int32, int32, *dbus.Error) { return 0, 0, nil },
		"GetDefaultAttributes":   about(a, func(*Node) map[string]string { return map[string]string{} }),
		"GetDefaultAttributeSet": about(a, func(*Node) map[string]string { return map[string]string{} }),
		"GetAttributes": func(m dbus.Message, _ int32) (map[string]string, int32, int32, *dbus.Error) {
			n, err := a.node(m)
			none, from, to := plain(n)
			return none, from, to, err
		},
		"GetAttributeRun": func(m dbus.Message, _ int32, _ bool) (map[string]string, int32, int32, *dbus.Error) {
			n, err := a.node(m)
			none, from, to := plain(n)
			return none, from, to, err
		},
		"GetCharacterExtents": func(m dbus.Message, _ int32, _ uint32) (int32, int32, int32, int32, *dbus.Error) {
			n, err := a.node(m)
			r := a.rect(n)
			return r.X, r.Y, r.Width, r.Height, err
		},
		"SetCaretOffset": func(m dbus.Message, to int32) (bool, *dbus.Error) {
			n, err := a.node(m)
			return n != nil && a.do(n, func(n *Node) bool {
				if n.SetCaret == nil {
					return false
				}
				n.SetCaret(int(to))
				return true
			}), err
		},
	}
}

// editable is org.a11y.atspi.EditableText. A password can only be replaced whole: its text is not ours to read.
func (a *atspi) editable() map[string]any {
	edit := func(m dbus.Message, change func([]rune) string) (bool, *dbus.Error) {
		n, err := a.node(m)
		return n != nil && a.do(n, func(n *Node) bool {
			if n.SetText == nil || n.Password {
				return false
			}
			n.SetText(change([]rune(n.Value)))
			return true
		}), err
	}
	return map[string]any{
		"SetTextContents": func(m dbus.Message, text string) (bool, *dbus.Error) {
			typed := a.typed(m, text)
			n, err := a.node(m)
			if n != nil && n.Password {
				return a.do(n, func(n *Node) bool { return n.setSecret(typed) }), nil
			}
			if err != nil {
				return false, err
			}
			return edit(m, func([]rune) string { return string(typed) })
		},
		"InsertText": func(m dbus.Message, at int32, text string, _ int32) (bool, *dbus.Error) {
			return edit(m, func(old []rune) string { return cut(old, 0, at).text + text + cut(old, at, -1).text })
		},
		"DeleteText": func(m dbus.Message, from, to int32) (bool, *dbus.Error) {
			return edit(m, func(old []rune) string {
				s := cut(old, from, to)
				return cut(old, 0, s.from).text + cut(old, s.to, -1).text
			})
		},
	}
}

// typed is the text of a SetTextContents.
func (a *atspi) typed(m dbus.Message, said string) []byte {
	bus := a.bus.Load()
	if bus == nil {
		return []byte(said)
	}
	return bus.texts.take(m.Serial(), said)
}

// setSecret hands a secret over: the control's from here on.
func (n *Node) setSecret(text []byte) bool {
	if n.SetSecret == nil {
		return false
	}
	n.SetSecret(text)
	return true
}
