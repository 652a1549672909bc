package fhir

import (
	"encoding/json"

	"vestibule/app/plan"
)

// communication is a message (FHIR R4, section 12.10).
type communication struct {
	base
	Topic    concept          `json:"topic"`
	Category list[concept]    `json:"category"`
	Reason   list[concept]    `json:"reasonCode"`
	Sent     when             `json:"sent"`
	Received when             `json:"received"`
	Sender   reference        `json:"sender"`
	Note     list[annotation] `json:"note"`
	Payload  list[struct {
		Text string `json:"contentString"`
	}] `json:"payload"`
}

func readCommunication(raw json.RawMessage) (plan.Record, bool) {
	var c communication
	if json.Unmarshal(raw, &c) != nil || !c.shows() {
		return plan.Record{}, false
	}
	var text []string
	for _, p := range c.Payload {
		text = append(text, tidy(p.Text))
	}
	for _, n := range c.Note {
		text = append(text, tidy(n.Text))
	}
	detail, title := lines(text...), named(append(append(list[concept]{c.Topic}, c.Reason...), c.Category...)...)
	if title == "" {
		title = cut(detail)
	}
	if title == "" {
		return plan.Record{}, false
	}
	return plan.Record{ID: c.key(), When: first(c.Sent, c.Received), Title: title, From: shown(c.Sender), Detail: detail}, true
}

// longestTitle is how much of a text without a title stands for one, in characters.
const longestTitle = 60

func cut(s string) string {
	if runes := []rune(s); len(runes) > longestTitle {
		return string(runes[:longestTitle]) + "…"
	}
	return s
}
