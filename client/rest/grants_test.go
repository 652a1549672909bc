package rest_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
	"vestibule/client/rest"
	"vestibule/client/rest/wire"
)

// received is a grant of which the session's member is the actor, given one of which they are the subject.
func received() plan.Grant {
	return plan.Grant{ID: "g 1", Kind: plan.GrantInvited, Subject: plan.Person{ID: "m9", Name: "Dolores Ruiz"},
		Actor: plan.Person{ID: "m1", Name: "Dana"}, Scope: map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook}}
}

func given() plan.Grant {
	g := received()
	g.Subject, g.Actor = g.Actor, g.Subject
	return g
}

// others is a grant between two others.
func others() plan.Grant {
	g := received()
	g.Actor.ID = "m8"
	return g
}

func offer() plan.GrantOffer {
	return plan.GrantOffer{Scope: map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook}}
}

func piece() plan.PaperPiece {
	return plan.PaperPiece{Paper: "p1", Name: "poa.pdf", Type: "application/pdf", Size: 3, Data: []byte("abc")}
}

// grantCalls are what is asked about grants, and the request that each makes. What comes back is only told apart from nothing.
func grantCalls(t *testing.T, p *plan.Plan) map[string]func() (any, error) {
	s, ctx, id := session(), t.Context(), plan.GrantID("g 1")
	return map[string]func() (any, error){
		"GET /v1/grants/received":          func() (any, error) { return p.Grants.Received(ctx, s) },
		"GET /v1/grants/given":             func() (any, error) { return p.Grants.Given(ctx, s) },
		"POST /v1/grants":                  func() (any, error) { return p.Grants.Request(ctx, s, plan.GrantWish{Kind: plan.GrantParent}) },
		"POST /v1/grants/g 1/renew":        func() (any, error) { return p.Grants.Renew(ctx, s, id) },
		"POST /v1/grants/g 1/ask":          func() (any, error) { return p.Grants.AskMember(ctx, s, id, plan.Ask{Kind: plan.Results}) },
		"POST /v1/grants/g 1/help-back-in": func() (any, error) { return p.Grants.HelpBackIn(ctx, s, id) },
		"POST /v1/grants/g 1/papers/p1":    func() (any, error) { return p.Grants.Upload(ctx, s, id, piece()) },
		"POST /v1/invitations":             func() (any, error) { return p.Grants.Invite(ctx, s, offer()) },
		"POST /v1/invitations/look":        func() (any, error) { return p.Grants.Invited(ctx, s, "7K2-9QF") },
		"POST /v1/invitations/accept":      func() (any, error) { return p.Grants.Accept(ctx, s, "7K2-9QF") },
		"PUT /v1/grants/g 1":               func() (any, error) { return p.Grants.Allow(ctx, s, id, offer()) },
		"DELETE /v1/grants/g 1":            func() (any, error) { return nil, p.Grants.Revoke(ctx, s, id) },
		"GET /v1/grants/g 1/acts":          func() (any, error) { return p.Grants.Acts(ctx, s, id) },
	}
}

// grantAnswers are the good answers to them, and what they mean.
func grantAnswers() map[string]struct{ wire, means any } {
	act := plan.Act{At: noon, Who: "Dana", Kind: plan.Results}
	paper := plan.Paper{ID: "p1", Label: "The paper", State: plan.PaperLookedAt}
	ticket := plan.Ticket{Code: "7K2-9QF", Link: "https://plan.example.org/i/7K29QF", Until: noon.Add(time.Hour)}
	asked := plan.Asked{Hints: []string{"•••• 0134"}}
	grant, giving := wire.FromGrant(received(), noon), wire.FromGrant(given(), noon)
	return map[string]struct{ wire, means any }{
		"GET /v1/grants/received":   {wire.FromGrants([]plan.Grant{received()}, noon), []plan.Grant{received()}},
		"GET /v1/grants/given":      {wire.FromGrants([]plan.Grant{given()}, noon), []plan.Grant{given()}},
		"POST /v1/grants":           {grant, received()},
		"POST /v1/grants/g 1/renew": {grant, received()}, "PUT /v1/grants/g 1": {giving, given()},
		"POST /v1/grants/g 1/ask": {wire.FromAsked(asked, noon), asked}, "POST /v1/grants/g 1/help-back-in": {wire.FromAsked(asked, noon), asked},
		"POST /v1/grants/g 1/papers/p1": {wire.FromPaper(paper, noon), paper}, "POST /v1/invitations": {wire.FromTicket(ticket, noon), ticket},
		"POST /v1/invitations/look": {grant, received()}, "POST /v1/invitations/accept": {grant, received()}, "DELETE /v1/grants/g 1": {},
		"GET /v1/grants/g 1/acts": {wire.FromActs("g 1", []plan.Act{act}, noon), []plan.Act{act}},
	}
}

// answers gives what a server says: nothing where there is nothing to say.
func answers(t *testing.T, w any) http.HandlerFunc {
	t.Helper()
	if w == nil {
		return says(204, "", "")
	}
	return says(200, "application/json", jsonOf(t, w))
}

