package vault

import (
	"encoding/binary"
	"slices"
)

// kindOf gives the kind of slot that a way is.
func kindOf(w Way) uint16 {
	for _, k := range wayOf {
		if k.way == w {
			return k.kind
		}
	}
	return 0
}

// newHeader gives the header of a new vault, without a slot.
func newHeader(id []byte) header { return header{format, id, []record{{tagID, id}}} }

// clone gives a header that does not share this one's memory.
func (h header) clone() header {
	c := header{version: h.version, id: slices.Clone(h.id)}
	for _, r := range h.list {
		c.list = append(c.list, r.clone())
	}
	return c
}

// kind gives the kind of slot that a record is; 0: none.
func (r record) kind() uint16 {
	if r.tag != tagSlot || len(r.data) < 2 {
		return 0
	}
	return binary.BigEndian.Uint16(r.data)
}

// slots gives what the slots of one kind hold, without the kind.
func (h header) slots(kind uint16) [][]byte {
	var out [][]byte
	for _, r := range h.list {
		if r.kind() == kind {
			out = append(out, r.data[2:])
		}
	}
	return out
}

// has reports whether a way opens the vault.
func (h header) has(w Way) bool { return slices.Contains(h.ways(), w) }

// ways gives the ways that open the vault, as far as this app knows them.
func (h header) ways() []Way {
	var out []Way
	for _, k := range wayOf {
		if slices.ContainsFunc(h.list, func(r record) bool { return r.kind() == k.kind }) {
			out = append(out, k.way)
		}
	}
	return out
}

// without gives the header without the slots of a kind.
func (h header) without(kind uint16) header {
	h.list = slices.DeleteFunc(slices.Clone(h.list), func(r record) bool { return r.kind() == kind })
	return h
}

// with gives the header with one more slot.
func (h header) with(data []byte) header {
	h.list = append(slices.Clone(h.list), record{tagSlot, data})
	return h
}

// holder gives whose vault it is.
func (h header) holder() string {
	for _, r := range h.list {
		if r.tag == tagHolder {
			return string(r.data)
		}
	}
	return ""
}

// named gives the header with another holder.
func (h header) named(name string) header {
	h.list = slices.DeleteFunc(slices.Clone(h.list), func(r record) bool { return r.tag == tagHolder })
	if name != "" {
		h.list = append(h.list, record{tagHolder, []byte(name)})
	}
	return h
}
