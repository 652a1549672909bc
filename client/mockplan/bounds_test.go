package mockplan

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// flood misses a password under more names than the plan remembers.
func (d *door) flood(names int) {
	s := d.begin()
	for i := range names {
		s = s.name(fmt.Sprintf("flood-%d", i), "wrong").says(string(problem.BadCredentials))
	}
}

// TestAFloodOfNamesTellsNobodyWhoIsKnown: what is forgotten is forgotten of known and unknown names alike, in the
// conversation that missed as in a new one.
func TestAFloodOfNamesTellsNobodyWhoIsKnown(t *testing.T) {
	var said [2]string
	for i, name := range []string{"anna", "nobody"} {
		d := open(t)
		d.plan.misses = newMisses(20)
		before := d.begin().name(name, "wrong").name(name, "wrong")
		d.flood(20)
		after := d.begin().name(name, "wrong").says(string(problem.BadCredentials))
		if after.body["left"] != 2.0 || len(d.plan.misses.of) != 20 || d.plan.misses.row.Len() != 20 {
			t.Errorf("%s: %v left, %d remembered", name, after.body["left"], len(d.plan.misses.of))
		}
		said[i] = faceless(t, before.poll()) + faceless(t, after)
	}
	if said[0] != said[1] {
		t.Errorf("told apart:\n%s\n%s", said[0], said[1])
	}
}

func TestAFloodOfNamesLiftsNoLock(t *testing.T) {
	for _, name := range []string{"anna", "nobody"} {
		d := open(t)
		d.plan.misses = newMisses(20)
		d.begin().name(name, "wrong").name(name, "wrong").name(name, "wrong").says(string(problem.AccountLocked))
		d.flood(50)
		d.begin().name(name, "Harbor-Light-7").says(string(problem.AccountLocked))
		d.clock.Advance(15 * time.Minute)
		d.flood(1)
		d.begin().name(name, "wrong").says(string(problem.BadCredentials))
	}
}

// TestWhereAllAreLockedTheFirstGoes: there is no end to the names that can be locked either.
func TestWhereAllAreLockedTheFirstGoes(t *testing.T) {
	d := open(t)
	d.plan.misses = newMisses(2)
	for _, name := range []string{"one", "two", "three"} {
		d.begin().name(name, "wrong").name(name, "wrong").name(name, "wrong").says(string(problem.AccountLocked))
	}
	d.begin().name("one", "wrong").says(string(problem.BadCredentials))
	d.begin().name("three", "wrong").says(string(problem.AccountLocked))
}

// TestAFloodForgetsNoWrongCodes: what counts behind the right password is no business of who floods.
func TestAFloodForgetsNoWrongCodes(t *testing.T) {
	d := open(t)
	d.plan.misses = newMisses(20)
	d.begin().name("anna", "wrong")
	s := d.known("anna").typed("000000").typed("000001").says(string(problem.CodeWrong))
	d.flood(30)
	s.typed("000002").says(string(problem.LockedMFA))
}

// TestEveryNameCostsOneHash, the first try under it as well: a second one would tell by its time that somebody has it.
func TestEveryNameCostsOneHash(t *testing.T) {
	const kib = 32 << 10
	d := open(t)
	d.plan.config.KDF = KDFCost{Passes: 1, MemoryKiB: kib, Lanes: 1}
	for _, name := range []string{"nobody", "anna", "anna", "nobody", "henry"} {
		s := d.begin()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s.name(name, "wrong").says(string(problem.BadCredentials))
		runtime.ReadMemStats(&after)
		if got := float64(after.TotalAlloc-before.TotalAlloc) / (kib << 10); got < 0.9 || got > 1.5 {
			t.Errorf("%s cost %.1f hashes", name, got)
		}
	}
}

// TestADeadSessionIsNotBroughtAgain: neither by the repeated answer nor by a poll, however the session ended.
func TestADeadSessionIsNotBroughtAgain(t *testing.T) {
	for name, end := range map[string]func(*door, step){
		"signed out": func(d *door, done step) { d.as(done.token(), "DELETE", "/v1/session") },
		"abandoned":  func(d *door, done step) { d.ask("DELETE", "/v1/flows/"+done.id(), "") },
		"revoked": func(d *door, done step) {
			d.turn(`{"sess.revoked":{"times":1}}`)
			d.as(done.token(), "GET", "/v1/account")
		},
	} {
		d := open(t)
		s := d.known("anna").is("code")
		code := d.sent("anna")
		done := s.typed(code).is("done")
		s.typed(code).is("done")
		end(d, done)
		for _, again := range []step{s.typed(code), done.poll()} {
			if again.status != http.StatusGone || again.part() != nil {
				t.Errorf("%s: answered %d %v", name, again.status, again.body)
			}
		}
	}
}

func TestWhatIsRememberedHasAnEnd(t *testing.T) {
	d := open(t)
	p := d.plan
	anna := p.names["anna"]
	first := p.begin(plan.SignIn, "", "").step.At().Handle
	d.clock.Advance(time.Second)
	for range mostFlows {
		p.begin(plan.SignIn, "", "")
	}
	if len(p.flows) != mostFlows || p.flows[string(first.Reveal())] != nil {
		t.Errorf("%d conversations, the oldest %v", len(p.flows), p.flows[string(first.Reveal())])
	}
	for i := range mostSent + 1 {
		p.send(anna, nil, words{subject: fmt.Sprint(i)}, "")
	}
	if all := p.messages(""); len(all) != mostSent || all[0].Subject != fmt.Sprint(mostSent) {
		t.Errorf("%d messages, the newest %s", len(all), all[0].Subject)
	}
	f := &flow{member: anna}
	for range mostIssued + 1 {
		p.sendCode(f, anna.authenticators[0])
	}
	if n := len(anna.authenticators[0].issued); n != mostIssued {
		t.Errorf("%d codes", n)
	}
	token := d.signIn("sachiko").token()
	d.clock.Advance(12*time.Hour + overFor)
	d.begin()
	if p.sessions[token] == nil {
		t.Error("a session that has just ended is forgotten: nobody is told why")
	}
	d.clock.Advance(time.Second)
	if d.begin(); p.sessions[token] != nil {
		t.Error("a session of yesterday is kept")
	}
}

func TestAnswersAreKeptForAMinute(t *testing.T) {
	d := open(t)
	s := d.begin()
	for range 5 {
		s = s.name("anna", "wrong")
		d.clock.Advance(61 * time.Second)
	}
	if n := len(d.plan.flows[s.id()].answers); n != 1 {
		t.Errorf("%d answers are kept", n)
	}
}

// TestWhoMissesAgainStaysLongest: the row is by the last miss, so that a guesser is not forgotten in between.
func TestWhoMissesAgainStaysLongest(t *testing.T) {
	d := open(t)
	d.plan.misses = newMisses(2)
	d.begin().name("anna", "wrong").name("nobody", "wrong").name("anna", "wrong").name("other", "wrong")
	if s := d.begin().name("anna", "wrong"); s.code() != string(problem.AccountLocked) {
		t.Errorf("anna's third miss answered %v", s.body)
	}
}
