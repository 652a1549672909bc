package kratos

import (
	"encoding/json"

	"vestibule/app/secret"
)

// form is the body of an answer to a flow, written by hand: encoding/json would keep copies of what is secret.
type form struct{ out []byte }

// method begins a form: which of the flow's methods it is for.
func method(name string) *form { return (&form{}).set("method", name) }

func (f *form) set(name, value string) *form { return f.text(name, []byte(value)) }

// secret adds a value that is the caller's to clear.
func (f *form) secret(name string, value secret.Bytes) *form { return f.text(name, value.Reveal()) }

// yes adds a button that is pressed.
func (f *form) yes(name string) *form { return f.raw(name, json.RawMessage("true")) }

func (f *form) text(name string, value []byte) *form {
	f.key(name, 6*len(value)+2)
	f.out = append(f.out, '"')
	for _, c := range value {
		switch {
		case c == '"' || c == '\\':
			f.out = append(f.out, '\\', c)
		case c < 0x20:
			const digits = "0123456789abcdef"
			f.out = append(f.out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		default:
			f.out = append(f.out, c)
		}
	}
	f.out = append(f.out, '"')
	return f
}

func (f *form) raw(name string, value json.RawMessage) *form {
	f.key(name, len(value))
	f.out = append(f.out, value...)
	return f
}

// key adds a name, and room for its value: growing by append would leave copies behind.
func (f *form) key(name string, room int) {
	grown := make([]byte, 0, len(f.out)+len(name)+room+6)
	grown = append(grown, f.out...)
	clear(f.out)
	if len(grown) == 0 {
		grown = append(grown, '{')
	} else {
		grown = append(grown, ',')
	}
	f.out = append(append(append(grown, '"'), name...), '"', ':')
}

// body is the form whole. It is the caller's, to be erased once it was sent.
func (f *form) body() []byte { return append(f.out, '}') }
