package vault

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// The records of a body. Apps of the first version know the first two, and keep the others as they are.
const (
	tagGeneration tag = 1 // 8 bytes: how often the vault was saved
	tagEntry      tag = 2
	tagSection    tag = 3
	tagLink       tag = 4 // a slot's public key and the secret that the vault shares with that slot (slot.go)
	tagBackup     tag = 5 // 8 bytes: when the last backup was made; 8 bytes: how many codes were added since
	tagTalk       tag = 6
	tagLast       tag = 7 // apps before it keep it as they found it
)

// padding is what a body is filled up to a multiple of, so that its size does not show what is kept.
const padding = 1 << 10

// body is what a vault holds, opened.
type body struct {
	generation uint64
	entries    map[plan.Key]kept
	sections   map[Place]*section
	// codes are those of all sections, by name.
	codes   map[CodeID]*held
	links   []link
	talks   []keptTalk
	lasts   []last
	backup  time.Time
	unsaved uint64
	// bad are entries and sections that could not be read. They keep nobody from the others, and are kept as they are.
	bad []record
	// unknown is what a newer app has added.
	unknown []record
}

func newBody() body {
	return body{entries: map[plan.Key]kept{}, sections: map[Place]*section{}, codes: map[CodeID]*held{}}
}

// empty reports whether there is nothing to keep.
func (b *body) empty() bool {
	return len(b.entries)+len(b.codes)+len(b.talks)+len(b.lasts)+len(b.bad)+len(b.unknown) == 0
}

// broken is how many things could not be read.
func (b *body) broken() int {
	n := len(b.bad)
	for _, s := range b.sections {
		n += len(s.bad)
	}
	return n
}

// encode gives the body, padded, in one buffer that is never grown: the caller clears it.
func (b *body) encode(f *forge, id []byte, key secret.Bytes) ([]byte, error) {
	sections := make([][]record, 0, len(b.sections))
	size := frame + 8 + frame + 16 + sizeOf(b.bad) + sizeOf(b.unknown) + len(b.links)*(frame+linkSize) + sizeOfEach(b.talks) + sizeOfEach(b.lasts)
	for _, place := range b.places() {
		list, err := b.sections[place].seal(f, id, key)
		if err != nil {
			return nil, err
		}
		sections = append(sections, list)
		size += frame + sizeOf(list)
	}
	for key, k := range b.entries {
		size += frame + k.size(key)
	}
	out := make([]byte, 0, (size/padding+1)*padding)
	out = binary.BigEndian.AppendUint64(appendFrame(out, tagGeneration, 8), b.generation)
	for _, key := range slices.Sorted(maps.Keys(b.entries)) {
		k := b.entries[key]
		out = k.append(appendFrame(out, tagEntry, k.size(key)), key)
	}
	for _, list := range sections {
		out = appendAll(appendFrame(out, tagSection, sizeOf(list)), list)
	}
	out = appendEach(appendEach(b.appendRest(out), tagTalk, b.talks), tagLast, b.lasts)
	return appendAll(appendAll(out, b.bad), b.unknown)[:cap(out)], nil
}

// appendRest appends what there is one of.
func (b *body) appendRest(out []byte) []byte {
	for _, l := range b.links {
		out = append(append(appendFrame(out, tagLink, linkSize), l.public...), l.shared.Reveal()...)
	}
	if b.unsaved == 0 && b.backup.IsZero() {
		return out
	}
	out = appendFrame(out, tagBackup, 16)
	millis := uint64(0)
	if !b.backup.IsZero() {
		millis = uint64(b.backup.UnixMilli())
	}
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(out, millis), b.unsaved)
}

// readBody reads a body that was opened, and copies what it keeps.
func readBody(data, id []byte, key secret.Bytes) (body, error) {
	list, err := records(data)
	if err != nil {
		return body{}, err
	}
	b := newBody()
	for _, r := range list {
		if err := b.read(r, id, key); err != nil {
			b.clear()
			return body{}, err
		}
	}
	return b, nil
}

// read reads one record.
func (b *body) read(r record, id []byte, key secret.Bytes) error {
	switch r.tag {
	case tagGeneration:
		if len(r.data) != 8 || b.generation != 0 {
			return errBroken
		}
		b.generation = binary.BigEndian.Uint64(r.data)
	case tagEntry:
		b.takeEntry(r)
	case tagSection:
		b.takeSection(r, id, key)
	case tagLink:
		b.takeLink(r)
	case tagBackup:
		b.takeBackup(r)
	case tagTalk:
		b.takeTalk(r)
	case tagLast:
		b.takeLast(r)
	default:
		b.unknown = append(b.unknown, r.clone())
	}
	return nil
}

// takeEntry reads one entry; one that is broken, or a second for the same plan, is put aside.
func (b *body) takeEntry(r record) {
	key, k, err := readEntry(r.data)
	if _, twice := b.entries[key]; err != nil || twice {
		k.clear()
		b.bad = append(b.bad, r.clone())
		return
	}
	b.entries[key] = k
}

// takeSection opens one section; one that does not open, or a second for the same place, is put aside. So is a code whose
// name another has.
func (b *body) takeSection(r record, id []byte, key secret.Bytes) {
	s, err := openSection(r.data, id, key)
	if err == nil && b.sections[s.place] != nil {
		s.clear()
		err = errBroken
	}
	if err != nil {
		b.bad = append(b.bad, r.clone())
		return
	}
	b.sections[s.place] = s
	s.codes = slices.DeleteFunc(s.codes, func(h *held) bool {
		if b.codes[h.ID] == nil {
			b.codes[h.ID] = h
			return false
		}
		s.bad = append(s.bad, h.append(make([]byte, 0, h.size())))
		h.clear()
		return true
	})
}

func (b *body) takeLink(r record) {
	if len(r.data) != linkSize {
		b.bad = append(b.bad, r.clone())
		return
	}
	b.links = append(b.links, link{slices.Clone(r.data[:linkSize/2]), secret.Copy(r.data[linkSize/2:])})
}

func (b *body) takeBackup(r record) {
	if len(r.data) != 16 || b.unsaved != 0 || !b.backup.IsZero() {
		b.bad = append(b.bad, r.clone())
		return
	}
	if millis := binary.BigEndian.Uint64(r.data); millis != 0 {
		b.backup = time.UnixMilli(int64(millis)).UTC()
	}
	b.unsaved = binary.BigEndian.Uint64(r.data[8:])
}

// clear erases everything.
func (b *body) clear() {
	for _, k := range b.entries {
		k.clear()
	}
	for _, s := range b.sections {
		s.clear()
	}
	for _, l := range b.links {
		l.shared.Clear()
	}
	for _, k := range b.talks {
		k.clear()
	}
	for _, l := range b.lasts {
		wipe(l.unknown)
	}
	wipe(b.bad)
	wipe(b.unknown)
	*b = newBody()
}

// compare orders places, so that a vault is written in one order.
func (p Place) compare(q Place) int {
	if c := cmp.Compare(p.Plan, q.Plan); c != 0 {
		return c
	}
	return cmp.Compare(p.Subject, q.Subject)
}
