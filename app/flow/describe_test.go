package flow_test

import (
	"fmt"
	"strings"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// describe writes a state on one line, without request numbers: they only ever grow.
func describe(s flow.State) string {
	parts := []string{kindOf(s)}
	add := func(when bool, format string, args ...any) {
		if when {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	switch s := s.(type) {
	case flow.Asking:
		add(true, "%s", stepName(s.Step))
		add(s.Problem != nil, "(%s)", codeOf(s.Problem))
		add(oneTryLeft(s.Step), "one try left")
		add(s.Confirm, "confirm")
		add(s.Poll != 0, "polling")
	case flow.Waiting:
		add(true, "%s", [...]string{"opening", "checking", "resuming"}[s.For])
		add(s.Step != nil, "%s", stepName(s.Step))
		add(s.Problem != nil, "(%s)", codeOf(s.Problem))
		add(len(s.Late) > 0, "late×%d", len(s.Late))
	case flow.Paused:
		add(true, "%s", stepName(s.Step))
		add(true, "(%s)", codeOf(s.Problem))
		add(!s.Until.IsZero(), "until %s", s.Until.Format("15:04:05"))
		add(s.Poll != 0, "polling")
	case flow.Ended:
		add(s.Purpose == "", "before anything")
		add(s.Done != nil, "done")
		add(s.Parted, "parted")
		add(s.Problem != nil, "(%s)", codeOf(s.Problem))
	}
	add(len(s.In().Trail) > 0, "after %s", trailNames(s.In().Trail))
	add(!s.In().Handle.Empty(), "of an earlier run")
	add(s.In().Covered, "covered")
	return strings.Join(parts, " ")
}

func oneTryLeft(s plan.Step) bool {
	c, ok := s.(plan.Credentials)
	return ok && c.Tries == plan.Tries{Known: true, Left: 1}
}

func codeOf(p *problem.Problem) problem.Code {
	if p == nil {
		return ""
	}
	return p.Code
}

func kindOf(s flow.State) string {
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", s), "flow."))
}

func stepName(s plan.Step) string {
	if s == nil {
		return "unopened"
	}
	return string(s.Kind())
}

func trailNames(trail []plan.Step) string {
	var names []string
	for _, s := range trail {
		names = append(names, stepName(s))
	}
	return strings.Join(names, ", ")
}

// effectName writes an effect in a word or three.
func effectName(e flow.Effect) string {
	name := kindEffect(e)
	switch e := e.(type) {
	case flow.Submit:
		return name + " " + stepName(e.Step)
	case flow.Ask:
		return name + " " + stepName(e.Step)
	case flow.Abandon:
		return name + " " + stepName(e.Step)
	case flow.Wake:
		return name + wakeName(e)
	case flow.Erase:
		if e.Step != nil {
			return name + " " + stepName(e.Step)
		}
	}
	return name
}

func kindEffect(e flow.Effect) string {
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", e), "flow."))
}

func wakeName(w flow.Wake) string {
	var out string
	if !w.At.IsZero() {
		out += " at " + w.At.Format("15:04:05")
	}
	if w.After != 0 {
		out += " after " + w.After.String()
	}
	return out
}
