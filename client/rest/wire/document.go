package wire

import (
	"strings"
	"time"

	"vestibule/app/plan"
)

// Document is /.well-known/member-client.
type Document struct {
	ServerTime time.Time `json:"server_time"`
	Name       string    `json:"name"`
	Host       string    `json:"host"`
	Mark       string    `json:"mark"`
	Demo       bool      `json:"demo,omitempty"`
	// Kind is what signs members in: KindREST for this API, else the kind of server that Identity names. Then this API has the
	// services alone.
	Kind     string       `json:"kind"`
	Identity SignInServer `json:"identity,omitzero"`
	// Base is where the API begins, on the same origin, such as "/v1".
	Base         string             `json:"base"`
	Updated      time.Time          `json:"updated"`
	Policy       Policy             `json:"policy"`
	Capabilities map[string]Ability `json:"capabilities"`
	Support      Support            `json:"support"`
	ClaimsURL    string             `json:"claims_url,omitempty"`
	DemoURLs     DemoURLs           `json:"demo_urls,omitzero"`
}

// KindREST is the kind of plan that speaks this API.
const KindREST = "rest"

// Ability is how a plan can do one thing: "no", "app", or "browser" with an address.
type Ability struct {
	How string `json:"how"`
	URL string `json:"url,omitempty"`
}

// Support is how a person is reached.
type Support struct {
	Lines     []Line `json:"lines"`
	Emergency string `json:"emergency"`
	Nurse     Line   `json:"nurse"`
}

// Line is one telephone line.
type Line struct {
	For    string `json:"for"`
	Label  string `json:"label"`
	Number string `json:"number"`
	Hours  string `json:"hours,omitempty"`
}

// DemoURLs are the paths of an invented plan's backstage.
type DemoURLs struct {
	Outbox  string `json:"outbox,omitempty"`
	Members string `json:"members,omitempty"`
}

// FromDocument gives a document as it travels, without Base, DemoURLs and ServerTime, which are the server's to set.
func FromDocument(d plan.Document) Document {
	w := Document{
		Name: d.Name, Host: d.Host, Mark: d.Mark, Demo: d.Demo, Kind: KindREST, Updated: d.Updated,
		Policy: FromPolicy(d.Policy), Capabilities: map[string]Ability{}, ClaimsURL: d.Claims,
		Support: Support{Lines: []Line{}, Emergency: d.Support.Emergency, Nurse: Line(d.Support.Nurse)},
	}
	for c, a := range d.Capabilities {
		w.Capabilities[string(c)] = fromAbility(a)
	}
	for _, l := range d.Support.Lines {
		w.Support.Lines = append(w.Support.Lines, Line(l))
	}
	return w
}

// Document gives what the app believes of the plan. Nonsense in the policy is problem.BadPolicy, a document without what
// is shown on every page problem.Malformed. A capability or link that cannot be opened safely is left out.
func (w Document) Document() (plan.Document, error) {
	var c check
	c.that(w.Name != "", "name")
	c.that(w.Host != "", "host")
	c.that(w.local(w.Base), "base")
	if err := c.malformed("document"); err != nil {
		return plan.Document{}, err
	}
	policy, err := w.policy()
	if err != nil {
		return plan.Document{}, err
	}
	d := plan.Document{
		Name: w.Name, Host: w.Host, Mark: w.Mark, Demo: w.Demo, Updated: w.Updated, Policy: policy,
		Capabilities: map[plan.Capability]plan.Ability{}, Support: w.Support.support(),
	}
	for name, a := range w.Capabilities {
		d.Capabilities[plan.Capability(name)] = a.ability()
	}
	if SafeURL(w.ClaimsURL) {
		d.Claims = w.ClaimsURL
	}
	return d, nil
}

// local reports whether a path stays on the plan's own origin.
func (w Document) local(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\?#@")
}

// DemoPaths gives the backstage of an invented plan, empty where a path would leave its origin or the plan is not one.
func (w Document) DemoPaths() (outbox, members string) {
	if !w.Demo || !w.local(w.DemoURLs.Outbox) || !w.local(w.DemoURLs.Members) {
		return "", ""
	}
	return w.DemoURLs.Outbox, w.DemoURLs.Members
}

func fromAbility(a plan.Ability) Ability {
	how := map[plan.How]string{plan.No: "no", plan.InApp: "app", plan.InBrowser: "browser"}
	return Ability{how[a.How], a.URL}
}

// ability takes what it does not know, and a browser without an address, as "no": a dead button helps nobody.
func (w Ability) ability() plan.Ability {
	switch {
	case w.How == "app":
		return plan.Ability{How: plan.InApp}
	case w.How == "browser" && SafeURL(w.URL):
		return plan.Ability{How: plan.InBrowser, URL: w.URL}
	}
	return plan.Ability{}
}

func (w Support) support() plan.Support {
	s := plan.Support{Emergency: w.Emergency, Nurse: plan.Line(w.Nurse)}
	for _, l := range w.Lines {
		s.Lines = append(s.Lines, plan.Line(l))
	}
	return s
}
