package wire

import (
	"net/url"
	"slices"

	"vestibule/app/plan"
	"vestibule/client/reach"
)

// SignInServer is the server that signs members in, where that is not this API.
type SignInServer struct {
	// Kind is in the document's own member.
	Kind plan.ServerKind `json:"-"`
	// Base is the address of an Ory Kratos, Issuer of an OpenID provider, FHIR of the records that it guards.
	Base   string `json:"base,omitempty"`
	Issuer string `json:"issuer,omitempty"`
	FHIR   string `json:"fhir,omitempty"`
	// ClientID is what this app is called there, where that was agreed; Ports are those of this device that it sends a browser
	// back to, none: any.
	ClientID string `json:"client_id,omitempty"`
	Ports    []int  `json:"ports,omitempty"`
	// Gateway reports that a gateway stands before a Kratos, so that pages in a browser can use it.
	Gateway bool `json:"gateway,omitempty"`
}

// Known reports that the app knows a document's kind.
func (w Document) Known() bool {
	return slices.Contains([]plan.ServerKind{plan.OwnAPI, plan.Kratos, plan.OpenID, plan.SMART}, plan.ServerKind(w.Kind))
}

// mostPorts is how many ports a server may name, longestID how long this app's name there may be.
const mostPorts, longestID = 32, 256

// Beside gives the server that signs members in, nil where this API does; problem.Malformed where it is not named properly.
// A document cannot name what is nearer to this device than the plan is (CWE-918).
func (w Document) Beside(from *url.URL) (*SignInServer, error) {
	if w.Kind == KindREST {
		return nil, nil
	}
	var c check
	s := w.Identity
	s.Kind = plan.ServerKind(w.Kind)
	ok := func(address string) bool {
		u, ok := reach.Address(address, reach.Far(from.Hostname()))
		return ok && u.RawQuery == "" && !u.ForceQuery
	}
	c.that(s.Kind != plan.Kratos || ok(s.Base), "identity.base")
	c.that(s.Kind == plan.Kratos || s.Kind == plan.SMART && s.Issuer == "" || ok(s.Issuer), "identity.issuer")
	c.that(s.FHIR == "" && s.Kind != plan.SMART || ok(s.FHIR), "identity.fhir")
	c.that(len(s.Ports) <= mostPorts, "identity.ports")
	c.that(len(s.ClientID) <= longestID, "identity.client_id")
	for _, p := range s.Ports {
		c.within(int64(p), 1, 65535, "identity.ports")
	}
	if err := c.malformed("document"); err != nil {
		return nil, err
	}
	return &s, nil
}

// policy are the rules that are told: all, where this API signs members in.
func (w Document) policy() (plan.Policy, error) {
	if w.Kind == KindREST {
		return w.Policy.Policy()
	}
	return w.Policy.Part()
}
