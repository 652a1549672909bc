package vault

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// ask asks every ten seconds until a time.
func ask(i *Idle, from, until time.Duration) (IdlePhase, time.Duration) {
	for at := from; at < until; at += 10 * time.Second {
		i.Standing(noon.Add(at))
	}
	return i.Standing(noon.Add(until))
}

func TestAVaultNobodyTouchesIsDueAfterAQuarterOfAnHour(t *testing.T) {
	i := NewIdle(noon)
	for _, c := range []struct {
		at    time.Duration
		phase IdlePhase
		left  time.Duration
	}{
		{0, IdleOpen, 15 * time.Minute},
		{12*time.Minute + 29*time.Second, IdleOpen, 151 * time.Second},
		{12*time.Minute + 30*time.Second, IdleWarned, 150 * time.Second},
		{14*time.Minute + 59*time.Second, IdleWarned, time.Second},
		{15 * time.Minute, IdleDue, 0},
	} {
		if phase, left := ask(i, i.last.Sub(noon), c.at); phase != c.phase || left != c.left {
			t.Errorf("%v: %v, %v left", c.at, phase, left)
		}
	}
	i.Touch(noon.Add(15*time.Minute + time.Second))
	if phase, _ := i.Standing(noon.Add(15*time.Minute + time.Second)); phase != IdleDue {
		t.Error("a touch took back what was due")
	}
	i.Begin(noon.Add(time.Hour))
	if phase, left := i.Standing(noon.Add(time.Hour)); phase != IdleOpen || left != 15*time.Minute {
		t.Error("not begun anew", phase, left)
	}
}

func TestATouchBeginsTheTimeAnew(t *testing.T) {
	i := NewIdle(noon)
	ask(i, 0, 14*time.Minute)
	i.Touch(noon.Add(14 * time.Minute))
	if phase, left := ask(i, 14*time.Minute, 20*time.Minute); phase != IdleOpen || left != 9*time.Minute {
		t.Fatal(phase, left)
	}
}

func TestSleepMakesItDueThoughTheMemberTouchesFirst(t *testing.T) {
	i := NewIdle(noon)
	i.Touch(noon.Add(91 * time.Second))
	if phase, _ := i.Standing(noon.Add(92 * time.Second)); phase != IdleDue {
		t.Fatal("slept and is open")
	}
}

func TestAClockThatIsSetBackGivesNothing(t *testing.T) {
	i := NewIdle(noon)
	ask(i, 0, 14*time.Minute)
	i.Standing(noon.Add(-time.Hour))
	if phase, left := i.Standing(noon.Add(-time.Hour + 30*time.Second)); phase != IdleWarned || left != 30*time.Second {
		t.Fatal(phase, left)
	}
}

// Whatever is told: without a touch the time left never grows, and what is due stays due.
func TestTheTimeLeftNeverGrowsByItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i, at := NewIdle(noon), noon
		before, wasDue := IdleAfter, false
		for _, step := range rapid.SliceOf(rapid.IntRange(-200, 200)).Draw(t, "seconds") {
			at = at.Add(time.Duration(step) * time.Second)
			phase, left := i.Standing(at)
			if left > before || wasDue && phase != IdleDue {
				t.Fatalf("%v left after %v, due %v", left, before, wasDue)
			}
			before, wasDue = left, phase == IdleDue
		}
	})
}
