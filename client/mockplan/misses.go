package mockplan

import (
	"container/list"
	"crypto/sha256"

	"vestibule/app/problem"
)

// mostMissed is how many names the plan remembers missed passwords of, so that whoever tries names without end does not
// fill its memory.
const mostMissed = 10_000

// misses remembers under which names a password was missed. Known and unknown names stand in one row, and the one that was
// missed longest ago goes out first, so that what is forgotten does not tell which names somebody has. A lock that runs
// stays as long as anything else can go: a flood of names lifts no lock, only one of locks does.
type misses struct {
	most int
	row  *list.List // of *missedName, the longest ago first
	of   map[nameKey]*list.Element
}

// nameKey stands for a name, or for a member with all their names: names may be long.
type nameKey [sha256.Size]byte

type missedName struct {
	key nameKey
	*tally
}

func newMisses(most int) *misses { return &misses{most, list.New(), map[nameKey]*list.Element{}} }

// under gives the count of an unknown name: an empty one where nothing was missed.
func (l *misses) under(key nameKey) *tally {
	if e := l.of[key]; e != nil {
		return e.Value.(*missedName).tally
	}
	return &tally{}
}

// note puts a count last in the row, and the first one out when the row is too long. runs tells which locks still do.
func (l *misses) note(key nameKey, t *tally, runs func(*tally) bool) {
	if e := l.of[key]; e != nil {
		l.row.MoveToBack(e)
		return
	}
	l.of[key] = l.row.PushBack(&missedName{key, t})
	if l.row.Len() > l.most {
		l.drop(l.oldest(runs))
	}
}

// oldest is the first whose lock does not run; where all run, the first, whose lock is the next to end. It is never the last:
// a name whose misses were forgotten as soon as they are counted could be guessed at for ever.
func (l *misses) oldest(runs func(*tally) bool) *list.Element {
	for e := l.row.Front(); e != l.row.Back(); e = e.Next() {
		if !runs(e.Value.(*missedName).tally) {
			return e
		}
	}
	return l.row.Front()
}

// drop forgets missed passwords, and nothing else that counts at a member.
func (l *misses) drop(e *list.Element) {
	gone := l.row.Remove(e).(*missedName)
	gone.clear(lockPassword)
	delete(l.of, gone.key)
}

// keyOf gives under which key a name's misses stand.
func keyOf(m *member, name string) nameKey {
	if m != nil {
		return sha256.Sum256([]byte("member " + m.ID))
	}
	return sha256.Sum256([]byte("name " + normalise(name)))
}

// tallyOf gives where the misses under a name are counted: at the member, whatever name was typed, or at the name.
func (p *Plan) tallyOf(m *member, name string) *tally {
	if m != nil {
		return &m.tally
	}
	return p.misses.under(keyOf(nil, name))
}

// tally gives where the misses of a conversation are counted; nil before the first answer.
func (p *Plan) tally(f *flow) *tally {
	switch {
	case f.member != nil:
		return &f.member.tally
	case f.name == "":
		return nil
	}
	return p.tallyOf(p.find(f.name), f.name)
}

// missedPassword counts a wrong password and gives the problem to tell.
func (p *Plan) missedPassword(m *member, f *flow) *problem.Problem {
	t, now := p.tallyOf(m, f.name), p.now()
	p.misses.note(keyOf(m, f.name), t, func(t *tally) bool { return !t.locked(lockPassword, now).IsZero() })
	return p.missed(m, t, lockPassword, problem.BadCredentials)
}