func TestGrantsAreAskedFor(t *testing.T) {
	for want, good := range grantAnswers() {
		p, s := open(t, clock.At(noon), answers(t, good.wire))
		if got, err := grantCalls(t, p)[want](); err != nil || !reflect.DeepEqual(got, good.means) {
			t.Errorf("%s: %v\n%+v", want, err, got)
		}
		if q := s.seen[0]; q.Method+" "+q.Path != want || q.Auth != "Bearer tok-"+canary {
			t.Errorf("%s was %+v", want, q)
		}
		p, _ = open(t, clock.At(noon), says(403, wire.ProblemType, `{"code":"grant.revoked","who":"Dolores Ruiz"}`))
		if _, err := grantCalls(t, p)[want](); !problem.Is(err, problem.GrantRevoked) || problem.Of(err).Facts.Who != "Dolores Ruiz" {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestOnlyWhatCanBeAskedTwiceOfGrantsIs(t *testing.T) {
	for want, good := range grantAnswers() {
		twice := want[:4] != "POST" || strings.Contains(want, "/papers/")
		script := []http.HandlerFunc{cut}
		if twice {
			script = append(script, answers(t, good.wire))
		}
		p, s := open(t, clock.At(noon), script...)
		if _, err := grantCalls(t, p)[want](); (err == nil) != twice || len(s.seen) != len(script) {
			t.Errorf("%s: %v, asked %d times", want, err, len(s.seen))
		}
		if twice && s.seen[0] != s.seen[1] {
			t.Errorf("%s was repeated otherwise", want)
		}
	}
}

func TestAGrantOfOthersIsNotBelieved(t *testing.T) {
	foreign := wire.FromGrant(others(), noon)
	renamed := received()
	renamed.ID = "g 2"
	for want, answer := range map[string]any{
		"GET /v1/grants/received":   wire.FromGrants([]plan.Grant{received(), {ID: "g2", Kind: "k", Subject: received().Subject, Actor: others().Actor}}, noon),
		"GET /v1/grants/given":      wire.FromGrants([]plan.Grant{received()}, noon),
		"POST /v1/grants":           foreign,
		"POST /v1/grants/g 1/renew": wire.FromGrant(renamed, noon), "PUT /v1/grants/g 1": foreign,
		"POST /v1/invitations/look": foreign, "POST /v1/invitations/accept": foreign,
		"GET /v1/grants/g 1/acts":       wire.FromActs("g 2", nil, noon),
		"POST /v1/grants/g 1/papers/p1": wire.FromPaper(plan.Paper{ID: "p2", Label: "l", State: plan.PaperWanted}, noon),
	} {
		p, _ := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, answer)))
		if got, err := grantCalls(t, p)[want](); !problem.Is(err, problem.Malformed) || !strings.Contains(err.Error(), "about another") {
			t.Errorf("%s: %v %+v", want, err, got)
		}
	}
}

func TestALinkThatLeadsElsewhereIsNotHandedOn(t *testing.T) {
	for link, kept := range map[string]bool{"https://plan.example.org/i/1": true, "https://help.example.org/i": true, "https://evil.example.org/i": false, "": false} {
		w := jsonOf(t, wire.FromTicket(plan.Ticket{Code: "c", Link: link, Until: noon}, noon))
		p, _ := open(t, clock.At(noon), says(200, "application/json", w), says(200, "application/json", w))
		invitation, err := p.Grants.Invite(t.Context(), session(), offer())
		left, err2 := p.Handoffs.Leave(t.Context(), nil, plan.Handoff{})
		if err != nil || err2 != nil || (invitation.Link == link) != (kept || link == "") || left != invitation {
			t.Errorf("%s: %v %v %+v", link, err, err2, invitation)
		}
	}
}

func TestAnIDThatNamesNothingIsNotAskedAbout(t *testing.T) {
	p, s := open(t, clock.At(noon))
	in, ctx := session(), t.Context()
	for _, id := range []string{"", ".", ".."} {
		g, nameless := plan.GrantID(id), piece()
		nameless.Paper = plan.PaperID(id)
		_, renew := p.Grants.Renew(ctx, in, g)
		_, ask := p.Grants.AskMember(ctx, in, g, plan.Ask{})
		_, help := p.Grants.HelpBackIn(ctx, in, g)
		_, upload := p.Grants.Upload(ctx, in, g, piece())
		_, paper := p.Grants.Upload(ctx, in, "g", nameless)
		_, allow := p.Grants.Allow(ctx, in, g, offer())
		_, acts := p.Grants.Acts(ctx, in, g)
		_, who := p.Records.List(ctx, plan.For(in, plan.MemberID(id)), plan.Results)
		_, what := p.Records.List(ctx, plan.For(in, "m1"), plan.RecordKind(id))
		_, do := p.Records.(plan.Doer).Do(ctx, plan.For(in, "m1"), plan.Deed{Kind: plan.Results, ID: id})
		for i, err := range []error{renew, ask, help, upload, paper, allow, acts, who, what, do, p.Grants.Revoke(ctx, in, g)} {
			if !problem.Is(err, problem.Unexpected) {
				t.Errorf("%q, call %d: %v", id, i, err)
			}
		}
	}
	if len(s.seen) != 0 {
		t.Error(s.seen)
	}
}

func TestAPlanHasThePortsThatItsDocumentNames(t *testing.T) {
	for name, has := range map[plan.Capability]func(*plan.Plan) bool{
		plan.CanActFor: func(p *plan.Plan) bool { return p.Grants != nil }, plan.CanHandOff: func(p *plan.Plan) bool { return p.Handoffs != nil },
		plan.CanDo:      func(p *plan.Plan) bool { _, does := p.Records.(plan.Doer); return does },
		plan.CanRecords: func(p *plan.Plan) bool { return p.Records != nil },
	} {
		for how, want := range map[string]bool{"app": true, "no": false, "browser": false} {
			body := strings.Replace(document(t), `"`+string(name)+`":{"how":"app"`, `"`+string(name)+`":{"how":"`+how+`"`, 1)
			origin, _ := url.Parse("https://plan.example.org")
			p, err := rest.Open(t.Context(), rest.Config{Origin: origin, Clock: clock.At(noon),
				Transport: client.InProcess{Handler: says(200, "application/json", body)}})
			if err != nil || has(p) != want {
				t.Errorf("%s %s: %v", name, how, err)
			}
		}
	}
}
