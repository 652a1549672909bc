package mockplan

import (
	"testing"
	"time"

	"vestibule/app/problem"
)

// A thief with a mailbox and a card waits; who is in a session meanwhile changes contacts there and back. The wait stays as
// long as it was, and a member's word ends it.
func TestAWaitIsNotShortenedByContactsAndEndsWithNotMe(t *testing.T) {
	d := open(t)
	d.rules(`"nist"`)
	token := d.signIn("anna").token()
	d.clock.Advance(time.Minute)
	s := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	until := s.part()["until"]
	d.adds(token, "email", "other@new.example.org")
	d.gone(token, "DELETE", "/v1/contacts/email-1")
	d.adds(token, "email", "anna@mail.example.org")
	if s = s.poll().is("wait"); s.part()["until"] != until {
		t.Errorf("the wait ends at %v, before it was %v", s.part()["until"], until)
	}
	if told := d.noticesTo("Security change"); len(told) < 9 {
		t.Errorf("told were %v", told)
	}
	d.gone(token, "POST", "/v1/not-me")
	s.poll().says(string(problem.RecoveryElsewhere))
	d.clock.Advance(25 * time.Hour)
	s.poll().says(string(problem.RecoveryElsewhere))
}

// Who has a session for a while puts a number of theirs on file, and has the mailbox: that is no way around the wait.
func TestANewNumberIsNoWayAroundTheWait(t *testing.T) {
	for _, age := range []time.Duration{time.Minute, 25 * time.Hour} {
		d := open(t)
		d.rules(`"nist"`)
		d.plan.putContact(d.plan.names["anna"], "phone", "(202) 555-0191", masked("(202) 555-0110"), "")
		d.clock.Advance(age)
		s := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("sms").typed(d.mailed("anna", "sms"))
		want := "wait"
		if age > 24*time.Hour {
			want = "new-password"
		}
		s.is(want)
	}
}

// What a thief learns from the security page is masked, and nothing on it opens anything.
func TestTheSecurityPageOpensNothing(t *testing.T) {
	d := open(t)
	trust := d.trustFor("anna")
	token := d.signIn("anna").token()
	page := d.security(token)
	for _, list := range []string{"sessions", "devices"} {
		for _, id := range page.ids(list) {
			if r := d.as(id, "GET", "/v1/account"); r.status != 401 || id == token || id == trust {
				t.Errorf("an id of the page is worth something: %v", list)
			}
			d.withTrust("anna", id).is("code")
		}
	}
}
