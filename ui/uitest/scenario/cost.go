package scenario

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Cost is what something cost a member, and the plan. Taps are on buttons, links and choices; a text that is pasted is a field
// and a tap.
type Cost struct {
	Taps, Fields, Characters int
	Words                    int           // that were new on screen before a hand moved
	Waited                   time.Duration // for the plan: a code on its way, a lock, a time for objection
	Requests                 int           // as the plan counted them; without discovery
}

// What a member's time goes by: the bar of the scenarios.
const (
	perTap       = 1200 * time.Millisecond
	perCharacter = 500 * time.Millisecond
	perWord      = time.Second / 4
)

// Takes is how long it takes a member who reads everything. Getting into a field is a tap, too.
func (c Cost) Takes() time.Duration {
	return time.Duration(c.Taps+c.Fields)*perTap + time.Duration(c.Characters)*perCharacter + time.Duration(c.Words)*perWord + c.Waited
}

// plus is both together.
func (c Cost) plus(d Cost) Cost {
	return Cost{c.Taps + d.Taps, c.Fields + d.Fields, c.Characters + d.Characters, c.Words + d.Words, c.Waited + d.Waited, c.Requests + d.Requests}
}

// String gives it as the table of the README has it.
func (c Cost) String() string {
	return fmt.Sprintf("%d taps, %d fields, %d characters, %d words, %d requests, %v waited: %v", c.Taps, c.Fields, c.Characters,
		c.Words, c.Requests, c.Waited, c.Takes().Round(time.Second))
}

// page is what a member has read of the page before: each text once, whatever the figures in it and however a time is told
// that runs down.
type page map[string]bool

var (
	figures = regexp.MustCompile(`\d+`)
	times   = regexp.MustCompile(`0 (?:day|hour|minute|second)s?(?: 0 (?:day|hour|minute|second)s?)*`)
	spelled = regexp.MustCompile(`[\pL\pN]+(?:['’.@:-][\pL\pN]+)*`)
)

// readPage gives the texts of an outline that somebody has to read, and not what they have typed.
func readPage(outline string) page {
	out := page{}
	all := things(outline)
	for _, t := range all {
		for _, text := range t.read(all) {
			out[times.ReplaceAllString(figures.ReplaceAllString(text, "0"), "0 minutes")] = true
		}
	}
	delete(out, "")
	return out
}

// read gives what of a thing the eye has to read. A notice is named after its heading, which stands on the page by itself.
func (t thing) read(all []thing) []string {
	switch t.role {
	case "textbox":
		return []string{t.name, t.detail}
	case "alert", "status":
		if slices.ContainsFunc(all, func(h thing) bool { return h.role == "heading" && strings.HasSuffix(t.name, ": "+h.name) }) {
			return []string{t.detail, t.value}
		}
	}
	return []string{t.name, t.detail, t.value}
}

// news counts the words that stand on a page and did not on the one before.
func (now page) news(before page) (words int) {
	for text := range now {
		if !before[text] {
			words += len(spelled.FindAllString(text, -1))
		}
	}
	return words
}

// Middle gives the median of some numbers, the lower one of two; false for none.
func Middle[T int | time.Duration](of []T) (T, bool) {
	if len(of) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[(len(sorted)-1)/2], true
}
