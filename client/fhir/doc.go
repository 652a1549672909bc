// Package fhir is what members come for, from a FHIR R4 server: results, appointments, messages and prescriptions.
//
// Come here for how each becomes a list (records.go, search.go), and for how one resource of it is read (observation.go,
// appointment.go, communication.go, medication.go). It is tolerant of what a resource leaves out or says more than once, and
// strict about where it asks: only the one base address ever gets the member's token. It writes nothing, and shows nothing
// that was entered in error. Who the member is and with which token to ask is the identity's to know (client/oidc).
package fhir
