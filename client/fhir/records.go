package fhir

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Config is what Records need from outside.
type Config struct {
	// Base is the server's address: no request goes anywhere else.
	Base *url.URL
	// HTTP makes requests; what it gives is bounded, and its failures are *problem.Problem (reach.Line).
	HTTP *http.Client
	// Access gives what a request about a person carries now.
	Access func(context.Context, plan.As) (Access, error)
}

// Access is who asks, about whom. The token is the taker's to clear.
type Access struct {
	Token secret.Bytes
	// Patient is the id of a Patient on the server.
	Patient string
}

// Records implements plan.Records. Safe for concurrent use.
type Records struct {
	config Config
	server server
}

// New gives the records of a server. Nothing is asked before somebody wants a list.
func New(c Config) *Records {
	return &Records{config: c, server: server{one: make(chan struct{}, 1)}}
}

// sort is one kind of record: which resources, in which order, and how one is read.
type sort struct {
	resource string
	// newest is the order to ask for, latest first.
	newest string
	// narrowed is what to ask for besides, of a server that takes no search without it.
	narrowed string
	read     func(json.RawMessage) (plan.Record, bool)
}

func sorts() map[plan.RecordKind]sort {
	return map[plan.RecordKind]sort{
		plan.Results:       {"Observation", "-date", "category=laboratory", readObservation},
		plan.Appointments:  {"Appointment", "-date", "", readAppointment},
		plan.Messages:      {"Communication", "-sent", "", readCommunication},
		plan.Prescriptions: {"MedicationRequest", "-authoredon", "intent=order", readMedication},
	}
}

// List gives one kind of entry of one person, newest first. A server that does not have the kind is problem.NotForMember.
func (r *Records) List(ctx context.Context, as plan.As, kind plan.RecordKind) ([]plan.Record, error) {
	of, known := sorts()[kind]
	if !known {
		return nil, problem.New(problem.NotForMember)
	}
	access, err := r.config.Access(ctx, as)
	if err != nil {
		return nil, err
	}
	defer access.Token.Clear()
	if !r.has(ctx, of.resource) {
		return nil, problem.New(problem.NotForMember).Because(errNotHere)
	}
	found, err := r.search(ctx, access, of)
	if err != nil {
		return nil, err
	}
	out := make([]plan.Record, 0, len(found))
	for _, raw := range found {
		if record, ok := of.read(raw); ok {
			out = append(out, record)
		}
	}
	slices.SortStableFunc(out, func(a, b plan.Record) int { return b.When.Compare(a.When) })
	return out, nil
}

// ask makes one request to the server.
func (r *Records) ask(ctx context.Context, address *url.URL, token secret.Bytes) ([]byte, error) {
	if !r.ours(address) {
		return nil, problem.New(problem.Malformed).Because(errElsewhere)
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, problem.New(problem.Malformed).Because(errElsewhere)
	}
	q.Header.Set("Accept", "application/fhir+json")
	if !token.Empty() {
		q.Header.Set("Authorization", "Bearer "+string(token.Reveal())) // net/http has headers as strings only
	}
	return send(r.config.HTTP, q)
}

// ours reports an address at or below the base.
func (r *Records) ours(u *url.URL) bool {
	base := r.config.Base
	path := strings.TrimSuffix(base.Path, "/")
	inside := u.Path == path || u.Path == path+"/" || strings.HasPrefix(u.Path, path+"/")
	return u.Scheme == base.Scheme && u.Host == base.Host && u.User == nil && inside && !strings.Contains(u.Path+"/", "/../")
}

// below is an address under the base.
func (r *Records) below(path, query string) *url.URL {
	u := *r.config.Base
	u.Path, u.RawPath, u.RawQuery = strings.TrimSuffix(u.Path, "/")+"/"+path, "", query
	return &u
}
