package fhir

import (
	"encoding/json"

	"vestibule/app/plan"
)

// appointment is a visit (FHIR R4, section 12.13).
type appointment struct {
	base
	Description string        `json:"description"`
	Service     list[concept] `json:"serviceType"`
	Specialty   list[concept] `json:"specialty"`
	Kind        concept       `json:"appointmentType"`
	Reason      list[concept] `json:"reasonCode"`
	Start       when          `json:"start"`
	Created     when          `json:"created"`
	Comment     string        `json:"comment"`
	Instruction string        `json:"patientInstruction"`
	Participant list[struct {
		Actor reference `json:"actor"`
	}] `json:"participant"`
}

func readAppointment(raw json.RawMessage) (plan.Record, bool) {
	var a appointment
	if json.Unmarshal(raw, &a) != nil || !a.shows() {
		return plan.Record{}, false
	}
	title := tidy(a.Description)
	if title == "" {
		title = named(append(append(append(a.Service, a.Kind), a.Reason...), a.Specialty...)...)
	}
	from, where := a.whom()
	if title == "" {
		title, from = from, ""
	}
	if title == "" {
		return plan.Record{}, false
	}
	return plan.Record{
		ID: a.key(), When: first(a.Start, a.Created), Title: title, From: from,
		Detail: lines(where, tidy(a.Instruction), tidy(a.Comment)),
	}, true
}

// whom tells who sees the member, and where: the member is a participant too.
func (a appointment) whom() (who, where string) {
	for _, p := range a.Participant {
		switch name := tidy(p.Actor.Display); kindOf(p.Actor.Reference) {
		case "Patient", "RelatedPerson":
		case "Location":
			where = name
		default:
			if who == "" {
				who = name
			}
		}
	}
	return who, where
}
