package fhir

import (
	"encoding/json"
	"strconv"
	"strings"

	"vestibule/app/plan"
)

// observation is a result (FHIR R4, section 10.1).
type observation struct {
	base
	value
	Code           concept             `json:"code"`
	Effective      when                `json:"effectiveDateTime"`
	Instant        when                `json:"effectiveInstant"`
	Period         period              `json:"effectivePeriod"`
	Issued         when                `json:"issued"`
	Performer      list[reference]     `json:"performer"`
	Interpretation list[concept]       `json:"interpretation"`
	Range          list[referenceSpan] `json:"referenceRange"`
	Component      list[component]     `json:"component"`
	Note           list[annotation]    `json:"note"`
}

// component is a part of a result, such as one of the two numbers of a blood pressure.
type component struct {
	value
	Code concept `json:"code"`
}

// value is what was found, in one of the forms it may have.
type value struct {
	Quantity *quantity    `json:"valueQuantity"`
	Concept  *concept     `json:"valueCodeableConcept"`
	Text     string       `json:"valueString"`
	Boolean  *bool        `json:"valueBoolean"`
	Integer  *json.Number `json:"valueInteger"`
	Absent   *concept     `json:"dataAbsentReason"`
}

// quantity is a number with a unit. The number stays as the server wrote it: 5.0 is not 5 (FHIR R4, section 2.24.0.1).
type quantity struct {
	Value      json.Number `json:"value"`
	Comparator string      `json:"comparator"`
	Unit       string      `json:"unit"`
	Code       string      `json:"code"`
}

func (q quantity) words() string {
	if _, err := strconv.ParseFloat(string(q.Value), 64); err != nil {
		return ""
	}
	unit := tidy(q.Unit)
	if unit == "" {
		unit = tidy(q.Code)
	}
	return strings.TrimSpace(tidy(q.Comparator) + string(q.Value) + " " + unit)
}

func (v value) words() string {
	switch {
	case v.Quantity != nil:
		return v.Quantity.words()
	case v.Concept != nil:
		return v.Concept.words()
	case v.Boolean != nil:
		return strconv.FormatBool(*v.Boolean)
	case v.Integer != nil:
		return string(*v.Integer)
	case v.Text == "" && v.Absent != nil:
		return v.Absent.words()
	}
	return tidy(v.Text)
}

// referenceSpan is what is usual, in words or between two numbers.
type referenceSpan struct {
	Text string    `json:"text"`
	Low  *quantity `json:"low"`
	High *quantity `json:"high"`
}

func (r referenceSpan) words() string {
	switch {
	case r.Text != "":
		return tidy(r.Text)
	case r.Low != nil && r.High != nil:
		return r.Low.words() + " – " + r.High.words()
	case r.Low != nil:
		return "≥ " + r.Low.words()
	case r.High != nil:
		return "≤ " + r.High.words()
	}
	return ""
}

func readObservation(raw json.RawMessage) (plan.Record, bool) {
	var o observation
	if json.Unmarshal(raw, &o) != nil || !o.shows() || o.Code.words() == "" {
		return plan.Record{}, false
	}
	return plan.Record{
		ID: o.key(), When: first(o.Effective, o.Instant, o.Period.End, o.Period.Start, o.Issued), Title: o.Code.words(),
		From: shown(o.Performer...), Detail: o.detail(),
	}, true
}

// usual is what others have, in brackets.
func (o observation) usual() string {
	for _, r := range o.Range {
		if w := r.words(); w != "" {
			return " (" + w + ")"
		}
	}
	return ""
}

func (o observation) detail() string {
	found := []string{strings.TrimSpace(o.value.words() + o.usual())}
	for _, c := range o.Component {
		if name, what := c.Code.words(), c.value.words(); name != "" && what != "" {
			found = append(found, name+": "+what)
		}
	}
	found = append(found, named(o.Interpretation...))
	for _, n := range o.Note {
		found = append(found, tidy(n.Text))
	}
	return lines(found...)
}
