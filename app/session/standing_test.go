package session_test

import (
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/session"
)

func TestEdgesToTheSecond(t *testing.T) {
	s := maria("t")
	cases := []struct {
		name      string
		used, now time.Duration // after noon
		phase     session.Phase
		why       session.Why
		next      time.Duration
	}{
		{"just begun", 0, 0, session.Active, session.Idle, 9 * time.Minute},
		{"a second before the warning", 0, 9*time.Minute - time.Second, session.Active, session.Idle, 9 * time.Minute},
		{"the warning", 0, 9 * time.Minute, session.Warned, session.Idle, 10 * time.Minute},
		{"the last second", 0, 10*time.Minute - time.Second, session.Warned, session.Idle, 10 * time.Minute},
		{"idle end", 0, 10 * time.Minute, session.Over, session.Idle, 0},
		{"both ends at once", 50 * time.Minute, 59 * time.Minute, session.Warned, session.Absolute, time.Hour},
		{"in use before the absolute warning", 58 * time.Minute, 59*time.Minute - time.Second, session.Active, session.Absolute, 59 * time.Minute},
		{"in use in the absolute warning", 59 * time.Minute, 59 * time.Minute, session.Warned, session.Absolute, time.Hour},
		{"in use at the absolute end", time.Hour, time.Hour, session.Over, session.Absolute, 0},
	}
	for _, c := range cases {
		got := session.At(s, noon.Add(c.used), noon.Add(c.now))
		var next time.Time
		if c.next != 0 {
			next = noon.Add(c.next)
		}
		if got.Phase != c.phase || got.Why != c.why || !got.Next.Equal(next) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestEndsThatAPlanDoesNotHave(t *testing.T) {
	never := plan.Session{Warn: time.Minute}
	if got := session.At(never, noon, noon.Add(1000*time.Hour)); got.Phase != session.Active || !got.Next.IsZero() {
		t.Errorf("without an end: %+v", got)
	}
	idle := plan.Session{Idle: time.Minute, Warn: 10 * time.Second}
	if got := session.At(idle, noon, noon.Add(time.Minute)); got.Why != session.Idle || got.Phase != session.Over {
		t.Errorf("without an absolute end: %+v", got)
	}
	absolute := plan.Session{Ends: noon.Add(time.Hour)}
	if got := session.At(absolute, noon, noon.Add(59*time.Minute)); got.Phase != session.Active {
		t.Errorf("without an idle end: %+v", got)
	}
}

func TestWarningLongerThanTheIdleTimeLeavesHalfOfIt(t *testing.T) {
	s := plan.Session{Idle: time.Minute, Warn: time.Hour}
	if got := session.At(s, noon, noon.Add(29*time.Second)); got.Phase != session.Active {
		t.Errorf("%+v", got)
	}
	if got := session.At(s, noon, noon.Add(30*time.Second)); got.Phase != session.Warned {
		t.Errorf("%+v", got)
	}
}
