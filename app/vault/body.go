package vault

import (
	"encoding/binary"
	"maps"
	"slices"

	"vestibule/app/plan"
)

// The records of a body.
const (
	tagGeneration tag = 1 // 8 bytes: how often the vault was saved
	tagEntry      tag = 2
)

// padding is what a body is filled up to a multiple of, so that its size does not show what is kept.
const padding = 1 << 10

// body is what a vault holds, opened.
type body struct {
	generation uint64
	entries    map[plan.Key]kept
	// bad are entries that could not be read. They keep nobody from the others, and are kept as they are.
	bad [][]byte
	// unknown is what a newer app has added.
	unknown []record
}

func newBody() body { return body{entries: map[plan.Key]kept{}} }

// encode gives the body, padded, in one buffer that is never grown: the caller clears it.
func (b body) encode() []byte {
	size := frame + 8 + sizeOf(b.unknown)
	for key, k := range b.entries {
		size += frame + k.size(key)
	}
	for _, raw := range b.bad {
		size += frame + len(raw)
	}
	out := make([]byte, 0, (size/padding+1)*padding)
	out = appendFrame(out, tagGeneration, 8)
	out = binary.BigEndian.AppendUint64(out, b.generation)
	for _, key := range slices.Sorted(maps.Keys(b.entries)) {
		k := b.entries[key]
		out = k.append(appendFrame(out, tagEntry, k.size(key)), key)
	}
	for _, raw := range b.bad {
		out = appendRecord(out, tagEntry, raw)
	}
	for _, r := range b.unknown {
		out = appendRecord(out, r.tag, r.data)
	}
	return out[:cap(out)]
}

// readBody reads a body that was opened, and copies what it keeps.
func readBody(data []byte) (body, error) {
	list, err := records(data)
	if err != nil {
		return body{}, err
	}
	b := newBody()
	for _, r := range list {
		switch r.tag {
		case tagGeneration:
			if len(r.data) != 8 || b.generation != 0 {
				return body{}, errBroken
			}
			b.generation = binary.BigEndian.Uint64(r.data)
		case tagEntry:
			b.take(r.data)
		default:
			b.unknown = append(b.unknown, record{r.tag, slices.Clone(r.data)})
		}
	}
	return b, nil
}

// take reads one entry; one that is broken, or a second for the same plan, is put aside.
func (b *body) take(data []byte) {
	key, k, err := readEntry(data)
	if _, twice := b.entries[key]; err != nil || twice {
		k.Clear()
		b.bad = append(b.bad, slices.Clone(data))
		return
	}
	b.entries[key] = k
}

// clear erases everything.
func (b *body) clear() {
	for _, k := range b.entries {
		k.Clear()
		for _, r := range k.unknown {
			clear(r.data)
		}
	}
	for _, raw := range b.bad {
		clear(raw)
	}
	for _, r := range b.unknown {
		clear(r.data)
	}
	*b = newBody()
}
