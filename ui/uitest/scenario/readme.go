package scenario

import (
	"fmt"
	"strings"
	"time"
)

// Summary is the project's own table: what each scenario costs a member, and where it leads. A scenario of several ways has
// the median, and in brackets the least and the most.
func Summary(all []Tally) string {
	var b strings.Builder
	b.WriteString("| | scenario | ways | taps | fields typed | characters | requests | time | ended |\n|---|---|--:|--:|--:|--:|--:|--:|---|\n")
	for _, t := range all {
		fmt.Fprintf(&b, "| %s | %s | %d | %s | %s | %s | %s | %s | %s |\n", t.Script, t.Title, len(t.Ways),
			counted(t.Ways, func(c Cost) int { return c.Taps }), counted(t.Ways, func(c Cost) int { return c.Fields }),
			counted(t.Ways, func(c Cost) int { return c.Characters }), counted(t.Ways, func(c Cost) int { return c.Requests }),
			timed(t.Ways), ended(t.Ways))
	}
	taps := FromError(all)
	if median, ok := Middle(taps); ok {
		fmt.Fprintf(&b, "\nFrom the error on screen to signed in: a median of %d taps over the %d ways that begin at one.\n", median, len(taps))
	}
	return b.String()
}

// FromError gives the taps from an error on screen to signed in, of every way that has both.
func FromError(all []Tally) (taps []int) {
	for _, t := range all {
		for _, w := range t.Ways {
			if w.FromError >= 0 {
				taps = append(taps, w.FromError)
			}
		}
	}
	return taps
}

func counted(ways []Way, of func(Cost) int) string {
	var all []int
	for _, w := range ways {
		all = append(all, of(w.Cost))
	}
	return spread(all, func(n int) string { return fmt.Sprint(n) })
}

// timed rounds to five seconds: a member is no machine.
func timed(ways []Way) string {
	var all []time.Duration
	for _, w := range ways {
		all = append(all, w.Cost.Takes().Round(5*time.Second))
	}
	return spread(all, minutes)
}

// minutes writes 2:05, and 24 h for what is a matter of hours.
func minutes(d time.Duration) string {
	if d >= 2*time.Hour {
		return fmt.Sprintf("%d h", int(d.Round(time.Hour).Hours()))
	}
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}

// spread is the median, and where they differ the least and the most.
func spread[T int | time.Duration](all []T, write func(T) string) string {
	median, ok := Middle(all)
	if !ok {
		return ""
	}
	least, most := median, median
	for _, n := range all {
		least, most = min(least, n), max(most, n)
	}
	if least == most {
		return write(median)
	}
	return fmt.Sprintf("%s (%s–%s)", write(median), write(least), write(most))
}

// ended counts where the ways led.
func ended(ways []Way) string {
	var out []string
	for _, end := range Ends() {
		n := 0
		for _, w := range ways {
			if w.Ended == end {
				n++
			}
		}
		switch {
		case n == len(ways) && n > 0:
			return string(end)
		case n > 0:
			out = append(out, fmt.Sprintf("%s %d", end, n))
		}
	}
	return strings.Join(out, ", ")
}
