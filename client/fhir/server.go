package fhir

import (
	"context"
	"encoding/json"

	"vestibule/app/secret"
)

// server is what the server says it has (FHIR R4, section 2.42), asked for once.
type server struct {
	one   chan struct{} // whose turn it is to look, and to ask
	known bool
	has   map[string]bool
}

// capabilities is a CapabilityStatement, as far as we look at it.
type capabilities struct {
	Type string `json:"resourceType"`
	Rest []struct {
		Mode     string `json:"mode"`
		Resource []struct {
			Type string `json:"type"`
		} `json:"resource"`
	} `json:"rest"`
}

// has reports whether the server has a type of resource. One that does not say is asked for everything.
func (r *Records) has(ctx context.Context, resource string) bool {
	s := &r.server
	select {
	case s.one <- struct{}{}:
		defer func() { <-s.one }()
	case <-ctx.Done():
		return true
	}
	if !s.known {
		body, err := r.ask(ctx, r.below("metadata", "_format=json"), secret.Bytes{})
		if err != nil {
			return true
		}
		s.has, s.known = stated(body), true
	}
	return len(s.has) == 0 || s.has[resource]
}

// stated gives the types of resource of a statement; none: it says nothing.
func stated(body []byte) map[string]bool {
	var c capabilities
	if json.Unmarshal(body, &c) != nil || c.Type != "CapabilityStatement" {
		return nil
	}
	out := map[string]bool{}
	for _, rest := range c.Rest {
		if rest.Mode != "" && rest.Mode != "server" {
			continue
		}
		for _, resource := range rest.Resource {
			out[resource.Type] = true
		}
	}
	return out
}
