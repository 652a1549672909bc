package support

import (
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// How much a Journal holds: the newest. A member meets few problems; whatever makes hundreds must not fill the memory.
const (
	mostMet   = 24
	mostTried = 24
)

// longest is how much of one problem's words is kept, in bytes. The words may hold a plan's own sentence.
const longest = 1 << 10

// Met is one problem as it was shown.
type Met struct {
	// Title and Detail are the words on screen, but for what Redactor takes out.
	Title, Detail string
	Code          problem.Code
	Reference     string
	// Plan and Device are when it was shown first, by the plan's clock (zero: not known) and by the device's.
	Plan, Device time.Time
	// Step, Number and Purpose are where in which conversation; empty: in none.
	Step    plan.Kind
	Number  int
	Purpose plan.Purpose
	// Times is how often it was met, at least 1.
	Times int
}

// Skew is how far the device's clock was ahead of the plan's; false where the plan's is not known.
func (m Met) Skew() (time.Duration, bool) { return m.Device.Sub(m.Plan), !m.Plan.IsZero() }

// same reports whether two are one problem to a reader: their words and where they were met are the same.
func (m Met) same(o Met) bool {
	return m.Code == o.Code && m.Title == o.Title && m.Detail == o.Detail && m.Step == o.Step && m.Purpose == o.Purpose
}

// Tried is a step that was answered.
type Tried struct {
	Purpose plan.Purpose
	Step    plan.Kind
	// At is when it was answered last, by the plan's clock.
	At    time.Time
	Times int
}

// Journal notes what happens on the way in, in memory only and for one member. The zero value is ready. For one thread.
type Journal struct {
	met      []Met
	tried    []Tried
	signedIn time.Time
}

// Meet notes a problem that is on screen. A page is drawn many times: what stands there already is noted once, and what the
// plan says again (another reference, or another step number) is counted.
func (j *Journal) Meet(m Met, r Redactor) {
	m.Title, m.Detail, m.Reference = r.Redact(cut(m.Title)), r.Redact(cut(m.Detail)), r.reference(m.Reference)
	m.Times = 1
	at := slices.IndexFunc(j.met, m.same)
	if at < 0 {
		j.met = newest(append(j.met, m), mostMet)
		return
	}
	old := j.met[at]
	if old.Number != m.Number || old.Reference != m.Reference {
		old.Times++
		old.Number, old.Reference = m.Number, m.Reference
		j.met = append(slices.Delete(j.met, at, at+1), old)
	}
}

// Try notes that a step was answered. What was answered is none of its business.
func (j *Journal) Try(t Tried) {
	t.Times = 1
	same := func(o Tried) bool { return o.Purpose == t.Purpose && o.Step == t.Step }
	if at := slices.IndexFunc(j.tried, same); at >= 0 {
		t.Times += j.tried[at].Times
		j.tried = slices.Delete(j.tried, at, at+1)
	}
	j.tried = newest(append(j.tried, t), mostTried)
}

// SignedIn notes when somebody was last in, by the plan's clock (S174). Zero: never heard of.
func (j *Journal) SignedIn(at time.Time) {
	if at.After(j.signedIn) {
		j.signedIn = at
	}
}

// Met gives the problems, the one met last at the end.
func (j *Journal) Met() []Met { return slices.Clone(j.met) }

// Tried gives the steps that were answered, the last at the end.
func (j *Journal) Tried() []Tried { return slices.Clone(j.tried) }

// LastSignIn is when somebody was last in; zero: not known.
func (j *Journal) LastSignIn() time.Time { return j.signedIn }

// Lock forgets what says who somebody is: the last sign-in, and words with a masked address or number in them. Codes, times
// and references stay, so that a conversation that goes on after the lock can still be explained.
func (j *Journal) Lock() {
	j.signedIn = time.Time{}
	for i, m := range j.met {
		if personal(m.Title) || personal(m.Detail) {
			j.met[i].Title, j.met[i].Detail = "", ""
		}
	}
}

// Forget forgets everything: another member comes, or a shared device is left.
func (j *Journal) Forget() { *j = Journal{} }

// personal reports whether words hold an address, or what is left of one behind a mask.
func personal(words string) bool { return strings.ContainsAny(words, "•@") }

// newest keeps the last most of a list.
func newest[T any](list []T, most int) []T { return list[max(0, len(list)-most):] }

// cut keeps words to what is bounded. It ends between words: half a code would be too short to be known for one.
func cut(words string) string {
	if len(words) <= longest {
		return words
	}
	words = words[:longest]
	return words[:max(0, strings.LastIndexByte(words, ' '))]
}

// PersonNext reports that a person is the next to ask: the plan has said that only they can help, or the ways in the app were
// tried (S230). Before that a packet would only send a member to the telephone.
func (j *Journal) PersonNext() bool {
	onlyPerson := func(m Met) bool {
		r := problem.New(m.Code).Remedies
		return m.Step == plan.KindRefer || m.Code == problem.PacketNotSent || problem.Known(m.Code) && len(r) > 0 && r[0] == problem.CallThePlan
	}
	tried := func(t Tried) bool {
		return t.Purpose != plan.SignIn && !t.Purpose.NeedsSession() && t.Step != plan.KindIdentify
	}
	return slices.ContainsFunc(j.met, onlyPerson) || slices.ContainsFunc(j.tried, tried)
}
