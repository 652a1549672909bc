package session_test

import (
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/session"
)

func TestMemberIsWarnedAndThenSignedOut(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	d.passes(9*time.Minute - time.Second)
	if got := d.last(t).Standing.Phase; got != session.Active {
		t.Fatalf("a second early: %v", got)
	}
	d.passes(time.Second)
	if got := d.last(t).Standing; got.Phase != session.Warned || !got.Ends.Equal(noon.Add(10*time.Minute)) {
		t.Fatalf("%+v", got)
	}
	d.passes(time.Minute)
	if got := d.last(t).Standing; got.Phase != session.Over || got.Why != session.Idle {
		t.Fatalf("%+v", got)
	}
	if len(d.news) != 3 {
		t.Fatalf("told %d times", len(d.news))
	}
}

func TestTouchStartsTheIdleTimeAnew(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	d.passes(9*time.Minute + 59*time.Second)
	d.Touch(here)
	if got := d.last(t).Standing; got.Phase != session.Active {
		t.Fatalf("%+v", got)
	}
	d.passes(9 * time.Minute)
	if d.phase() != session.Warned {
		t.Fatal("the idle time did not start anew")
	}
}

func TestTouchCannotMoveTheAbsoluteEnd(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	for range 59 {
		d.passes(time.Minute)
		d.Touch(here)
	}
	if got := d.Standing(here); got.Phase != session.Warned || got.Why != session.Absolute {
		t.Fatalf("%+v", got)
	}
	d.passes(time.Minute - time.Second)
	d.Touch(here)
	d.passes(time.Second)
	if got := d.last(t).Standing; got.Phase != session.Over || got.Why != session.Absolute {
		t.Fatalf("%+v", got)
	}
}

func TestTouchInTheLastMinutesSaysThatItIsForGood(t *testing.T) {
	d := newDesk()
	s := maria("t")
	s.Ends = noon.Add(10*time.Minute + 5*time.Second)
	d.enters(s)
	d.passes(9*time.Minute + 30*time.Second)
	d.Touch(here)
	if got := d.last(t).Standing; got.Phase != session.Warned || got.Why != session.Absolute || !got.Ends.Equal(s.Ends) {
		t.Fatalf("%+v", got)
	}
}

func TestPlanIsToldOnceAMinute(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	var told []int
	for second := 1; second <= 180; second++ {
		d.passes(time.Second)
		if d.Touch(here) {
			told = append(told, second)
		}
	}
	if !slices.Equal(told, []int{60, 120, 180}) {
		t.Fatalf("told at %v", told)
	}
}

func TestPlanWithShortIdleTimesIsToldMoreOften(t *testing.T) {
	d := newDesk()
	s := maria("t")
	s.Idle = time.Minute
	d.enters(s)
	d.passes(14 * time.Second)
	if d.Touch(here) {
		t.Fatal("early")
	}
	d.passes(time.Second)
	if !d.Touch(here) || d.Touch(here) {
		t.Fatal("once, after a quarter of the idle time")
	}
}

func TestPlanWithoutAnIdleTimeIsNeverTold(t *testing.T) {
	d := newDesk()
	s := maria("t")
	s.Idle = 0
	d.enters(s)
	d.passes(10 * time.Minute)
	if d.Touch(here) {
		t.Fatal("told")
	}
}

func TestManyTouchesLeaveOneAlarm(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	for range 100 {
		d.Touch(here)
	}
	d.device.Advance(time.Minute)
	if len(d.posted) != 1 {
		t.Fatalf("%d alarms", len(d.posted))
	}
}

func TestAlarmOfASessionThatWasReplacedIsNotHeard(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.device.Advance(time.Minute)
	d.enters(maria("t-2"))
	d.Keeper.End(here, session.Revoked)
	told := len(d.news)
	d.passes(20 * time.Minute)
	if len(d.news) != told {
		t.Fatalf("%+v", d.news[told:])
	}
}

func TestTouchAfterTheEndDoesNotBringASessionBack(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	d.device.Advance(10 * time.Minute) // the device slept: no alarm was heard
	d.posted = nil
	if d.Touch(here) || d.phase() != session.Over {
		t.Fatal("back from the dead")
	}
}

