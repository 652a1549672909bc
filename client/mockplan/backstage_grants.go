package mockplan

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"vestibule/app/plan"
)

// backGrant is a grant as it stands behind the stage.
type backGrant struct {
	ID      string `json:"id"`
	Actor   string `json:"actor"`
	Subject string `json:"subject,omitempty"` // empty: nobody was found by the facts of a wish
	Kind    string `json:"kind"`
	State   string `json:"state,omitempty"`
}

// getGrants shows every grant, with the ids that postGrant takes.
func (p *Plan) getGrants(w http.ResponseWriter, _ *http.Request) {
	out := struct {
		ServerTime time.Time   `json:"server_time"`
		Grants     []backGrant `json:"grants"`
	}{}
	out.ServerTime = p.locked(func() {
		for _, d := range p.delegations {
			one := backGrant{ID: string(d.id), Actor: string(d.actor.ID), Kind: string(d.kind), State: string(p.state(d))}
			if d.subject != nil {
				one.Subject = string(d.subject.ID)
			}
			out.Grants = append(out.Grants, one)
		}
	})
	writeJSON(w, http.StatusOK, jsonType, out)
}

// postGrant does at once what people at the plan do in their time: {"grant":"g007","verdict":"accept"} has every paper that is
// there, and the grant that waits for the plan, count; "refuse" sends the papers back with a reason, "died" notes that the subject
// has died.
func (p *Plan) postGrant(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var ask struct {
			Grant   string `json:"grant"`
			Verdict string `json:"verdict"`
			Reason  string `json:"reason"`
		}
		if err := strictly(body, &ask); err != nil {
			return err
		}
		at := slices.IndexFunc(p.delegations, func(d *delegation) bool { return string(d.id) == ask.Grant })
		if at < 0 || p.delegations[at].subject == nil {
			return fmt.Errorf("no grant %q with somebody it is about; GET /mock/grants lists them", ask.Grant)
		}
		d := p.delegations[at]
		switch ask.Verdict {
		case "accept":
			p.acceptNow(d)
		case "refuse":
			p.refusePapers(d, firstOf(ask.Reason, "We could not read it. Please send it again."))
		case "died":
			d.subject.care.died = true
			d.papers = append(d.papers, wantedPaper("estate", papersFor[plan.GrantEstate]))
		default:
			return fmt.Errorf("no verdict %q: accept, refuse or died", ask.Verdict)
		}
		return nil
	})
}

func (p *Plan) acceptNow(d *delegation) {
	for _, one := range d.papers {
		if one.State == plan.PaperLookedAt {
			p.accept(d, one)
		}
	}
	if d.waits && !d.wants() {
		p.agreed(d)
	}
}

func (p *Plan) refusePapers(d *delegation, reason string) {
	for _, one := range d.papers {
		if one.State == plan.PaperLookedAt {
			one.State, one.Explanation, one.Received = plan.PaperRefused, reason, 0
			one.sum = [32]byte{}
		}
	}
}
