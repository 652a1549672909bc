package scenario

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// thing is one line of an outline, read back: what a member finds there.
type thing struct {
	role, name, value, detail string
	states                    []string
}

var (
	outlineRole   = regexp.MustCompile(`^\s*([a-z]+)(?: \d+)?`)
	outlineStates = regexp.MustCompile(`((?: \[[^\]]*\])+)$`)
)

// things reads an outline as a11y.Node.Outline writes it.
func things(outline string) []thing {
	var out []thing
	for line := range strings.Lines(outline) {
		if t, ok := readThing(strings.TrimRight(line, "\n")); ok {
			out = append(out, t)
		}
	}
	return out
}

func readThing(line string) (thing, bool) {
	m := outlineRole.FindStringSubmatch(line)
	if m == nil {
		return thing{}, false
	}
	t := thing{role: m[1]}
	rest := line[len(m[0]):]
	t.name, rest = quotedAfter(rest, " ")
	t.value, rest = quotedAfter(rest, " = ")
	if s := outlineStates.FindString(rest); s != "" {
		rest = strings.TrimSuffix(rest, s)
		t.states = strings.Split(strings.TrimSuffix(strings.TrimPrefix(s, " ["), "]"), "] [")
	}
	if d := strings.TrimSpace(rest); strings.HasPrefix(d, "(") && strings.HasSuffix(d, ")") {
		t.detail, _ = strconv.Unquote(`"` + d[1:len(d)-1] + `"`)
	}
	return t, true
}

// quotedAfter takes a quoted text that stands after lead.
func quotedAfter(s, lead string) (text, rest string) {
	after, ok := strings.CutPrefix(s, lead)
	if !ok {
		return "", s
	}
	q, err := strconv.QuotedPrefix(after)
	if err != nil {
		return "", s
	}
	text, _ = strconv.Unquote(q)
	return text, after[len(q):]
}

// says reports whether the text is part of what the thing says.
func (t thing) says(text string) bool {
	return strings.Contains(t.name, text) || strings.Contains(t.value, text) || strings.Contains(t.detail, text)
}

// stands reports whether the thing is in a state: one of the outline's words, or "enabled".
func (t thing) stands(state string) bool {
	if state == "enabled" {
		return !slices.Contains(t.states, "disabled")
	}
	return slices.Contains(t.states, state)
}

// on reports whether there is a thing of one of the roles and this name that can be used.
func on(outline, name string, roles ...string) bool {
	return slices.ContainsFunc(things(outline), func(t thing) bool {
		return t.name == name && slices.Contains(roles, t.role) && t.stands("enabled")
	})
}
