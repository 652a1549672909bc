package flow_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vestibule/app/flow"
)

var update = flag.Bool("update", false, "write the golden table and the diagram")

// scene is a state that stands for many, and how it is reached from the start: its own proof that it can be.
type scene struct {
	name string
	path []string
}

func path(names ...string) []string { return names }

// scenes is every state worth telling apart.
var scenes = []scene{
	{"nothing begun", nil},
	{"the first step", path("begin", "reply: credentials")},
	{"the first step, something was wrong", path("begin", "reply: credentials", "answer", "reply: credentials, wrong")},
	{"one try left", path("begin", "reply: last try")},
	{"one try left, asked whether to spend it", path("begin", "reply: last try", "answer")},
	{"the second step", path("begin", "reply: credentials", "answer", "reply: code")},
	{"the second step, too soon for a new code",
		path("begin", "reply: credentials", "answer", "reply: code, too soon for another")},
	{"waiting for an approval", path("begin", "reply: credentials", "answer", "reply: push")},
	{"waiting for an approval, asking about it", path("begin", "reply: credentials", "answer", "reply: push", "due")},
	{"waiting for an approval, connection lost",
		path("begin", "reply: credentials", "answer", "reply: push", "due", "reply: offline")},
	{"waiting for an approval, connection lost, asking",
		path("begin", "reply: credentials", "answer", "reply: push", "due", "reply: offline", "due")},
	{"waiting for an approval that was denied, asking",
		path("begin", "reply: credentials", "answer", "reply: push, denied", "due")},
	{"in the browser", path("begin", "reply: browser")},
	{"a new secret on the page", path("begin", "reply: credentials", "answer", "reply: show secret")},
	{"a code of the new secret on its way", path("begin", "reply: credentials", "answer", "reply: show secret", "answer")},
	{"only a person can help", path("begin", "reply: refer, account held")},
	{"nothing left to sign in with, other proofs are", path("begin", "reply: credentials", "answer", "reply: refer, nothing left")},
	{"locked app, nothing begun", path("cover")},
	{"locked app", path("begin", "reply: credentials", "cover")},
	{"opening", path("begin")},
	{"opening anew after the plan lost the conversation",
		path("begin", "reply: credentials", "answer", "reply: expired")},
	{"taking up", path("resume")},
	{"checking the first step", path("begin", "reply: credentials", "answer")},
	{"checking the second step", path("begin", "reply: credentials", "answer", "reply: code", "answer")},
	{"checking, and an earlier answer came late",
		path("begin", "reply: credentials", "answer", "back", "answer", "late reply: done")},
	{"checking behind the app's lock", path("begin", "reply: credentials", "answer", "cover")},
	{"no connection before the first step", path("begin", "reply: offline")},
	{"no connection while taking up", path("resume", "reply: offline")},
	{"no connection at the second step",
		path("begin", "reply: credentials", "answer", "reply: code", "answer", "reply: offline")},
	{"outage before the first step", path("begin in an outage")},
	{"outage at the second step", path("begin", "reply: credentials", "answer", "reply: code", "obstructed")},
	{"too busy", path("begin", "reply: credentials", "answer", "reply: credentials, busy")},
	{"locked for a while", path("begin", "reply: credentials", "answer", "reply: credentials, locked")},
	{"locked for a while, asking about it", path("begin", "reply: credentials", "answer", "reply: credentials, locked", "due")},
	{"second proof locked", path("begin", "reply: credentials", "answer", "reply: code, locked")},
	{"locked by hand", path("begin", "reply: credentials", "answer", "reply: credentials, locked by hand")},
	{"no more codes", path("begin", "reply: credentials", "answer", "reply: code, no more of them")},
	{"app too old", path("begin with an old app")},
	{"app too old in the middle", path("begin", "reply: credentials", "answer", "reply: code", "obstructed, app too old")},
	{"left before anything", path("leave")},
	{"left", path("begin", "reply: credentials", "leave")},
	{"parted", path("begin", "reply: credentials", "answer", "reply: code", "part")},
	{"not for this member", path("begin", "reply: credentials", "answer", "reply: forbidden")},
	{"signed in", path("begin", "reply: credentials", "answer", "reply: done")},
}

// TestTransitionsAreTheGoldenOnes is the machine on paper: read the file's difference before you update it.
func TestTransitionsAreTheGoldenOnes(t *testing.T) {
	compare(t, "testdata/transitions.golden", table())
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(want, []byte(got)) {
		return
	}
	is, was := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(is), len(was)) {
		if is[i] != was[i] {
			t.Fatalf("%s, line %d\n is: %s\nwas: %s\n(-update writes it)", file, i+1, is[i], was[i])
		}
	}
	t.Fatalf("%s has %d lines, was %d (-update writes it)", file, len(is), len(was))
}

// table writes every transition of every scene. What leaves the state as it was is summed up by what else comes of it.
func table() string {
	var b strings.Builder
	for _, scene := range scenes {
		s := play(scene.path...)
		fmt.Fprintf(&b, "%s: %s\n", strings.ToUpper(scene.name), describe(s))
		still := map[string][]string{}
		for _, e := range events {
			to, effects, ok := try(s, e)
			switch {
			case !ok:
			case reflect.DeepEqual(s, to):
				still[effectNames(effects)] = append(still[effectNames(effects)], e.name)
			default:
				fmt.Fprintf(&b, "  %-35s → %s%s\n", e.name, describe(to), effectNames(effects))
			}
		}
		for _, effects := range slices.Sorted(maps.Keys(still)) {
			fmt.Fprintf(&b, "  = the same%s: %s\n", effects, strings.Join(still[effects], " · "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func try(s flow.State, e named) (flow.State, []flow.Effect, bool) {
	event := e.make(s)
	if event == nil {
		return s, nil, false
	}
	to, effects := flow.Next(s, event)
	return to, effects, true
}

func effectNames(effects []flow.Effect) string {
	if len(effects) == 0 {
		return ""
	}
	var names []string
	for _, e := range effects {
		names = append(names, effectName(e))
	}
	return " ‖ " + strings.Join(names, "; ")
}
