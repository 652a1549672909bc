package session_test

import (
	"testing"
	"time"

	"vestibule/app/session"
)

func TestTokenIsClearedAtTheEnd(t *testing.T) {
	ends := map[string]func(*desk){
		"revoked":                  func(d *desk) { d.End(here, session.Revoked) },
		"absolute":                 func(d *desk) { d.passes(time.Hour) },
		"renewed":                  func(d *desk) { d.Renew(here, maria("t-2")) },
		"closed":                   func(d *desk) { d.Close() },
		"settled":                  func(d *desk) { d.SignOut(here); d.Settle(d.Owed()[0]) },
		"too late":                 func(d *desk) { d.SignOut(here); d.device.Advance(time.Hour); d.Owed() },
		"replaced":                 func(d *desk) { d.enters(maria("t-2")); d.Settle(d.Owed()[0]) },
		"closed after signing out": func(d *desk) { d.SignOut(here); d.Close() },
	}
	for name, end := range ends {
		d := newDesk()
		s := maria("t-1")
		s.Idle = 0
		d.enters(s)
		end(d)
		if !s.Token.Empty() {
			t.Errorf("%s: the token is still there", name)
		}
	}
}

func TestSignOutWaitsForThePlan(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.SignOut(here)
	if got := d.last(t).Standing; got.Phase != session.Over || got.Why != session.SignedOut {
		t.Fatalf("%+v", got)
	}
	if _, in := d.Current(here); in {
		t.Fatal("still signed in")
	}
	owed := d.Owed()
	if len(owed) != 1 || string(owed[0].Session.Token.Reveal()) != "t-1" {
		t.Fatalf("owed %d", len(owed))
	}
	d.Owed()[0].Session.Token.Clear()
	if d.Owed()[0].Session.Token.Empty() {
		t.Fatal("cleared under the next try")
	}
	d.Settle(session.Owed{Plan: "https://other.example.org", Session: maria("t-1")})
	if len(d.Owed()) != 1 {
		t.Fatal("settled at the wrong plan")
	}
	d.Settle(owed[0])
	if len(d.Owed()) != 0 || !owed[0].Session.Token.Empty() {
		t.Fatal("owed twice, or its token kept")
	}
}

func TestIdleEndIsToldToThePlanToo(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.passes(10 * time.Minute)
	if len(d.Owed()) != 1 {
		t.Fatal("the plan may have heard of the member later than we think: its session is still open")
	}
}

func TestWhatThePlanEndedIsNotSignedOut(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.End(here, session.Revoked)
	if len(d.Owed()) != 0 || d.last(t).Standing.Why != session.Revoked {
		t.Fatalf("%+v", d.news)
	}
}

func TestSharedDeviceKeepsNothing(t *testing.T) {
	d := newDesk()
	s := maria("t-1")
	s.Shared = true
	d.enters(s)
	d.passes(10 * time.Minute)
	if !d.last(t).Wipe {
		t.Fatal("nobody was told to wipe")
	}
	if e, _ := d.Current(here); e.Account.Name != "" || e.Session.Actor != "" {
		t.Fatalf("kept: %+v", e)
	}
}

func TestOwnDeviceRemembersWhoItWas(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.passes(10 * time.Minute)
	if e, in := d.Current(here); in || e.Account.Name != "Maria" || !e.Session.Token.Empty() || d.last(t).Wipe {
		t.Fatalf("%+v", e)
	}
}

func TestRenewedSessionThatComesTooLateIsSignedOut(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.End(here, session.Revoked)
	d.Renew(here, maria("t-2"))
	if owed := d.Owed(); len(owed) != 1 || string(owed[0].Session.Token.Reveal()) != "t-2" || d.phase() != session.Over {
		t.Fatal("a session is open that nobody holds")
	}
}

func TestRenewedSessionOfSomebodyElseIsSignedOut(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	sam := maria("t-2")
	sam.Actor = "sam"
	d.Renew(here, sam)
	if e, _ := d.Current(here); string(e.Session.Token.Reveal()) != "t-1" || len(d.Owed()) != 1 {
		t.Fatal("maria's session became sam's")
	}
}

func TestSessionThatIsReplacedIsSignedOutButNotTheSameOne(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.enters(maria("t-2"))
	if owed := d.Owed(); len(owed) != 1 || string(owed[0].Session.Token.Reveal()) != "t-1" {
		t.Fatalf("owed %d", len(owed))
	}
	d.enters(maria("t-2"))
	if e, in := d.Current(here); !in || len(d.Owed()) != 1 || string(e.Session.Token.Reveal()) != "t-2" {
		t.Fatal("the session that goes on was signed out")
	}
}
