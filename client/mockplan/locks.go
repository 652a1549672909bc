package mockplan

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// lock is one of the three kinds of lock that end by themselves.
type lock string

// The locks, by their names in policy.lockout.scope.
const (
	lockPassword lock = "password"
	lockMFA      lock = "mfa"
	lockRequests lock = "code_requests"
)

// code is what a member is told of a lock.
func (k lock) code() problem.Code {
	switch k {
	case lockMFA:
		return problem.LockedMFA
	case lockRequests:
		return problem.LockedRequests
	}
	return problem.AccountLocked
}

// tally counts the misses of one member, or under one unknown name.
type tally struct {
	missed map[lock]int
	until  map[lock]time.Time
	asked  []time.Time // when something to send was asked for, oldest first
}

// locked gives the end of a lock, zero for none. A lock that is over takes its count with it.
func (t *tally) locked(k lock, now time.Time) time.Time {
	until, was := t.until[k]
	if !was {
		return time.Time{}
	}
	if now.Before(until) {
		return until
	}
	t.clear(k)
	return time.Time{}
}

// miss counts one, and locks when it was the last.
func (t *tally) miss(k lock, now time.Time, rules plan.Lockout) {
	if t.missed == nil {
		t.missed = map[lock]int{}
	}
	t.missed[k]++
	if t.missed[k] >= rules.MaxFailures && slices.Contains(rules.Scope, string(k)) {
		t.lock(k, now.Add(rules.Lock))
	}
}

func (t *tally) lock(k lock, until time.Time) {
	if t.until == nil {
		t.until = map[lock]time.Time{}
	}
	t.until[k] = until
}

func (t *tally) clear(k lock) {
	delete(t.missed, k)
	delete(t.until, k)
}

// tries tells what is left, from the first miss on.
func (t *tally) tries(k lock, rules plan.Lockout) plan.Tries {
	if t == nil || t.missed[k] == 0 || !slices.Contains(rules.Scope, string(k)) {
		return plan.Tries{}
	}
	return plan.Tries{Known: true, Left: max(0, rules.MaxFailures-t.missed[k])}
}

// lockedUntil gives the end of a member's or a stranger's lock, by counting or by a knob; zero for none.
func (p *Plan) lockedUntil(m *member, t *tally, k lock) time.Time {
	if m != nil && m.bornLocked == k {
		m.bornLocked = ""
		t.lock(k, p.now().Add(p.policy.Lockout.Lock))
	}
	if setting, on := p.faults.on("acct.locked", m); on && m != nil && setting.lock() == k && p.now().Before(setting.until) && m.unlocked.Before(setting.turned) {
		return setting.until
	}
	return t.locked(k, p.now())
}

// refusedBy is the problem of a lock.
func (p *Plan) refusedBy(k lock, until time.Time) *problem.Problem {
	trouble := problem.New(k.code())
	trouble.Until = until
	return trouble
}

// missed counts a miss and gives the problem to tell: the lock if that was the last, else code with what is left.
func (p *Plan) missed(m *member, t *tally, k lock, code problem.Code) *problem.Problem {
	t.miss(k, p.now(), p.policy.Lockout)
	p.journal.spend(m, k)
	until := t.locked(k, p.now())
	p.noteMiss(m, !until.IsZero())
	if !until.IsZero() {
		return p.refusedBy(k, until)
	}
	trouble := problem.New(code)
	if tries := t.tries(k, p.policy.Lockout); tries.Known {
		trouble.Facts.Left = &tries.Left
	}
	return trouble
}
