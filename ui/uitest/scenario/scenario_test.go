package scenario_test

import (
	"strings"
	"testing"

	"vestibule/ui/uitest/scenario"
)

func TestAScriptIsPlayedAndCounted(t *testing.T) {
	tally, err := playAt(t, newDoor(t),
		`open`,
		`see heading "Door"`,
		`see textbox "Word" focused`,
		`left 15m`,
		`type "Word" "abc"`,
		`press "Knock"`,
		`see text "\"Two\" tries left"`,
		`see alert "Wrong" with "tries"`,
		`attempts "ali" 1`,
		`type "Word" "sesame"`,
		`press "Knock"`,
		`see "Come in"`,
		`gone button "Knock"`,
		`requests at most 1`,
	)
	if err != nil {
		t.Fatal(err)
	}
	if tally.Taps != 2 || tally.Fields != 2 || tally.Characters != 9 || tally.Asserted != 9 || tally.Attempts != 1 || tally.Requests != 1 {
		t.Errorf("%+v", tally)
	}
}

func TestCodesComeFromTheOutbox(t *testing.T) {
	_, err := playAt(t, newDoor(t), `open`, `remember code email "ali" as mail`, `type "Word" "{mail}"`, `press "Knock"`, `see heading "Door"`,
		`code sms "ali" into "Word"`, `press "Knock"`, `see heading "Come in"`)
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatDoesNotHoldFailsAtItsLine(t *testing.T) {
	for line, want := range map[string]string{
		`see heading "Window"`:          `E99.txt:3: see heading "Window": not seen: heading "Window"; on screen:`,
		`see heading "Doo"`:             `not seen`,
		`see button "Ring" enabled`:     `not seen`,
		`see button "Knock" disabled`:   `not seen`,
		`see alert "Door"`:              `not seen`,
		`see button "Knock" with "x"`:   `not seen: button "Knock" with "x"`,
		`see textbox "Word" = "x"`:      `not seen: textbox "Word" = "x"`,
		`gone heading "Door"`:           `still there`,
		`gone "oo"`:                     `still there`,
		`left 12m`:                      `no countdown at 12m0s`,
		`left 16m`:                      `no countdown at 16m0s`,
		`press "Ring"`:                  `no button "Ring" to use`,
		`press "Door"`:                  `no button "Door" to use`,
		`type "Name" "ali"`:             `no textbox "Name" to use`,
		`type "Word" "{first}"`:         `nothing was remembered as {first}`,
		`attempts "ali" 1`:              `0 tries of ali were used, not 1`,
		`requests at most -1`:           `more than -1`,
		`sent sms "ali" 1`:              `2 messages were sent, not 1`,
		`code voice "ali" into "Word"`:  `no code was sent`,
		`code app "ali" into "Word"`:    `E99.txt:3`,
		`caps on`:                       `mark the line with "only"`,
		`paste "Word" "x"`:              `mark the line with "only"`,
		`knob env.layout {"x":"de"}`:    `mark the line with "only"`,
		`kept nothing`:                  `mark the line with "only"`,
		`file "a.pdf" of 1 KB as a`:     `mark the line with "only"`,
		`see textbox "Word" = "{word}"`: `nothing was remembered as {word}`,
		`outline "door"`:                `mark the line with "only"`,
	} {
		_, err := playAt(t, newDoor(t), `open`, line, `press "Knock"`)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not %s", line, err, want)
		}
	}
}

func TestAPacketIsLookedThrough(t *testing.T) {
	d := newDoor(t)
	if _, err := playAt(t, d, `packet "Name: Ali"`, `packet "TM-1"`, `packet without "Phone"`); err != nil {
		t.Error(err)
	}
	for _, line := range []string{`packet "Phone"`, `packet without "Let me in."`, `packet nothing`, `packet "{lost}"`} {
		if _, err := playAt(t, d, line); err == nil {
			t.Error(line)
		}
	}
	d.packets = `{"packets":[]}`
	if _, err := playAt(t, d, `packet nothing`); err != nil {
		t.Error(err)
	}
	for _, line := range []string{`packet "Ali"`, `packet without "Phone"`} { // without any packet, nothing is left out of one
		if _, err := playAt(t, d, line); err == nil {
			t.Error(line)
		}
	}
}

