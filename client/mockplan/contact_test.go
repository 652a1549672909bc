package mockplan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// noticesTo gives the addresses and numbers to which something with such a subject went, sorted.
func (d *door) noticesTo(subject string) []string {
	d.t.Helper()
	var out []string
	for _, m := range d.ask("GET", "/mock/outbox", "").list("messages") {
		if text, _ := m["subject"].(string); strings.Contains(text, subject) {
			out = append(out, m["to"].(string))
		}
	}
	slices.Sort(out)
	return out
}

func (s step) contact(kind, value string) step {
	return s.answer("contact.submit", map[string]any{"kind": kind, "value": value})
}

const aboutContacts = "Security change: how we reach you"

func TestAContactCountsOnceItsCodeCameBack(t *testing.T) { // S139
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "add-contact").is("contact")
	for _, bad := range [][2]string{{"email", "not an address"}, {"phone", "anna2@mail.example.org"}, {"phone", "12"}, {"pigeon", "a@b.example.org"}, {"phone", "(٢٠٢) ٥٥٥-٠١٩٩"}} {
		if got := s.contact(bad[0], bad[1]); got.status != 422 {
			t.Errorf("%v: %d %v", bad, got.status, got.body)
		}
		s = step{d, d.ask("GET", "/v1/flows/"+s.id(), "")}.is("contact")
	}
	s = s.contact("email", "anna2@mail.example.org").is("code")
	if s.now()["position"] != 2.0 || s.now()["length"] != 2.0 || s.now()["back"] != true || s.part()["trust"] != nil || s.part()["others"] != false {
		t.Errorf("%v", s.now())
	}
	s = s.typed("000000").says(string(problem.CodeWrong))
	if len(d.plan.names["anna"].contacts) != 2 || d.plan.find("anna2@mail.example.org") != nil || len(d.noticesTo(aboutContacts)) != 0 {
		t.Error("it counts before it is confirmed")
	}
	done := s.typed(d.sent("anna2@mail.example.org")).is("done")
	if done.token() != token {
		t.Error("another session")
	}
	if got := d.noticesTo(aboutContacts); !slices.Equal(got, []string{"(202) 555-0110", "anna2@mail.example.org", "anna@mail.example.org"}) {
		t.Errorf("told were %v", got)
	}
}

func TestWrongCodesOfAContactLockNobodyOutOfSigningIn(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "add-contact").contact("phone", "(202) 555-0191").is("code")
	for range 2 {
		s = s.typed("000000").says(string(problem.CodeWrong))
	}
	s.typed("000000").says(string(problem.LockedMFA)).typed(d.sent("(202) 555-0191")).says(string(problem.LockedMFA))
	d.signIn("anna")
}

func TestANewNumberIsAWayToSignIn(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "add-contact").contact("phone", "(202) 555-0191").is("code")
	s.typed(d.sent("(202) 555-0191")).is("done")
	d.known("anna").is("choose-authenticator")
	if d.plan.find("(202) 555-0191") != nil {
		t.Error("a second number is a name to sign in with")
	}
}

func TestANewContactTellsNothingOfWhoHasIt(t *testing.T) {
	var seen []string
	for _, address := range []string{"tomas@mail.example.org", "tomaz@mail.example.org"} {
		d := open(t)
		token := d.signIn("anna").token()
		s := d.beginIn(token, "add-contact").contact("email", address)
		seen = append(seen, faceless(t, s))
		s.typed(d.newest(address)["code"].(string)).is("done")
		d.gone(token, "DELETE", "/v1/contacts/email-1") // it is her first address now
		if m := d.plan.find("tomas@mail.example.org"); m == nil || m.Username != "tomas" {
			t.Error("the address finds another member now")
		}
	}
	if seen[0] != seen[1] {
		t.Errorf("told apart:\n%s\n%s", seen[0], seen[1])
	}
}

func TestContactCodesAreAskedForSoOften(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "add-contact")
	number := s.number()
	for _, n := range []string{"191", "192", "193", "194"} {
		s = s.answerAs(number, "contact.submit", map[string]any{"kind": "phone", "value": "(202) 555-0" + n}).says("").is("code")
	}
	s = s.answerAs(number, "contact.submit", map[string]any{"kind": "phone", "value": "(202) 555-0195"}).says(string(problem.CodeTooMany))
	if d.plan.names["anna"].contact("phone", "(202) 555-0195") != nil {
		t.Error("it counts")
	}
}

