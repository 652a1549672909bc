package mockplan

import (
	"fmt"
	"strings"
	"testing"

	"vestibule/app/problem"
)

// wishFor is a wish for somebody's record.
func wishFor(kind, name, number, born string) string {
	return fmt.Sprintf(`{"kind":%q,"name":%q,"member_number":%q,"born":%q}`, kind, name, number, born)
}

func TestAWishSaysNothingOfWhoIsFound(t *testing.T) { // S233
	d := open(t)
	v := d.visits("rosa")
	ines := d.plan.someone("m78") // has died; is older than a child; a real card
	for _, kind := range []string{"parent", "guardian", "power-of-attorney", "estate", "invited"} {
		found := v.does("POST", "/v1/grants", wishFor(kind, ines.Name, ines.MemberNumber, ines.birth)).taken()
		nobody := v.does("POST", "/v1/grants", wishFor(kind, ines.Name, "TM-4499-0000", ines.birth)).taken()
		for _, ask := range []string{"/renew", "/ask", "/help-back-in"} {
			a := v.does("POST", "/v1/grants/"+idOf(found.body)+ask, `{"kind":"results","want":"look"}`)
			b := v.does("POST", "/v1/grants/"+idOf(nobody.body)+ask, `{"kind":"results","want":"look"}`)
			for _, one := range []reply{a, b} {
				delete(one.body, "reference")
				delete(one.body, "id")
			}
			if fmt.Sprint(a.status, a.body) != fmt.Sprint(b.status, b.body) {
				t.Errorf("%s%s: %v, of nobody %v", kind, ask, a.body, b.body)
			}
		}
		delete(found.body, "id")
		delete(nobody.body, "id")
		if fmt.Sprint(found.body) != fmt.Sprint(nobody.body) || found.body["subject"].(map[string]any)["id"] != nil {
			t.Errorf("%s: %v, of nobody %v", kind, found.body, nobody.body)
		}
	}
	v.does("GET", records("m78", "results"), "").refused(problem.NotForMember)
}

func TestAWishIsAnsweredByTheSubject(t *testing.T) {
	d := open(t)
	v := d.visits("rosa")
	dolores := d.plan.names["dolores"]
	v.does("POST", "/v1/grants", wishFor("invited", "dolores ruiz", dolores.MemberNumber, dolores.birth)).taken()
	if told := d.newest("dolores"); !strings.Contains(fmt.Sprint(told["body"]), "Rosa Jimenez asks to see your") {
		t.Errorf("Dolores was told %v", told)
	}
	hers := d.visits("dolores")
	hers.does("PUT", "/v1/grants/"+idOf(hers.grant("given", "Rosa Jimenez", 0)), offerOf("results", "look")).taken()
	v.does("GET", records("m70", "results"), "").taken()
	v.does("GET", records("m70", "messages"), "").refused(problem.GrantScope)
	if g := v.grant("received", "Dolores Ruiz", 1948); g["state"] != nil || g["subject"].(map[string]any)["id"] != "m70" {
		t.Errorf("%v", g)
	}
}

func TestAWishThatIsRefusedIsGone(t *testing.T) {
	d := open(t)
	v := d.visits("dolores")
	before := len(d.plan.delegations)
	v.does("DELETE", "/v1/grants/"+idOf(v.grant("given", "Rafael Ruiz", 0)), "").taken()
	if len(d.plan.delegations) != before-1 {
		t.Error("it is kept")
	}
}

func TestWishesAreBounded(t *testing.T) {
	v := open(t).visits("rosa")
	for i := range mostWishes {
		v.does("POST", "/v1/grants", wishFor("invited", "A B", fmt.Sprintf("TM-4499-%04d", i), "1990-01-01")).taken()
	}
	v.does("POST", "/v1/grants", wishFor("invited", "A B", "TM-4499-9999", "1990-01-01")).refused(problem.TooBusy)
	for _, body := range []string{`{}`, wishFor("friend", "A", "1", "1990-01-01"), wishFor("invited", "A", "1", "soon"), wishFor("invited", " ", "1", "1990-01-01")} {
		if got := v.does("POST", "/v1/grants", body); got.status != 422 {
			t.Errorf("%s: %d", body, got.status)
		}
	}
}

func TestRenewingBringsAGrantBack(t *testing.T) { // S054
	d := open(t)
	d.forgives()
	v := d.visits("carmen")
	father := idOf(v.grant("received", "Ernesto Ruiz", 0))
	if g := v.does("POST", "/v1/grants/"+father+"/renew", "").taken(); g.body["state"] != "grant.pending" || g.body["explanation"] == nil {
		t.Errorf("%v", g.body)
	}
	v.does("GET", records("m74", "results"), "").refused(problem.GrantPending)
	d.verdict(father, "accept")
	v.does("GET", records("m74", "results"), "").taken()
	v.does("POST", "/v1/grants/"+idOf(v.grant("received", "Ana Ruiz", 0))+"/renew", "").refused(problem.GrantRevoked)
	d.clock.Advance(366 * day)
	d.visits("carmen").does("GET", records("m74", "results"), "").refused(problem.GrantExpired)
}

func TestThePlanLooksAtWhatWaitsInItsTime(t *testing.T) {
	d := open(t)
	d.visits("carmen").does("GET", records("m76", "results"), "").refused(problem.GrantPending)
	d.clock.Advance(lookedAt)
	d.visits("carmen").does("GET", records("m76", "results"), "").taken()
}

func TestTheMemberIsAskedForMore(t *testing.T) { // S242
	d := open(t)
	v := d.visits("carmen")
	at := "/v1/grants/" + idOf(v.grant("received", "Dolores Ruiz", 0))
	v.deed("m70", "messages", "m70-messages-1", `{"what":"reply","once":"a","text":"Yes"}`).refused(problem.GrantReadOnly)
	for range 2 {
		if got := v.does("POST", at+"/ask", `{"kind":"messages","want":"act"}`).taken(); len(got.body["hints"].([]any)) != 2 {
			t.Errorf("%v", got.body)
		}
	}
	if told := fmt.Sprint(d.newest("dolores")["body"]); !strings.Contains(told, "Carmen Delgado asks to do something for you in your messages") {
		t.Error(told)
	}
	hers := d.visits("dolores")
	var wishes []map[string]any
	for _, g := range hers.does("GET", "/v1/grants/given", "").list("grants") {
		if g["state"] == "grant.pending" && g["actor"].(map[string]any)["name"] == "Carmen Delgado" {
			wishes = append(wishes, g)
		}
	}
	if len(wishes) != 1 || scopeIn(wishes[0])["messages"] != "act" {
		t.Fatalf("Dolores sees %v", wishes)
	}
	hers.does("PUT", "/v1/grants/"+idOf(wishes[0]), offerOf("messages", "act")).taken()
	v.deed("m70", "messages", "m70-messages-1", `{"what":"reply","once":"b","text":"Yes"}`).taken()
	v.does("GET", records("m70", "results"), "").taken() // what was open stays so
	if n := len(hers.does("GET", "/v1/grants/given", "").list("grants")); n != 2 {
		t.Errorf("%d grants, want Carmen's and Rafael's", n)
	}
	for range 3 {
		v.does("POST", at+"/ask", `{"kind":"results","want":"act"}`).taken()
	}
	v.does("POST", at+"/ask", `{"kind":"results","want":"act"}`).refused(problem.CodeTooMany)
}
