package vault

import (
	"encoding/binary"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// Talk is a conversation with a plan that goes on after the app was closed. There is one for a plan and a purpose.
type Talk struct {
	Plan    plan.Key
	Purpose plan.Purpose
	// Handle opens it: whoever has it can go on. It is a secret.
	Handle plan.Handle
	// Began is when it was first kept, by the plan's clock. Until is when the plan's wait ends; zero: it does not wait, or does
	// not tell.
	Began, Until time.Time
	// Name is what the member called themselves in it, so that a new one need not ask again (WCAG 2.2, 3.3.7); empty: nothing.
	Name string
}

// The records of a talk.
const (
	tagTalkPlan    tag = 1
	tagTalkPurpose tag = 2
	tagTalkHandle  tag = 3
	tagTalkBegan   tag = 4 // 8 bytes: milliseconds since 1970
	tagTalkUntil   tag = 5
	tagTalkName    tag = 6
)

// mostTalks is how many are kept: a plan's purposes, and not what somebody makes of them.
const mostTalks = 64

// longestTalk bounds a handle and a name, in bytes: a plan's handle may be long, a member's name is not.
const longestTalk = 8 << 10

// keptTalk is a talk as it rests: with what a newer app has added to it.
type keptTalk struct {
	Talk
	unknown []record
}

// clear erases what is secret of it.
func (k keptTalk) clear() {
	k.Handle.Clear()
	wipe(k.unknown)
}

// same reports whether two are of one plan and purpose.
func (t Talk) same(o Talk) bool { return t.Plan == o.Plan && t.Purpose == o.Purpose }

// KeepTalk keeps a conversation in place of any other of its plan and purpose; Save makes it last. It takes a copy of the
// handle, and the beginning stays that of the first time. Of one on a shared device nothing is kept (ErrShared).
func (v *Vault) KeepTalk(t Talk, shared bool) error {
	if shared {
		return ErrShared
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	if t.Handle.Empty() || t.Handle.Len() > longestTalk || len(t.Name) > longestTalk {
		return errBroken
	}
	k := keptTalk{Talk: t}
	k.Handle = plan.Handle{Bytes: t.Handle.Clone()}
	if at := v.body.talk(t); at >= 0 {
		old := v.body.talks[at]
		if old.Handle.Equal(t.Handle.Bytes) {
			k.Began = old.Began
		} else {
			v.taken++
		}
		k.unknown = old.unknown
		old.Handle.Clear()
		v.body.talks[at] = k
	} else {
		v.body.talks = append(v.body.talks, k)
		v.body.forgetOldTalks()
	}
	v.revision++
	return nil
}

// DropTalk erases the conversation of a plan and a purpose, and reports whether there was one; Save makes it last.
func (v *Vault) DropTalk(key plan.Key, purpose plan.Purpose) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := v.body.talk(Talk{Plan: key, Purpose: purpose})
	if at < 0 || v.changeable() != nil {
		return false
	}
	v.body.talks[at].clear()
	v.body.talks = slices.Delete(v.body.talks, at, at+1)
	v.taken++
	v.revision++
	return true
}

// Talks gives the conversations of a plan, the one begun first at the front. Their handles are copies, the caller's to clear.
func (v *Vault) Talks(key plan.Key) []Talk {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []Talk
	for _, k := range v.body.talks {
		if k.Plan == key {
			t := k.Talk
			t.Handle = plan.Handle{Bytes: k.Handle.Clone()}
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b Talk) int { return a.Began.Compare(b.Began) })
	return out
}

// talk finds the one of a plan and a purpose; -1: there is none.
func (b *body) talk(t Talk) int {
	return slices.IndexFunc(b.talks, func(k keptTalk) bool { return k.same(t) })
}

// forgetOldTalks keeps the number bounded: those kept first go.
func (b *body) forgetOldTalks() {
	for len(b.talks) > mostTalks {
		b.talks[0].clear()
		b.talks = slices.Delete(b.talks, 0, 1)
	}
}

// records gives a talk as it is written, the handle not copied.
func (k keptTalk) records() []record {
	list := []record{{tagTalkPlan, []byte(k.Plan)}, {tagTalkPurpose, []byte(k.Purpose)}, {tagTalkHandle, k.Handle.Reveal()}}
	for t, at := range map[tag]time.Time{tagTalkBegan: k.Began, tagTalkUntil: k.Until} {
		if !at.IsZero() {
			list = append(list, record{t, binary.BigEndian.AppendUint64(nil, uint64(at.UnixMilli()))})
		}
	}
	if k.Name != "" {
		list = append(list, record{tagTalkName, []byte(k.Name)})
	}
	slices.SortFunc(list, func(a, b record) int { return int(a.tag) - int(b.tag) })
	return append(list, k.unknown...)
}

// takeTalk reads one; one that is broken, or a second of a plan and purpose, is put aside.
func (b *body) takeTalk(r record) {
	k, err := readTalk(r.data)
	if err != nil || b.talk(k.Talk) >= 0 {
		k.clear()
		b.bad = append(b.bad, r.clone())
		return
	}
	b.talks = append(b.talks, k)
}

// readTalk reads the records of a talk and copies what it keeps.
func readTalk(data []byte) (keptTalk, error) {
	list, err := records(data)
	if err != nil || sizeOf(list) != len(data) {
		return keptTalk{}, errBroken
	}
	var f [tagTalkName + 1][]byte
	k := keptTalk{}
	for _, r := range list {
		switch {
		case int(r.tag) >= len(f):
			k.unknown = append(k.unknown, r.clone())
		case f[r.tag] != nil || len(r.data) == 0 || len(r.data) > longestTalk:
			return k, errBroken
		default:
			f[r.tag] = r.data
		}
	}
	if f[tagTalkPlan] == nil || f[tagTalkPurpose] == nil || f[tagTalkHandle] == nil {
		return k, errBroken
	}
	for _, at := range []tag{tagTalkBegan, tagTalkUntil} {
		if f[at] != nil && len(f[at]) != 8 {
			return k, errBroken
		}
	}
	k.Talk = Talk{Plan: plan.Key(f[tagTalkPlan]), Purpose: plan.Purpose(f[tagTalkPurpose]), Handle: plan.Handle{Bytes: secret.Copy(f[tagTalkHandle])},
		Began: millis(f[tagTalkBegan]), Until: millis(f[tagTalkUntil]), Name: string(f[tagTalkName])}
	return k, nil
}

// millis reads a time; nothing is the zero time.
func millis(data []byte) time.Time {
	if data == nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(binary.BigEndian.Uint64(data))).UTC()
}
