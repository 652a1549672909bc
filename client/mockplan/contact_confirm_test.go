package mockplan

import (
	"slices"
	"testing"
	"time"

	"vestibule/app/problem"
)

const unverified = `{"contact.email_unverified":{"member":"anna"}}`

// confirmed gives which contacts the account page says are confirmed, by name.
func (d *door) confirmed(token string) []string {
	var out []string
	for _, c := range d.security(token).list("contacts") {
		if c["confirmed"] != nil {
			out = append(out, c["id"].(string))
		}
	}
	return out
}

func TestAnAddressOnFileIsConfirmed(t *testing.T) { // S039
	d := open(t)
	d.turn(unverified)
	token := d.signIn("anna").token()
	if got := d.confirmed(token); !slices.Equal(got, []string{"phone-1"}) {
		t.Errorf("confirmed are %v", got)
	}
	s := d.beginIn(token, "confirm-contact").is("code")
	if s.now()["position"] != 1.0 || s.now()["length"] != 1.0 || s.part()["others"] != false {
		t.Errorf("%v", s.now())
	}
	code := d.mailed("anna", "email")
	s = s.typed("000000").says(string(problem.CodeWrong))
	if got := d.confirmed(token); !slices.Equal(got, []string{"phone-1"}) {
		t.Errorf("after a wrong code %v are confirmed", got)
	}
	if done := s.typed(code).is("done"); done.token() != token {
		t.Error("another session")
	}
	if got := d.confirmed(token); !slices.Equal(got, []string{"email-1", "phone-1"}) {
		t.Errorf("confirmed are %v", got)
	}
	if got := d.happened(token); got[0] != "contact-confirmed" {
		t.Errorf("happened: %v", got)
	}
	if got := d.noticesTo(aboutContacts); !slices.Equal(got, []string{"(202) 555-0110", "anna@mail.example.org"}) {
		t.Errorf("told were %v", got)
	}
	if got := d.recover("recover-password", "anna", "sms").typed(d.mailed("anna", "sms")).offers(); got != "email identity letter" {
		t.Errorf("now it proves something: %s", got)
	}
}

func TestWhereAllIsConfirmedNothingIsSent(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	sent := len(d.ask("GET", "/mock/outbox?to=anna", "").list("messages"))
	d.beginIn(token, "confirm-contact").is("done")
	if now := len(d.ask("GET", "/mock/outbox?to=anna", "").list("messages")); now != sent {
		t.Errorf("%d messages went out", now-sent)
	}
}

// TestConfirmingNeedsAFreshProof: what proves who a member is changes what guards the account.
func TestConfirmingNeedsAFreshProof(t *testing.T) {
	d := open(t)
	d.turn(unverified)
	token := d.signIn("anna").token()
	d.clock.Advance(14 * time.Minute)
	d.rules(`{"session":{"reauth_window_s":60}}`)
	s := d.beginIn(token, "confirm-contact").is("code")
	d.typedMailIsRefused(s)
	s.typed(d.sent("anna")).is("code").typed(d.mailed("anna", "email")).is("done")
}

// typedMailIsRefused: the first code that is asked for went by text, and none by e-mail.
func (d *door) typedMailIsRefused(s step) {
	d.t.Helper()
	if a, _ := s.part()["authenticator"].(map[string]any); a["kind"] != "sms" {
		d.t.Errorf("a proof is asked for by %v", a)
	}
}

func TestOneAddressBounces(t *testing.T) { // S038
	d := open(t)
	token := d.signIn("anna").token()
	d.clock.Advance(time.Second)
	d.turn(`{"contact.email_stale":{"member":"anna"}}`)
	d.adds(token, "email", "anna@new.example.org")
	var bounce []string
	for _, c := range d.security(token).list("contacts") {
		if c["bouncing"] == true {
			bounce = append(bounce, c["id"].(string))
		}
	}
	if !slices.Equal(bounce, []string{"email-1"}) {
		t.Errorf("mail comes back from %v", bounce)
	}
}
