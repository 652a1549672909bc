package wire

import "vestibule/app/plan"

// Credentials asks for a name and a password, or for the password alone of whom it is For, masked.
type Credentials struct {
	Identifiers  []string `json:"identifiers,omitempty"`
	Tries        *Tries   `json:"tries,omitempty"`
	For          string   `json:"for,omitempty"`
	SharedDevice bool     `json:"shared_device"`
	// Providers are identity providers; Joins names the one that is joined with this sign-in.
	Providers []Provider `json:"providers,omitempty"`
	Joins     string     `json:"joins,omitempty"`
}

// mostProviders is how many can be picked: each is a button.
const mostProviders = 8

// Provider is an identity provider.
type Provider struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func fromCredentials(s plan.Credentials) *Credentials {
	w := &Credentials{fromIdentifiers(s.Identifiers), fromTries(s.Tries), s.For, s.SharedDevice, nil, s.Joins}
	for _, p := range s.Providers {
		w.Providers = append(w.Providers, Provider(p))
	}
	return w
}

func (w Credentials) step(h plan.Head, c *check) plan.Step {
	s := plan.Credentials{Head: h, Identifiers: identifiers(w.Identifiers), Tries: w.Tries.tries(c, "tries"), For: cut(w.For),
		SharedDevice: w.SharedDevice, Joins: cut(w.Joins)}
	for _, p := range w.Providers[:min(len(w.Providers), mostProviders)] {
		c.that(p.ID != "" && p.Name != "", "providers")
		s.Providers = append(s.Providers, plan.Provider{ID: p.ID, Name: cut(p.Name)})
	}
	c.that(len(s.Identifiers) > 0 || s.For != "", "identifiers")
	return s
}
