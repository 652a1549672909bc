package scenario_test

import (
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest/scenario"
)

func TestAWayCostsWhatAMemberReadsTypesAndTaps(t *testing.T) {
	tally, err := playAt(t, newDoor(t), `part "Wrong first"`, `open`, `type "Word" "abc"`, `press "Knock"`, `error alert "Wrong"`, `type "Word" "sesame"`,
		`press "Knock"`, `advance 90s`, `ends signed in`, `press "Sign out"`, `part "Only looks"`, `open`, `see heading "Door"`)
	if err != nil {
		t.Fatal(err)
	}
	if len(tally.Ways) != 2 {
		t.Fatalf("%+v", tally.Ways)
	}
	// Door, Word, Knock, Ring, Wait 0:0, It is 0:0; then Wrong and "Two" tries left. The home is read by who is there.
	want := scenario.Way{Part: "Wrong first", Ended: scenario.SignedIn, FromError: 1,
		Cost: scenario.Cost{Taps: 2, Fields: 2, Characters: 9, Words: 9 + 4, Waited: 90 * time.Second, Requests: 1}}
	if got := tally.Ways[0]; got != want {
		t.Errorf("%+v\nnot %+v", got, want)
	}
	if got := want.Cost.Takes(); got != 4*1200*time.Millisecond+9*500*time.Millisecond+13*250*time.Millisecond+90*time.Second {
		t.Error(got)
	}
	if w := tally.Ways[1]; w.Ended != scenario.Shown || w.FromError != -1 || w.Cost.Taps != 0 {
		t.Errorf("%+v", w)
	}
	if tally.Taps != 3 {
		t.Errorf("%d taps in all", tally.Taps)
	}
}

// TestWhatIsReadIsReadOnce: a notice's name is its heading's, and a time that runs down is told in other units.
func TestWhatIsReadIsReadOnce(t *testing.T) {
	const plain, notice = 9 + 4, 3 + 4 + 4 // the door and its alert; No safe place, Set a pass phrase, It runs 0 minutes
	note := "status \"Note: No safe place\" (Set a pass phrase.)\n  heading 2 \"No safe place\"\n  text \"Set a pass phrase.\"\n"
	d := newDoor(t)
	d.notes = []string{note + "text \"It runs 10 minutes.\"\n", note + "text \"It runs 9 minutes 59 seconds.\"\n", note + "text \"It ran out.\"\n"}
	for lines, want := range map[string]int{
		"": plain + notice,
		"type \"Word\" \"b\"\npress \"Knock\"\npress \"Knock\"": plain + notice + 3,
	} {
		tally, err := playAt(t, d, "open\ntype \"Word\" \"a\"\npress \"Knock\"\npress \"Knock\"\n"+lines)
		if err != nil || tally.Ways[0].Cost.Words != want {
			t.Errorf("%s: %v, %+v, not %d words", lines, err, tally.Ways, want)
		}
	}
}

func TestAWayIsHeldToItsEndAndItsTime(t *testing.T) {
	for lines, want := range map[string]string{
		"ends signed in": `not signed in`,
		"ends waiting\ntype \"Word\" \"sesame\"\npress \"Knock\"\nends signed in":              ``,
		"type \"Word\" \"sesame\"\npress \"Knock\"\nends packet":                               `this way led to a session`,
		"type \"Word\" \"sesame\"\nwithin 7s":                                                  ``,
		"type \"Word\" \"sesame\"\nwithin 5s":                                                  `it takes 6s, more than 5s`,
		"error alert \"Wrong\"":                                                                `not seen`,
		"told sms \"ali\" \"22\"":                                                              ``,
		"told sms \"ali\" \"other\"":                                                           `was sent by sms`,
		"told not sms \"ali\" \"22\"":                                                          `was sent by sms`,
		"link sms \"ali\" into \"Word\"":                                                       `no link was sent to ali by sms`,
		"remember link email \"ali\" as stop\nvisit \"{stop}\"\npage \"Stop it?\"":             ``,
		"remember link email \"ali\" as stop\nvisit \"{stop}\"\npage \"Stopped\"":              `the page of the link says:  Stop it?`,
		"remember link email \"ali\" as stop\nvisit \"{stop}\"\nsubmit\npage \"Stopped: yes\"": ``,
		"submit":           `no link was opened`,
		"kill":             `mark the line with "only"`,
		"device \"other\"": `mark the line with "only"`,
		"saved \"x\"":      `mark the line with "only"`,
		"link email \"ali\" into \"Word\"\npress \"Knock\"\nsee heading \"Come in\"": ``,
	} {
		_, err := playAt(t, newDoor(t), "open\n"+lines)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, not %q", lines, err, want)
		}
	}
	if _, err := scenario.Parse("E99.txt", "E99 A door\nends well"); err == nil || !strings.Contains(err.Error(), `a way ends`) {
		t.Error(err)
	}
}

func TestTheSummaryHasMediansAndEnds(t *testing.T) {
	ways := []scenario.Way{
		{Ended: scenario.SignedIn, FromError: 3, Cost: scenario.Cost{Taps: 5, Requests: 4}},
		{Ended: scenario.Waiting, FromError: -1, Cost: scenario.Cost{Taps: 2, Requests: 4, Waited: 24 * time.Hour}},
		{Ended: scenario.SignedIn, FromError: 9, Cost: scenario.Cost{Taps: 9, Requests: 4, Characters: 130}},
	}
	got := scenario.Summary([]scenario.Tally{{Script: "E98", Title: "A gate"}, {Script: "E99", Title: "A door", Ways: ways}})
	for _, want := range []string{
		"| E99 | A door | 3 | 5 (2–9) | 0 | 0 (0–130) | 4 | 1:15 (0:05–24 h) | signed in 2, waiting 1 |\n",
		"| E98 | A gate | 0 |",
		"a median of 3 taps over the 2 ways",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\ndoes not have %s", got, want)
		}
	}
}
