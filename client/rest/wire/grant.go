package wire

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Grants is what a member was let do for others, or lets others do. Each entry says whose record it opens, and to whom: whoever asks
// has the id there that their session has (Session.Actor), also where another server signs members in.
type Grants struct {
	ServerTime time.Time `json:"server_time"`
	Grants     []Grant   `json:"grants"`
}

// Grant is one of them. Scope has "look" or "act" for each kind of entry that it opens.
type Grant struct {
	ServerTime  time.Time         `json:"server_time,omitzero"`
	ID          string            `json:"id"`
	Subject     Person            `json:"subject"`
	Actor       Person            `json:"actor"`
	Kind        string            `json:"kind"`
	State       string            `json:"state,omitempty"`
	Scope       map[string]string `json:"scope,omitempty"`
	Starts      time.Time         `json:"starts,omitzero"`
	Ends        time.Time         `json:"ends,omitzero"`
	Asked       time.Time         `json:"asked,omitzero"`
	Papers      []Paper           `json:"papers,omitempty"`
	AgeChange   time.Time         `json:"age_change,omitzero"`
	Renewable   bool              `json:"renewable,omitempty"`
	Explanation string            `json:"explanation,omitempty"`
}

// Person is somebody as a grant names them; Born is the year.
type Person struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	Born int    `json:"born,omitempty"`
}

// FromGrants gives grants as they travel; now is the plan's time.
func FromGrants(list []plan.Grant, now time.Time) Grants {
	w := Grants{ServerTime: now, Grants: []Grant{}}
	for _, g := range list {
		w.Grants = append(w.Grants, FromGrant(g, time.Time{}))
	}
	return w
}

// FromGrant gives one grant as it travels; now is the plan's time, zero within a list.
func FromGrant(g plan.Grant, now time.Time) Grant {
	w := Grant{
		ServerTime: now, ID: string(g.ID), Subject: fromPerson(g.Subject), Actor: fromPerson(g.Actor), Kind: string(g.Kind),
		State: string(g.State), Scope: fromScope(g.Scope), Starts: g.Starts, Ends: g.Ends, Asked: g.Asked, AgeChange: g.AgeChange,
		Renewable: g.Renewable, Explanation: g.Explanation,
	}
	for _, p := range g.Papers {
		w.Papers = append(w.Papers, FromPaper(p, time.Time{}))
	}
	return w
}

func fromPerson(p plan.Person) Person { return Person{string(p.ID), p.Name, p.Born} }

// The bounds of what is believed of grants: how many, with how many kinds of entry and papers each; a year of birth.
const (
	mostGrants = 1000
	mostKinds  = 100
	mostPapers = 50
	lastYear   = 9999
)

// List gives the grants, or problem.Malformed where a page could not be made of one.
func (w Grants) List() ([]plan.Grant, error) {
	var c check
	c.within(int64(len(w.Grants)), 0, mostGrants, "grants")
	out := make([]plan.Grant, 0, len(w.Grants))
	seen := c.ids("id")
	for _, g := range w.Grants {
		seen(g.ID)
		out = append(out, g.grant(&c))
	}
	return out, c.malformed("grants")
}

// Grant gives the grant, or problem.Malformed.
func (w Grant) Grant() (plan.Grant, error) {
	var c check
	g := w.grant(&c)
	return g, c.malformed("grant")
}

// grant holds one that counts to naming both people by their ids: what it opens is asked for by them. A state that the app does
// not know is kept, so that the grant does not count.
func (w Grant) grant(c *check) plan.Grant {
	c.that(w.ID != "", "id")
	c.that(w.Kind != "", "kind")
	c.that(w.State != "" || w.Subject.ID != "" && w.Actor.ID != "", "subject.id")
	c.that(w.Starts.IsZero() || w.Ends.IsZero() || w.Ends.After(w.Starts), "ends")
	return plan.Grant{
		ID: plan.GrantID(w.ID), Subject: w.Subject.person(c, "subject"), Actor: w.Actor.person(c, "actor"), Kind: plan.GrantKind(cut(w.Kind)),
		State: problem.Code(cut(w.State)), Scope: c.scope(w.Scope), Starts: w.Starts, Ends: w.Ends, Asked: w.Asked, Papers: w.papers(c),
		AgeChange: w.AgeChange, Renewable: w.Renewable, Explanation: cut(w.Explanation),
	}
}

func (w Person) person(c *check, who string) plan.Person {
	c.that(w.Name != "", who+".name")
	c.within(int64(w.Born), 0, lastYear, who+".born")
	return plan.Person{ID: plan.MemberID(w.ID), Name: cut(w.Name), Born: w.Born}
}

// The words of the wire for how far a grant goes.
const wordLook, wordAct = "look", "act"

func fromScope(s map[plan.RecordKind]plan.Access) map[string]string {
	w := map[string]string{}
	for kind, access := range s {
		switch access {
		case plan.MayLook:
			w[string(kind)] = wordLook
		case plan.MayAct:
			w[string(kind)] = wordAct
		}
	}
	return w
}

// scope leaves out what it has no word for: it opens nothing.
func (c *check) scope(w map[string]string) map[plan.RecordKind]plan.Access {
	c.within(int64(len(w)), 0, mostKinds, "scope")
	out := map[plan.RecordKind]plan.Access{}
	for kind, word := range w {
		switch word {
		case wordLook:
			out[plan.RecordKind(kind)] = plan.MayLook
		case wordAct:
			out[plan.RecordKind(kind)] = plan.MayAct
		}
	}
	return out
}

func (w Grant) papers(c *check) []plan.Paper {
	c.within(int64(len(w.Papers)), 0, mostPapers, "papers")
	var out []plan.Paper
	seen := c.ids("papers.id")
	for _, p := range w.Papers {
		seen(p.ID)
		if slices.Contains(paperStates, plan.PaperState(p.State)) {
			out = append(out, p.paper(c))
		}
	}
	return out
}
