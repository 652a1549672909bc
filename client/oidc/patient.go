package oidc

import (
	"context"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/fhir"
)

// access gives what a request about a person to the FHIR server carries. The person is the one the launch is about, under
// whichever of two names: who signed in, or their record (SMART App Launch 2.2, sections "Launch context" and "fhirUser").
func (p *Provider) access(ctx context.Context, as plan.As) (fhir.Access, error) {
	h := p.held.of(as.Session.ID)
	if h == nil {
		return fhir.Access{}, problem.New(problem.SessionRevoked)
	}
	patient := h.record(p.smart.base)
	if patient == "" || as.Subject != h.actor && string(as.Subject) != patient {
		return fhir.Access{}, problem.New(problem.NotForMember)
	}
	token, err := p.Bearer(ctx, as.Session)
	return fhir.Access{Token: token, Patient: patient}, err
}

// record is the patient that the launch is about; without one, who signed in, if that is a patient of this server.
func (h *held) record(base string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.patient != "" {
		return h.patient
	}
	id, patient := strings.CutPrefix(strings.TrimPrefix(h.who.FHIRUser, base+"/"), "Patient/")
	if !patient {
		return ""
	}
	return id
}