func TestAskingTellsTheTruthAtOnceAndTheNewsLater(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	now := d.device.Now()
	d.clock.Observe(now.Add(10*time.Minute), now, now)
	e, in := d.Current(here)
	if in || !e.Session.Token.Empty() || d.phase() != session.Over {
		t.Fatal("the session is over at the plan")
	}
	if len(d.news) != 1 {
		t.Fatal("told while asked: a page that is being drawn would be drawn in itself")
	}
	d.passes(1)
	if got := d.last(t).Standing; got.Phase != session.Over || len(d.news) != 2 {
		t.Fatalf("%+v", d.news)
	}
}

func TestRenewWithoutATokenKeepsTheOneAtHand(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.Renew(here, maria(""))
	if e, in := d.Current(here); !in || string(e.Session.Token.Reveal()) != "t-1" {
		t.Fatal("the token is lost")
	}
	d.End(here, session.Revoked)
	if d.Renew(here, maria("")); len(d.Owed()) != 0 {
		t.Fatal("nothing can be signed out without a token")
	}
}

func TestPlansClockCounts(t *testing.T) {
	d := newDesk()
	d.enters(maria("t"))
	now := d.device.Now()
	d.clock.Observe(now.Add(9*time.Minute), now, now)
	d.passes(time.Minute)
	if got := d.last(t).Standing; got.Phase != session.Over {
		t.Fatalf("ten minutes have passed at the plan: %+v", got)
	}
}

func TestCallUnderWayKeepsItsToken(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	e, _ := d.Current(here)
	d.End(here, session.Revoked)
	if string(e.Session.Token.Reveal()) != "t-1" {
		t.Fatal("cleared under a call that reads it")
	}
}

func TestRenewTakesTheNewEnds(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	d.passes(5 * time.Minute)
	renewed := maria("t-2")
	renewed.Idle = 20 * time.Minute
	d.Renew(here, renewed)
	renewed.Token.Clear()
	if d.Touch(here) {
		t.Fatal("the plan has just heard of the member")
	}
	if len(d.news) != 2 {
		t.Fatalf("that the end moved is news: %+v", d.news)
	}
	if got := d.last(t).Standing; got.Phase != session.Active || !got.Ends.Equal(noon.Add(25*time.Minute)) {
		t.Fatalf("%+v", got)
	}
	if e, in := d.Current(here); !in || string(e.Session.Token.Reveal()) != "t-2" {
		t.Fatal("the old token is still in use")
	}
}

func TestPlansAreKeptApart(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	const there = plan.Key("https://other.example.org")
	d.Enter(session.Entry{Plan: there, Clock: d.clock, Session: maria("t-2")})
	d.SignOut(here)
	if e, in := d.Current(there); !in || string(e.Session.Token.Reveal()) != "t-2" {
		t.Fatal("signed out at the wrong plan")
	}
	if d.Standing("https://third.example.org").Phase != session.None {
		t.Fatal("nobody was ever there")
	}
}

func TestClosedKeeperHearsNoAlarm(t *testing.T) {
	d := newDesk()
	d.enters(maria("t-1"))
	told := len(d.news)
	d.Close()
	d.passes(11 * time.Minute)
	if len(d.news) != told {
		t.Fatalf("%+v", d.news[told:])
	}
}

// A step-up may renew the token of the session (RFC 6749, section 6): the plan must not be told to end it.
func TestAStepUpWithANewTokenIsTheSameSession(t *testing.T) {
	d := newDesk()
	before, after := maria("old"), maria("new")
	before.ID, after.ID = "s-1", "s-1"
	d.enters(before)
	d.enters(after)
	if owed := d.Owed(); len(owed) != 0 {
		t.Fatalf("%d sign-outs are owed", len(owed))
	}
	if !before.Token.Empty() {
		t.Error("the old token is still there")
	}
	if e, in := d.Current(here); !in || string(e.Session.Token.Reveal()) != "new" {
		t.Error(e, in)
	}
	other := maria("third")
	other.ID = "s-2"
	d.enters(other)
	if owed := d.Owed(); len(owed) != 1 || owed[0].Session.ID != "s-1" {
		t.Fatalf("owed: %+v", owed)
	}
}
