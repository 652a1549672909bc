package vault

import (
	"bytes"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// Entry is what is kept for one plan.
type Entry struct {
	// Name is the name the member last signed in with; empty: not kept.
	Name string
	// Trust is what the plan gave this device when it was trusted; empty: it is not.
	Trust secret.Bytes
	// Password is kept only where the member asked for it.
	Password secret.Bytes
	// Seen is what the last good sign-in was like, in the form of whoever compares it; empty: nobody knows. It is no secret.
	Seen []byte
}

// Clear erases the secrets of this entry.
func (e Entry) Clear() { e.Trust.Clear(); e.Password.Clear() }

// clone gives an entry whose secrets can be cleared without these.
func (e Entry) clone() Entry {
	return Entry{e.Name, e.Trust.Clone(), e.Password.Clone(), bytes.Clone(e.Seen)}
}

// The records of an entry.
const (
	tagKey      tag = 1
	tagName     tag = 2
	tagTrust    tag = 3
	tagPassword tag = 4
	tagRenewal  tag = 5 // apps before it keep it as they found it
	tagSeen     tag = 6 // so it is with this one
)

// kept is an entry as it rests: with what takes a session up again (shelf.go), and what a newer app has added to it.
type kept struct {
	Entry
	renewal secret.Bytes
	unknown []record
}

// clear erases every secret of it.
func (k kept) clear() {
	k.Clear()
	k.renewal.Clear()
	wipe(k.unknown)
}

// size is how many bytes the records of an entry take.
func (k kept) size(key plan.Key) int {
	n := frame + len(key) + sizeOf(k.unknown)
	for _, part := range []int{len(k.Name), k.Trust.Len(), k.Password.Len(), k.renewal.Len(), len(k.Seen)} {
		if part > 0 {
			n += frame + part
		}
	}
	return n
}

func (k kept) append(out []byte, key plan.Key) []byte {
	out = appendRecord(out, tagKey, []byte(key))
	for _, r := range []record{{tagName, []byte(k.Name)}, {tagTrust, k.Trust.Reveal()}, {tagPassword, k.Password.Reveal()},
		{tagRenewal, k.renewal.Reveal()}, {tagSeen, k.Seen}} {
		if len(r.data) > 0 {
			out = appendRecord(out, r.tag, r.data)
		}
	}
	for _, r := range k.unknown {
		out = appendRecord(out, r.tag, r.data)
	}
	return out
}

// readEntry reads the records of an entry and copies what it keeps. One that has no key, or a field twice, is broken.
func readEntry(data []byte) (plan.Key, kept, error) {
	list, err := records(data)
	if err != nil || sizeOf(list) != len(data) {
		return "", kept{}, errBroken
	}
	fields, k := map[tag][]byte{}, kept{}
	for _, r := range list {
		if r.tag > tagSeen {
			k.unknown = append(k.unknown, record{r.tag, append([]byte(nil), r.data...)})
			continue
		}
		if _, twice := fields[r.tag]; twice || len(r.data) == 0 {
			return "", kept{}, errBroken
		}
		fields[r.tag] = r.data
	}
	if len(fields[tagKey]) == 0 {
		return "", kept{}, errBroken
	}
	k.Entry = Entry{string(fields[tagName]), secret.Copy(fields[tagTrust]), secret.Copy(fields[tagPassword]), bytes.Clone(fields[tagSeen])}
	k.renewal = secret.Copy(fields[tagRenewal])
	return plan.Key(fields[tagKey]), k, nil
}
