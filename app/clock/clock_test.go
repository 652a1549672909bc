package clock_test

import (
	"testing"
	"time"

	"vestibule/app/clock"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestCountdownIsRightWhenTheDeviceIsTenMinutesFast(t *testing.T) {
	real := clock.At(noon)
	device := clock.Shift(real, 10*time.Minute)
	plan := clock.ForPlan(device)
	plan.Observe(real.Now(), device.Now(), device.Now())
	until := noon.Add(15 * time.Minute)
	if got := plan.Until(until); got != 15*time.Minute {
		t.Fatalf("15 minutes of lock show as %v", got)
	}
	real.Advance(14 * time.Minute)
	if got := plan.Until(until); got != time.Minute {
		t.Fatalf("the last minute shows as %v", got)
	}
	if ahead, known := plan.Skew(); !known || ahead != 10*time.Minute {
		t.Fatalf("skew %v, known %v", ahead, known)
	}
}

func TestHalfTheRoundTripIsTheAgeOfTheAnswer(t *testing.T) {
	device := clock.At(noon)
	plan := clock.ForPlan(device)
	plan.Observe(noon.Add(time.Hour), noon.Add(-2*time.Second), noon)
	if got := plan.Now(); !got.Equal(noon.Add(time.Hour + time.Second)) {
		t.Fatal(got)
	}
}

func TestAnAnswerFromBeforeItsRequestIsNotBelieved(t *testing.T) {
	device := clock.At(noon)
	plan := clock.ForPlan(device)
	plan.Observe(noon.Add(time.Hour), noon, noon.Add(-time.Second))
	if _, known := plan.Skew(); known {
		t.Fatal("believed")
	}
}

func TestNoPlanTurnsCodesByMoreThanADay(t *testing.T) { // AT-124
	for skew, believed := range map[time.Duration]bool{23 * time.Hour: true, -23 * time.Hour: true, 25 * time.Hour: false, -25 * time.Hour: false, 7 * 24 * time.Hour: false} {
		device := clock.At(noon)
		plan := clock.ForPlan(device)
		plan.Observe(noon.Add(skew), noon, noon)
		want := noon
		if believed {
			want = want.Add(skew)
		}
		if got := plan.ForCodes(); !got.Equal(want) || !plan.Now().Equal(noon.Add(skew)) {
			t.Errorf("a plan that is %v ahead: codes are of %v", skew, got)
		}
	}
}

func TestAdvanceCallsInOrderOfTime(t *testing.T) {
	c := clock.At(noon)
	var got []string
	c.AfterFunc(2*time.Second, func() { got = append(got, "b") })
	stop := c.AfterFunc(time.Second, func() { got = append(got, "stopped") })
	c.AfterFunc(time.Second, func() {
		got = append(got, "a")
		c.AfterFunc(time.Second, func() { got = append(got, "c") })
	})
	stop()
	c.Advance(5 * time.Second)
	if len(got) != 3 || got[0] != "a" || got[1] != "b" || got[2] != "c" {
		t.Fatal(got)
	}
}