func TestNothingIsDoneToAClosedApp(t *testing.T) {
	for _, line := range []string{`see heading "Door"`, `press "Knock"`, "open\nclose\npress \"Knock\"", "open\npart \"next\"\nsee heading \"Door\""} {
		if _, err := playAt(t, newDoor(t), line); err == nil || !strings.Contains(err.Error(), "the app is not open") {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestKnobsAddUpUntilAPartEnds(t *testing.T) {
	d := newDoor(t)
	if _, err := playAt(t, d, `knob outbox.drop`, `skew +10m`, `knob outbox.delay {"s":180}`, `knob outbox.drop off`); err != nil {
		t.Fatal(err)
	}
	if len(d.faults) != 2 || string(d.faults["clock.skew"]) != `{"seconds":-600}` || string(d.faults["outbox.delay"]) != `{"s":180}` {
		t.Errorf("%s", d.faults)
	}
	if _, err := playAt(t, d, `knob outbox.drop`, `part "next"`); err != nil || len(d.faults) != 0 {
		t.Errorf("%v %s", err, d.faults)
	}
}

func TestLinesForOtherDriversAreLeftOutAndCounted(t *testing.T) {
	tally, err := playAt(t, newDoor(t), `caps on only browser`, `part "b" only browser desktop`, `open`, `see heading "Window"`, `part "c"`, `open`, `see heading "Door"`)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(tally.LeftOut, " "); got != "E99.txt:2 E99.txt:3 E99.txt:4 E99.txt:5" {
		t.Error(got)
	}
	table := scenario.Table([]scenario.Tally{tally})
	if !strings.Contains(table, "in-process leaves out in E99: E99.txt:2") {
		t.Error(table)
	}
}

func TestWhatCannotBeReadIsToldWithItsPlace(t *testing.T) {
	for line, want := range map[string]string{
		`see`:                               `E99.txt:2: see: what is to be seen in quotes is missing`,
		`see heading "Sign in`:              `a quote that does not end`,
		`look heading "x"`:                  `"look" is nothing that can happen here`,
		`"x"`:                               `a line begins with what happens`,
		`press "a" "b"`:                     `press: "b" is too much`,
		`press "a" [S010]`:                  `rows stand only on a line that asserts`,
		`see "a" [S10]`:                     `rows are written like [S010]`,
		`see "a" [S010] [S011]`:             `too much`,
		`see "a" only firefox`:              `only firefox: there is no such driver`,
		`see "a" only`:                      `only which driver?`,
		`knob acct.looked {}`:               `"acct.looked" is no knob of the catalogue`,
		`knob acct.locked {"kind":}`:        `not JSON`,
		`advance soon`:                      `how long is a time like 15m or 90s, not "soon"`,
		`attempts "ali" two`:                `how many is a whole number, not "two"`,
		`key Space`:                         `the keys are Enter, Escape and Tab, not "Space"`,
		`caps`:                              `"off" should stand here`,
		`kept`:                              `"nothing" should stand here`,
		`code sms "ali" in "Code"`:          `"into" should stand here`,
		`code pigeon "ali" into "Code"`:     `a code comes by`,
		`file "a.txt" of 1 KB as a`:         `a file is a .pdf, a .jpg or a .docx`,
		`file "a.pdf" of 0 KB as a`:         `a file has 1 to 20480 KB`,
		`covers S10`:                        `"S10" is no row`,
		"open\n\n# people\nsee text [S010]": `E99.txt:5: see`,
	} {
		_, err := scenario.Parse("some/where/E99.txt", "E99 A door\n"+line)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n%v\nnot %s", line, err, want)
		}
	}
}

func TestEveryMistakeOfAScriptIsTold(t *testing.T) {
	_, err := scenario.Parse("E99.txt", "A door\nsee\npress\n")
	if err == nil || strings.Count(err.Error(), "E99.txt:") != 3 {
		t.Error(err)
	}
	if _, err := scenario.Parse("E99.txt", "# only people read this\n"); err == nil {
		t.Error("a script of nothing was read")
	}
}

func TestARowCountsOnlyWithItsKnobOn(t *testing.T) {
	all := []scenario.Row{{ID: "S010", Knobs: []string{"acct.locked"}}, {ID: "S080"}, {ID: "S005", Knobs: []string{"env.caps"}}}
	for lines, want := range map[string]string{
		`see "x" [S010]`:                                           "S010 S080 S005",
		"knob acct.locked\nsee \"x\" [S010]":                       "S080 S005",
		"see \"x\" [S010]\nknob acct.locked":                       "S010 S080 S005",
		"knob acct.locked off\nsee \"x\" [S010]":                   "S010 S080 S005",
		"knob acct.locked\nknob acct.locked off\nsee \"x\" [S010]": "S080 S005",
		"knob acct.locked\npart \"n\"\nsee \"x\" [S010]":           "S010 S080 S005",
		"knob outbox.drop\nsee \"x\" [S010 S080]":                  "S010 S005",
		"caps on\ngone \"x\" [S005]":                               "S010 S080",
		`covers S080`:                                              "S010 S080 S005",
	} {
		s, err := scenario.Parse("E99.txt", "E99 A door\n"+lines)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range scenario.Untouched([]*scenario.Script{s}, all) {
			got = append(got, string(r.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, not %s", lines, got, want)
		}
	}
}

func TestTheListOfRowsMayNotGrow(t *testing.T) {
	left := []scenario.Row{{ID: "S010"}, {ID: "S011"}}
	if g := grown("2 of 3\nS010 a\nS011 b\n", left); len(g) != 0 {
		t.Error(g)
	}
	if g := grown("1 of 3\nS011 b\n", left); len(g) != 1 || g[0] != "S010" {
		t.Error(g)
	}
}
