// Bench measures the program from outside, beside a bare Fyne program of the same version built in the same run: the time to
// the first frame, the memory, and the size of the browser build.
//
// Come here for figures that `go test -bench` cannot give. It needs Xvfb, brotli and the packages that building needs. It
// prints one line a figure, with the ratio and whether it keeps its goal, and fails when one does not.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Goals are the highest ratios allowed.
const (
	frameGoal, memoryGoal, sizeGoal = 1.3, 1.3, 1.15
)

func main() {
	runs := flag.Int("runs", 10, "runs of each program, alternating, after one to warm up")
	flag.Parse()
	log.SetFlags(0)
	failed, err := bench(*runs)
	if err != nil {
		log.Fatal(err)
	}
	if failed > 0 {
		log.Fatalf("%d goals are not kept", failed)
	}
}

// bench gives how many goals are not kept. It leaves nothing running and nothing behind.
func bench(runs int) (failed int, err error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	ours, bare, err := windows(dir, runs)
	if err != nil {
		return 0, err
	}
	failed += report("first frame", "ms", ms(ours.frames), ms(bare.frames), frameGoal)
	failed += report("memory (PSS)", "MB", mb(ours.memory), mb(bare.memory), memoryGoal)
	late, err := codes(in(dir, "ours"))
	if err != nil {
		return 0, err
	}
	failed += late
	ourSize, err := webSize(dir, ".")
	if err != nil {
		return 0, err
	}
	bareSize, err := webSize(dir, "./.ci/bench/bare")
	if err != nil {
		return 0, err
	}
	failed += report("browser build (brotli -q 9)", "MB", megabytes(ourSize), megabytes(bareSize), sizeGoal)
	return failed, nil
}

// report prints a figure beside the bare one; it gives 1 where the goal is not kept.
func report(what, unit string, ours, bare, goal float64) int {
	verdict, failed := "kept", 0
	if ours/bare > goal {
		verdict, failed = "NOT KEPT", 1
	}
	fmt.Printf("%-28s %8.1f %s  bare %8.1f %s  ratio %.2f  goal %.2f  %s\n", what, ours, unit, bare, unit, ours/bare, goal, verdict)
	return failed
}

// median of at least one.
func median[T int64 | time.Duration](of []T) T {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

func ms(of []time.Duration) float64 { return float64(median(of)) / float64(time.Millisecond) }

func mb(of []int64) float64 { return megabytes(median(of)) }

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }

func in(dir, name string) string { return filepath.Join(dir, name) }
