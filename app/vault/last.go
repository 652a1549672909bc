package vault

import (
	"slices"

	"vestibule/app/plan"
)

// The records of who was last on screen.
const (
	tagLastPlan    tag = 1
	tagLastActor   tag = 2
	tagLastSubject tag = 3
)

// mostLasts is how many are kept: a device has few members, and each few plans.
const mostLasts = 64

// longestLast bounds each of the three names, in bytes.
const longestLast = 1 << 10

// last is whose record an actor had on screen last at a plan, with what a newer app has added.
type last struct {
	plan           plan.Key
	actor, subject plan.MemberID
	unknown        []record
}

// LastProfile tells whose record an actor had on screen last at a plan; false: their own, or nobody knows. The plan says
// whether it still opens.
func (v *Vault) LastProfile(key plan.Key, actor plan.MemberID) (subject plan.MemberID, found bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if at := v.body.last(key, actor); at >= 0 {
		return v.body.lasts[at].subject, true
	}
	return "", false
}

// SetLastProfile keeps whose record an actor has on screen; their own, or nobody's, takes away what was kept. Save makes it last.
// On a shared device nothing is kept (ErrShared).
func (v *Vault) SetLastProfile(key plan.Key, actor, subject plan.MemberID, shared bool) error {
	if shared {
		return ErrShared
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	if actor == "" || max(len(key), len(actor), len(subject)) > longestLast {
		return errNobody
	}
	at := v.body.last(key, actor)
	switch own := subject == "" || subject == actor; {
	case own && at < 0, at >= 0 && v.body.lasts[at].subject == subject:
		return nil
	case own:
		v.body.lasts = slices.Delete(v.body.lasts, at, at+1)
	case at >= 0:
		v.body.lasts[at].subject = subject
	default:
		v.body.lasts = append(v.body.lasts, last{plan: key, actor: actor, subject: subject})
		v.body.lasts = slices.Delete(v.body.lasts, 0, max(0, len(v.body.lasts)-mostLasts))
	}
	v.revision++
	return nil
}

// last finds the one of an actor at a plan; -1: there is none.
func (b *body) last(key plan.Key, actor plan.MemberID) int {
	return slices.IndexFunc(b.lasts, func(l last) bool { return l.plan == key && l.actor == actor })
}

// dropLasts takes some away, and reports whether there were any.
func (b *body) dropLasts(unwanted func(last) bool) bool {
	was := len(b.lasts)
	b.lasts = slices.DeleteFunc(b.lasts, unwanted)
	return len(b.lasts) < was
}

// records gives one as it is written.
func (l last) records() []record {
	list := []record{{tagLastPlan, []byte(l.plan)}, {tagLastActor, []byte(l.actor)}, {tagLastSubject, []byte(l.subject)}}
	return append(list, l.unknown...)
}

// takeLast reads one; one that is broken, or a second of an actor at a plan, is put aside.
func (b *body) takeLast(r record) {
	l, err := readLast(r.data)
	if err != nil || b.last(l.plan, l.actor) >= 0 {
		b.bad = append(b.bad, r.clone())
		return
	}
	b.lasts = append(b.lasts, l)
}

// readLast reads the records of one and copies what it keeps.
func readLast(data []byte) (last, error) {
	list, err := records(data)
	if err != nil || sizeOf(list) != len(data) {
		return last{}, errBroken
	}
	var f [tagLastSubject + 1][]byte
	var unknown []record
	for _, r := range list {
		switch {
		case int(r.tag) >= len(f):
			unknown = append(unknown, r.clone())
		case f[r.tag] != nil || len(r.data) > longestLast:
			return last{}, errBroken
		default:
			f[r.tag] = r.data
		}
	}
	if f[tagLastPlan] == nil || len(f[tagLastActor]) == 0 || len(f[tagLastSubject]) == 0 {
		return last{}, errBroken
	}
	return last{plan.Key(f[tagLastPlan]), plan.MemberID(f[tagLastActor]), plan.MemberID(f[tagLastSubject]), unknown}, nil
}