func TestNothingIsAddedWithAnOldProof(t *testing.T) { // AT: binding without step-up
	for _, purpose := range []string{"add-contact", "new-recovery-codes", "change-password", "bind-authenticator"} {
		d := open(t)
		token := d.signIn("anna").token()
		d.rules(`{"session":{"reauth_window_s":60}}`)
		d.clock.Advance(61 * time.Second)
		s := d.beginIn(token, purpose).is("code")
		s.contact("email", "thief@new.example.org").says(string(problem.FlowConflict)).is("code")
		s.answer("show-recovery-codes.kept", nil).says(string(problem.FlowConflict)).is("code")
		s.answer("new-password.submit", map[string]any{"password": "Brisk-walnut7"}).says(string(problem.FlowConflict)).is("code")
		next := s.typed(d.sent("anna"))
		want := map[string]string{"add-contact": "contact", "new-recovery-codes": "show-recovery-codes", "change-password": "new-password",
			"bind-authenticator": "show-secret"}[purpose]
		next.is(want)
		if next.now()["position"] != 2.0 {
			t.Errorf("%s: %v", purpose, next.now())
		}
	}
}

func TestASessionOfOneFactorAddsNothing(t *testing.T) {
	d := open(t)
	trust := d.trustFor("anna")
	token := d.withTrust("anna", trust).is("done").token()
	for _, purpose := range []string{"add-contact", "new-recovery-codes", "change-password"} {
		d.clock.Advance(16 * time.Second)
		d.beginIn(token, purpose).is("code")
	}
}

// adds puts a contact on file through a conversation in a session.
func (d *door) adds(token, kind, value string) {
	d.t.Helper()
	s := d.beginIn(token, "add-contact").is("contact").contact(kind, value).is("code")
	s.typed(d.newest(value)["code"].(string)).is("done")
}

// Whoever swaps a contact and swaps it back is seen each time, by all who were ever told (AT: contact swapped and swapped
// back).
func TestAContactSwappedAndSwappedBack(t *testing.T) {
	const hers, thiefs = "anna@mail.example.org", "thief@new.example.org"
	d := open(t)
	token := d.signIn("anna").token()
	d.adds(token, "email", thiefs)
	d.gone(token, "DELETE", "/v1/contacts/email-1")
	if d.plan.find(hers) != nil || d.plan.find(thiefs) == nil {
		t.Error("the names did not follow")
	}
	d.clock.Advance(5 * time.Minute)
	d.adds(token, "email", hers)
	for _, c := range d.security(token).list("contacts") {
		if c["hint"] == "t•••@new.example.org" {
			d.gone(token, "DELETE", "/v1/contacts/"+c["id"].(string))
		}
	}
	told := map[string]int{}
	for _, to := range d.noticesTo("Security change") {
		told[to]++
	}
	if told[hers] != 4 || told[thiefs] != 4 || told["(202) 555-0110"] != 4 {
		t.Errorf("told were %v", told)
	}
	back := d.plan.names["anna"].contact("email", hers)
	if !back.confirmed.Equal(opening.Add(5 * time.Minute)) {
		t.Errorf("it came back as old as it was: %v", back.confirmed)
	}
	d.clock.Advance(toldAfter)
	d.adds(d.signIn("anna").token(), "phone", "(202) 555-0191")
	if all := d.noticesTo("Security change"); slices.Index(all, thiefs) >= 0 && len(all) != 12+3 {
		t.Errorf("long after: %v", all)
	}
}

// A new contact takes the place of another in one go too: of the dead phone of E06.
func TestAContactTakesThePlaceOfAnother(t *testing.T) {
	d := open(t)
	p, m := d.plan, d.plan.names["maria"]
	p.putContact(m, "phone", "(202) 555-0191", masked(m.Phone), "")
	if got := d.noticesTo(aboutContacts); !slices.Equal(got, []string{"(202) 555-0160", "(202) 555-0191", "maria@mail.example.org"}) {
		t.Errorf("told were %v", got)
	}
	if a := m.authenticators[0]; len(m.authenticators) != 1 || a.to != "(202) 555-0191" || a.stale {
		t.Errorf("codes go to %v", a)
	}
	if p.find("(202) 555-0160") != nil || p.find("(202) 555-0191") != m || len(m.contacts) != 2 {
		t.Error("the number of before still finds her")
	}
}
