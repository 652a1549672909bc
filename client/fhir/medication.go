package fhir

import (
	"encoding/json"
	"strings"

	"vestibule/app/plan"
)

// medication is a prescription (FHIR R4, section 11.1).
type medication struct {
	base
	Concept   concept          `json:"medicationCodeableConcept"`
	Reference reference        `json:"medicationReference"`
	Contained list[contained]  `json:"contained"`
	Authored  when             `json:"authoredOn"`
	Requester reference        `json:"requester"`
	Reason    list[concept]    `json:"reasonCode"`
	Note      list[annotation] `json:"note"`
	Dosage    list[struct {
		Text    string `json:"text"`
		Patient string `json:"patientInstruction"`
	}] `json:"dosageInstruction"`
}

// contained is a resource inside another.
type contained struct {
	Type string  `json:"resourceType"`
	ID   string  `json:"id"`
	Code concept `json:"code"`
}

func readMedication(raw json.RawMessage) (plan.Record, bool) {
	var m medication
	if json.Unmarshal(raw, &m) != nil || !m.shows() || m.name() == "" {
		return plan.Record{}, false
	}
	var text []string
	for _, d := range m.Dosage {
		text = append(text, tidy(d.Text))
		if d.Patient != d.Text {
			text = append(text, tidy(d.Patient))
		}
	}
	text = append(text, named(m.Reason...))
	for _, n := range m.Note {
		text = append(text, tidy(n.Text))
	}
	return plan.Record{ID: m.key(), When: m.Authored.Time, Title: m.name(), From: shown(m.Requester), Detail: lines(text...)}, true
}

// name is what is prescribed: said here, or by the resource that it points to where that came along.
func (m medication) name() string {
	if n := named(m.Concept); n != "" {
		return n
	}
	for _, c := range m.Contained {
		if c.Type == "Medication" && "#"+c.ID == m.Reference.Reference {
			if n := c.Code.words(); n != "" {
				return n
			}
		}
	}
	return shown(m.Reference)
}

// kindOf is the type of resource that a reference points to: the part before the last.
func kindOf(reference string) string {
	parts := strings.Split(reference, "/")
	if len(parts) < 2 {
		return ""
	}
	return parts[len(parts)-2]
}
