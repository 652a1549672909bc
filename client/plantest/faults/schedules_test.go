package faults_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"vestibule/client/plantest/faults"
)

// again repeats the schedule of one seed.
const again = "VESTIBULE_FAULTS_SEED"

// from begins with another seed than 0.
const from = "VESTIBULE_FAULTS_FROM"

// How many schedules are played: in the lane "faults", and else.
const (
	manySchedules = 10_000
	someSchedules = 200
)

func inLane() bool {
	return slices.Contains(strings.Split(os.Getenv("VESTIBULE_LANE"), ","), "faults")
}

// TestFaultsOnTheLine has members get through lines that lose, cut, delay and repeat, and looks into the plan's books after each.
func TestFaultsOnTheLine(t *testing.T) {
	first, n := uint64(0), uint64(someSchedules)
	if inLane() {
		n = manySchedules
	}
	if seed, err := strconv.ParseUint(os.Getenv(again), 10, 64); err == nil {
		first, n = seed, 1
	}
	if seed, err := strconv.ParseUint(os.Getenv(from), 10, 64); err == nil {
		first = seed
	}
	const shards = 4 // two processors are kept busy to the end
	for shard := range uint64(shards) {
		t.Run(fmt.Sprint("shard ", shard), func(t *testing.T) {
			t.Parallel()
			failed := 0
			for seed := first + shard; seed < first+n; seed += shards {
				if err := play(t, seed); err != nil {
					t.Errorf("%v\n\tagain: %s=%d", err, again, seed)
					if failed++; failed >= 5 {
						t.Fatal("that is enough")
					}
				}
			}
		})
	}
	t.Logf("%d schedules from seed %d", n, first)
}

// kindOf is which kind of plan a seed's schedule is played at.
func kindOf(seed uint64) func(uint64) error {
	switch seed % 10 {
	case 7:
		return faults.PlayRenewal
	case 8:
		return faults.PlayKratos
	case 9:
		return faults.PlayOpenID
	}
	return faults.Play
}

// play plays one in a bubble: a goroutine that is left behind, or a panic, is an error too.
func play(t *testing.T, seed uint64) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("seed %d: %v", seed, v)
		}
	}()
	synctest.Test(t, func(*testing.T) { err = kindOf(seed)(seed) })
	return err
}
