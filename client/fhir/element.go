package fhir

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"time"
	"unicode"
)

// concept is a CodeableConcept: a text for people, or at least the name of a code.
type concept struct {
	Text   string `json:"text"`
	Coding []struct {
		Display string `json:"display"`
		Code    string `json:"code"`
	} `json:"coding"`
}

// words are what a concept is called; empty: it has no name.
func (c concept) words() string {
	if t := tidy(c.Text); t != "" {
		return t
	}
	for _, coding := range c.Coding {
		if t := tidy(coding.Display); t != "" {
			return t
		}
	}
	for _, coding := range c.Coding {
		if t := tidy(coding.Code); t != "" {
			return t
		}
	}
	return ""
}

// named is the first concept that has a name.
func named(list ...concept) string {
	for _, c := range list {
		if w := c.words(); w != "" {
			return w
		}
	}
	return ""
}

// reference points to another resource, often with its name.
type reference struct {
	Display   string `json:"display"`
	Reference string `json:"reference"`
}

func shown(list ...reference) string {
	for _, r := range list {
		if t := tidy(r.Display); t != "" {
			return t
		}
	}
	return ""
}

// period is from when till when.
type period struct {
	Start when `json:"start"`
	End   when `json:"end"`
}

// annotation is a note for people.
type annotation struct {
	Text string `json:"text"`
}

// when is a dateTime, an instant or a date (FHIR R4, section 2.24.0.1). One that is none of them is not told.
type when struct{ time.Time }

// UnmarshalJSON never fails: a resource with a date that cannot be read is shown without it.
func (w *when) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) != nil {
		return nil
	}
	text = strings.TrimSpace(text)
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(form, text); err == nil {
			w.Time = t
			return nil
		}
	}
	// A day has no time zone. Its noon in UTC is on that day for nearly everybody.
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(form, text); err == nil {
			w.Time = t.Add(12 * time.Hour)
			return nil
		}
	}
	return nil
}

// first is the earliest in the list that is told.
func first(list ...when) time.Time {
	for _, w := range list {
		if !w.IsZero() {
			return w.Time
		}
	}
	return time.Time{}
}

// longestText bounds a text of the server's, in characters.
const longestText = 2000

// tidy takes out of a text what no page can show, and cuts it.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r':
			return ' '
		case unicode.Is(unicode.C, r), r == unicode.ReplacementChar: // control, format: nothing that turns a line around
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > longestText {
		return string(runes[:longestText]) + "…"
	}
	return s
}

// lines joins what is not empty, each a sentence.
func lines(parts ...string) string {
	var out strings.Builder
	for _, p := range parts {
		switch before := out.String(); {
		case p == "":
			continue
		case before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?"):
			out.WriteString(". ")
		case before != "":
			out.WriteString(" ")
		}
		out.WriteString(p)
	}
	return out.String()
}

// list takes an element that may be one thing or several, as old servers have it.
type list[T any] []T

// UnmarshalJSON leaves out what cannot be read.
func (l *list[T]) UnmarshalJSON(b []byte) error {
	var raw []json.RawMessage
	if json.Unmarshal(b, &raw) != nil {
		raw = []json.RawMessage{bytes.Clone(b)}
	}
	for _, r := range raw {
		var one T
		if json.Unmarshal(r, &one) == nil {
			*l = append(*l, one)
		}
	}
	return nil
}

// base is what each resource has.
type base struct {
	Type   string `json:"resourceType"`
	ID     string `json:"id"`
	Status string `json:"status"`
}

// key names a resource among others of the server.
func (b base) key() string { return b.Type + "/" + b.ID }

// shows reports a resource that is to be shown: what was entered in error, and what was never sent or done, is not.
func (b base) shows() bool {
	switch cmp.Or(b.Status, "unknown") {
	case "entered-in-error", "cancelled", "draft", "not-done", "proposed":
		return false
	}
	return b.ID != ""
}
