package flow_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// TestDiagramIsTheTable keeps the picture true.
func TestDiagramIsTheTable(t *testing.T) { compare(t, "diagram.md", diagram()) }

// diagram draws which kind of state follows which, and why.
func diagram() string {
	edges := map[string][]string{}
	for _, scene := range scenes {
		s := play(scene.path...)
		for _, e := range events {
			to, _, ok := try(s, e)
			if !ok || kindOf(s) == kindOf(to) {
				continue
			}
			edge, why := kindOf(s)+" --> "+kindOf(to), because(e.make(s), e.name, to)
			if !slices.Contains(edges[edge], why) {
				edges[edge] = append(edges[edge], why)
			}
		}
	}
	var b strings.Builder
	b.WriteString("# A conversation\n\nMade from the scenes and events of the golden table by `go test ./app/flow -update`; a test compares.\n" +
		"What leaves a state as it is, is not drawn: testdata/transitions.golden has every line.\n\n")
	b.WriteString("```mermaid\nstateDiagram-v2\n    [*] --> idle\n")
	for _, edge := range slices.Sorted(maps.Keys(edges)) {
		fmt.Fprintf(&b, "    %s : %s\n", edge, strings.Join(edges[edge], "<br/>"))
	}
	b.WriteString("    ended --> [*]\n```\n")
	return b.String()
}

// because names an event in a word or two, with what became of it.
func because(e flow.Event, name string, to flow.State) string {
	reply, ok := e.(flow.Reply)
	if !ok {
		short, _, _ := strings.Cut(name, ",")
		return short
	}
	if _, done := reply.Step.(plan.Done); done {
		return "the plan signs in"
	}
	if kindOf(to) == "asking" && reply.Step != nil {
		return "a step"
	}
	switch reply.Problem.Kind {
	case problem.Offline:
		return "no connection"
	case problem.Locked, problem.Throttled:
		return "locked or too often"
	case problem.Forbidden:
		return "not for this member"
	case problem.Conflict:
		return "the plan lost it"
	case problem.Unavailable:
		return "the plan cannot"
	}
	return name
}
