package mockplan

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// fullGrant is one of a kind, in a state, with everything that a grant can have.
func fullGrant(kind plan.GrantKind, state problem.Code, at time.Time) plan.Grant {
	g := plan.Grant{ID: "g", Subject: plan.Person{ID: "s", Name: "S", Born: 1948}, Actor: plan.Person{ID: "a", Name: "A"}, Kind: kind, State: state,
		Scope: everything(plan.MayLook), Starts: at, Ends: at.Add(day), Asked: at, AgeChange: at, Renewable: true, Explanation: "E"}
	g.Scope[plan.Results] = plan.MayAct
	for _, state := range []plan.PaperState{plan.PaperWanted, plan.PaperPartly, plan.PaperLookedAt, plan.PaperAccepted, plan.PaperRefused} {
		g.Papers = append(g.Papers, plan.Paper{ID: plan.PaperID(state), Label: "L", Types: []string{"image/png"}, Most: 9, State: state, Name: "n", Size: 9, Received: 3, Explanation: "E"})
	}
	return g
}

// TestTheContractHasGrants holds what travels of acting for others to the contract, as full and as empty as it can be.
func TestTheContractHasGrants(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	of := func(v any) string {
		body, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	full := fullGrant(plan.GrantInvited, "", now)
	bare := plan.Grant{ID: "g", Subject: plan.Person{Name: "S"}, Actor: plan.Person{Name: "A"}, Kind: plan.GrantEstate, State: problem.GrantPending}
	var all []plan.Grant
	for i, state := range []problem.Code{"", problem.GrantNone, problem.GrantPending, problem.GrantPapers, problem.GrantExpired, problem.GrantRevoked, problem.GrantAge, problem.GrantDeceased} {
		all = append(all, fullGrant(plan.GrantKinds()[i%len(plan.GrantKinds())], state, now))
	}
	offer, err := wire.OfferBody(plan.GrantOffer{Name: "A", Scope: full.Scope, Ends: now})
	if err != nil {
		t.Fatal(err)
	}
	grant, ticket := of(wire.FromGrant(full, now)), of(wire.FromTicket(plan.Ticket{Code: "C", Link: "https://plan.example.org/i/x", Until: now}, now))
	record := plan.Record{ID: "r", When: now, Title: "T", Deeds: plan.DeedKinds()}
	handoff := plan.Handoff{Purpose: plan.SignIn, Stood: plan.KindCode, Verdict: problem.CodeWrong, Lines: []plan.PacketLine{{Label: "a", Text: "b"}}, Asks: plan.AskCode, Asker: "A", Device: "D"}
	left := handoff
	left.Asker = ""
	typed := string(wire.TypedBody("C"))
	acts := []plan.Act{{At: now, Who: "A", Kind: plan.Results}, {At: now, Who: "A", Kind: plan.Messages, What: plan.Reply, On: "T"}}
	piece := plan.PaperPiece{Paper: "p", Name: "n", Type: "image/png", Size: 3, Data: []byte("abc")}
	for _, x := range []struct{ method, path, request, response string }{
		{"GET", "/v1/grants/received", "", of(wire.FromGrants(all, now))}, {"GET", "/v1/grants/given", "", of(wire.FromGrants(nil, now))},
		{"POST", "/v1/grants", string(wire.WishBody(plan.GrantWish{Kind: plan.GrantParent, Name: "N", MemberNumber: "1", Born: "2015-01-02"})), of(wire.FromGrant(bare, now))},
		{"PUT", "/v1/grants/g", string(offer), grant}, {"POST", "/v1/grants/g/renew", "", grant},
		{"POST", "/v1/grants/g/ask", string(wire.AskBody(plan.Ask{Kind: plan.Results, Want: plan.MayAct})), of(wire.FromAsked(plan.Asked{Hints: []string{"h"}}, now))},
		{"POST", "/v1/grants/g/help-back-in", "", of(wire.FromAsked(plan.Asked{}, now))},
		{"POST", "/v1/grants/g/papers/p", string(wire.PieceBody(piece)), of(wire.FromPaper(full.Papers[1], now))},
		{"GET", "/v1/grants/g/acts", "", of(wire.FromActs("g", acts, now))}, {"GET", "/v1/grants/g/acts", "", of(wire.FromActs("g", nil, now))},
		{"POST", "/v1/invitations", string(offer), ticket}, {"POST", "/v1/invitations/look", typed, grant}, {"POST", "/v1/invitations/accept", typed, grant},
		{"POST", "/v1/people/m/records/results/r/deeds", string(wire.DeedBody(plan.Deed{What: plan.Reply, Text: "T", Once: "o", Their: secret.Of([]byte("1"))})),
			of(wire.FromDeedDone("m", record, now))},
		{"POST", "/v1/handoffs", string(wire.HandoffBody(left)), ticket}, {"POST", "/v1/handoffs", string(wire.HandoffBody(plan.Handoff{})), ticket},
		{"POST", "/v1/handoffs/take", typed, of(wire.FromHandoff(handoff, now))}, {"POST", "/v1/handoffs/take", typed, of(wire.FromHandoff(plan.Handoff{}, now))},
	} {
		if err := exchange(x.method, x.path, x.request, x.response, 200); err != nil {
			t.Errorf("%s %s: %v", x.method, x.path, err)
		}
		for _, broken := range [][2]string{{x.request, strings.Replace(x.response, `{`, `{"extra":1,`, 1)}, {strings.Replace(x.request, `{`, `{"extra":1,`, 1), x.response}} {
			if broken != [2]string{x.request, x.response} && exchange(x.method, x.path, broken[0], broken[1], 200) == nil {
				t.Errorf("%s %s: a field too many was not caught", x.method, x.path)
			}
		}
	}
	if err := exchange("DELETE", "/v1/grants/g", "", "", 204); err != nil {
		t.Error(err)
	}
}

func TestTheContractHasTheSameWordsForGrants(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for schema, want := range map[string][]string{
		"GrantKind": texts(plan.GrantKinds()), "RecordKind": texts(plan.RecordKinds()), "DeedKind": texts(plan.DeedKinds()),
	} {
		if got := enumOf(doc, schema); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s has %v, the app %v", schema, got, want)
		}
	}
	codes := enumOf(doc, "ProblemCode")
	for _, state := range enumOf(doc, "GrantState") {
		if !slices.Contains(codes, state) {
			t.Errorf("%s is a state and no problem", state)
		}
	}
}
