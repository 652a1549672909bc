package support

import (
	"strconv"
	"strings"
	"time"

	"vestibule/app/problem"
)

// Field names what a line is about. Its label is at "support.field." and this.
type Field string

// The fields, in the order of a packet.
const (
	Name         Field = "name"
	MemberNumber Field = "member-number"
	Birth        Field = "birth"
	Email        Field = "email"
	Phone        Field = "phone"
	Changed      Field = "changed"
	LastSignIn   Field = "last-sign-in"
	Portal       Field = "portal"
	App          Field = "app"
	Times        Field = "times"
	Problem      Field = "problem"
	Reference    Field = "reference"
	Steps        Field = "steps"
	Verdict      Field = "verdict"
	Note         Field = "note"
)

// Fields is every field, in the order of a packet.
func Fields() []Field {
	return []Field{Name, MemberNumber, Birth, Email, Phone, Changed, LastSignIn, Portal, App, Times, Problem, Reference, Steps, Verdict, Note}
}

// Line is one line of a packet, as the member sees it and as it is sent.
type Line struct {
	Field       Field
	Label, Text string
}

// Say gives a sentence by its key, with facts for its gaps. The app has the words, this package has none.
type Say func(key string, facts map[string]string) string

// Member is who needs help, as they said it. Everything may be empty; numbers and dates are masked before they are in a line.
type Member struct {
	Name, MemberNumber string
	// Birth is a date as 2006-01-02.
	Birth        string
	Email, Phone string
	// Asked reports that the member was asked what changed (S053, S144); Changes are what did, as "name", "phone", "email".
	Asked   bool
	Changes []string
	// Note is the member's own sentence.
	Note string
}

// Circumstances are where and when a packet is made.
type Circumstances struct {
	PlanName, Host string
	// App is this app's version, System the system or browser it runs on.
	App, System string
	// Plan and Device are now, by the plan's clock (zero: not known) and the device's.
	Plan, Device time.Time
	// Verdict is what was found out about the cause, in words; empty: nothing was.
	Verdict string
}

// Packet gives the lines that have something to say. Each has been through the Redactor.
func Packet(j *Journal, m Member, c Circumstances, r Redactor, say Say) []Line {
	b := &builder{say: say, redactor: r}
	b.who(m)
	if at := j.LastSignIn(); !at.IsZero() {
		b.add(LastSignIn, moment(at))
	}
	b.where(c)
	for _, met := range j.Met() {
		b.problem(met)
	}
	b.steps(j.Tried())
	b.add(Verdict, r.Redact(c.Verdict))
	b.add(Note, r.RedactTyped(cut(m.Note)))
	return b.lines
}

// builder puts a packet together.
type builder struct {
	say      Say
	redactor Redactor
	lines    []Line
}

// add appends a line, unless it says nothing. What goes in is redacted already.
func (b *builder) add(f Field, text string) {
	if text = strings.TrimSpace(text); text != "" {
		b.lines = append(b.lines, Line{f, b.say("support.field."+string(f), nil), text})
	}
}

func (b *builder) who(m Member) {
	b.add(Name, b.redactor.RedactTyped(m.Name))
	b.add(MemberNumber, b.redactor.Redact(MaskNumber(m.MemberNumber)))
	b.add(Birth, MaskBirth(m.Birth))
	b.add(Email, b.redactor.Redact(MaskEmail(m.Email)))
	b.add(Phone, MaskPhone(m.Phone))
	switch {
	case len(m.Changes) > 0:
		b.add(Changed, b.list("support.changed.", m.Changes))
	case m.Asked:
		b.add(Changed, b.say("support.changed.nothing", nil))
	}
}

// list says several things by their keys.
func (b *builder) list(family string, names []string) string {
	said := make([]string, 0, len(names))
	for _, n := range names {
		said = append(said, b.say(family+n, nil))
	}
	return strings.Join(said, ", ")
}

func (b *builder) where(c Circumstances) {
	b.add(Portal, b.redactor.Redact(b.say("support.portal", facts{"name": c.PlanName, "host": c.Host})))
	b.add(App, b.redactor.Redact(b.say("support.app", facts{"version": c.App, "system": c.System})))
	if c.Plan.IsZero() {
		b.add(Times, b.say("support.times.device", facts{"device": moment(c.Device)}))
		return
	}
	b.add(Times, b.say("support.times", facts{"plan": moment(c.Plan), "device": moment(c.Device), "skew": b.skew(c.Device.Sub(c.Plan))}))
}

// facts are what a sentence needs.
type facts = map[string]string

// problem says what was met in the words that were shown, with the code, and when. A line of its own holds the reference.
func (b *builder) problem(m Met) {
	at := m.Plan
	if at.IsZero() {
		at = m.Device
	}
	words := strings.TrimSpace(m.Title + ". " + m.Detail)
	if m.Title == "" {
		words = b.say("support.words.gone", nil)
	}
	b.add(Problem, b.say("support.problem", facts{
		"words": words, "code": b.code(m.Code), "at": moment(at), "times": strconv.Itoa(m.Times), "where": b.place(m)}))
	b.add(Reference, m.Reference)
}

// code gives a code, which a plan may have made up.
func (b *builder) code(c problem.Code) string { return b.redactor.Redact(string(c)) }

// place says in which conversation, at which step.
func (b *builder) place(m Met) string {
	if m.Step == "" {
		return b.say("support.nowhere", nil)
	}
	return b.say("support.place", facts{"purpose": b.say("support.purpose."+string(m.Purpose), nil), "step": b.say("support.step."+string(m.Step), nil)})
}

func (b *builder) steps(tried []Tried) {
	var said []string
	for _, t := range tried {
		said = append(said, b.say("support.tried", facts{"step": b.say("support.step."+string(t.Step), nil), "times": strconv.Itoa(t.Times)}))
	}
	b.add(Steps, strings.Join(said, ", "))
}

// skew says how far the device's clock is ahead, in whole seconds.
func (b *builder) skew(ahead time.Duration) string {
	n := int(ahead.Round(time.Second) / time.Second)
	switch {
	case n > 0:
		return b.say("support.skew.ahead", facts{"n": strconv.Itoa(n)})
	case n < 0:
		return b.say("support.skew.behind", facts{"n": strconv.Itoa(-n)})
	}
	return b.say("support.skew.none", nil)
}

// moment writes a time so that a plan's log finds it, and so that no Redactor takes it for a code.
func moment(t time.Time) string { return t.UTC().Format("15:04:05 UTC on 2 January 2006") }
