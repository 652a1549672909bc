package mockplan

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// visit is a session of somebody before the door.
type visit struct {
	*door
	token string
}

// visits signs a member in by text message.
func (d *door) visits(username string) visit {
	d.t.Helper()
	s := d.known(username)
	if s.now()["kind"] == "choose-authenticator" {
		s = s.pick("sms")
	}
	return visit{d, s.is("code").typed(d.sent(username)).is("done").token()}
}

func (v visit) does(method, path, body string) reply {
	v.t.Helper()
	return v.ask(method, path, body, "Authorization", "Bearer "+v.token)
}

// refused checks the problem of an answer.
func (r reply) refused(code problem.Code) reply {
	r.t.Helper()
	if r.body["code"] != string(code) {
		r.t.Fatalf("answered %d %v, want %s", r.status, r.body, code)
	}
	return r
}

// taken checks that an answer is no refusal.
func (r reply) taken() reply {
	r.t.Helper()
	if r.status >= 300 {
		r.t.Fatalf("refused: %d %v", r.status, r.body)
	}
	return r
}

// grant gives the one of a list for somebody, by their name and the year they were born in (0: any).
func (v visit) grant(list, name string, born int) map[string]any {
	v.t.Helper()
	who := "subject"
	if list == "given" {
		who = "actor"
	}
	for _, g := range v.does("GET", "/v1/grants/"+list, "").taken().list("grants") {
		person := g[who].(map[string]any)
		if year, _ := person["born"].(float64); person["name"] == name && (born == 0 || int(year) == born) {
			return g
		}
	}
	v.t.Fatalf("no grant for %s", name)
	return nil
}

func idOf(g map[string]any) string { return g["id"].(string) }

// forgives has no account lapse and no password expire, for a test that takes years.
func (d *door) forgives() {
	d.rules(`{"inactivity":{"warn_days":[],"deactivate_days":36000},"password":{"max_age_days":null}}`)
}

// records is the address of one kind of entry of a person's.
func records(member, kind string) string { return "/v1/people/" + member + "/records/" + kind }

func TestCarmensGrantsStandAsTheyAreSaidTo(t *testing.T) { // S054, S164
	v := open(t).visits("carmen")
	for name, want := range map[string]string{"Luis Delgado": "", "Sofia Delgado": "", "Dolores Ruiz": "", "Ernesto Ruiz": "grant.expired", "Pilar Ruiz": "grant.papers-missing",
		"Mateo Ruiz": "grant.pending", "Ana Ruiz": "grant.revoked", "Ines Ruiz": "grant.deceased"} {
		g := v.grant("received", name, 0)
		if state, _ := g["state"].(string); state != want {
			t.Errorf("%s stands at %q, want %q", name, state, want)
		}
		got := v.does("GET", records(g["subject"].(map[string]any)["id"].(string), "appointments"), "")
		if code, _ := got.body["code"].(string); code != want || want != "" && got.body["who"] != name {
			t.Errorf("%s: answered %v", name, got.body)
		}
	}
	if a, b := v.grant("received", "Maria Ruiz", 1941), v.grant("received", "Maria Ruiz", 1968); idOf(a) == idOf(b) {
		t.Error("the two of one name are not told apart")
	}
	if g := v.grant("received", "Ernesto Ruiz", 0); g["renewable"] != true || g["ends"] == nil {
		t.Errorf("the one that ended: %v", g)
	}
	if g := v.grant("received", "Pilar Ruiz", 0); g["papers"].([]any)[0].(map[string]any)["state"] != "wanted" {
		t.Errorf("the paper: %v", g)
	}
}

func TestEachPersonsRecordsNameThem(t *testing.T) {
	v := open(t).visits("carmen")
	seen := map[string]string{}
	for _, g := range v.does("GET", "/v1/grants/received", "").list("grants") {
		who := g["subject"].(map[string]any)
		for kind := range scopeIn(g) {
			if g["state"] != nil {
				continue
			}
			got := v.does("GET", records(who["id"].(string), kind), "").taken()
			if got.body["subject"] != who["id"] || len(got.list("records")) == 0 {
				t.Errorf("%v: whose is it? %v", who, got.body)
			}
			for _, r := range got.list("records") {
				whose := fmt.Sprintf("For %v, born %v", who["name"], who["born"])
				if seen[r["id"].(string)] != "" || !strings.Contains(r["detail"].(string), whose) {
					t.Errorf("%v does not say %q", r, whose)
				}
				seen[r["id"].(string)] = whose
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d entries", len(seen))
	}
}

func scopeIn(g map[string]any) map[string]any { s, _ := g["scope"].(map[string]any); return s }

func TestAgesCloseWhatIsPrivateAndThenEverything(t *testing.T) { // S256
	d := open(t)
	d.forgives()
	v := d.visits("carmen")
	luis, sofia := v.grant("received", "Luis Delgado", 0), v.grant("received", "Sofia Delgado", 0)
	if len(scopeIn(luis)) != 4 || len(scopeIn(sofia)) != 2 || scopeIn(sofia)["results"] != nil || sofia["age_change"] == nil {
		t.Errorf("at 9: %v; at 15: %v", scopeIn(luis), sofia)
	}
	v.does("GET", records("m73", "messages"), "").refused(problem.GrantAge)
	v.does("GET", records("m73", "appointments"), "").taken()
	v.does("GET", records("m72", "messages"), "").taken()
	change, err := time.Parse(time.RFC3339, luis["age_change"].(string))
	if err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(change.Sub(opening) - time.Second)
	v = d.visits("carmen")
	v.does("GET", records("m72", "messages"), "").taken()
	d.clock.Advance(time.Second)
	v.does("GET", records("m72", "messages"), "").refused(problem.GrantAge)
	v.does("GET", records("m72", "appointments"), "").taken()
	d.clock.Advance(6 * 366 * day)
	v = d.visits("carmen")
	v.does("GET", records("m72", "appointments"), "").refused(problem.GrantAge)
	d.rules(`{"grants":{"adult_age":30}}`) // the plan's rule counts, not a number of the program's
	v.does("GET", records("m72", "appointments"), "").taken()
}

func TestAStrangerAndOneWhoIsNotGrantedAreAnsweredAlike(t *testing.T) {
	v := open(t).visits("carmen")
	var want string
	for i, member := range []string{"nobody-at-all", "m10", "r001", "m81"} {
		got := v.does("GET", records(member, "results"), "").refused(problem.NotForMember)
		deed := v.does("POST", records(member, "prescriptions")+"/"+member+"-prescriptions-1/deeds", `{"what":"refill","once":"a"}`).refused(problem.NotForMember)
		delete(got.body, "reference")
		delete(deed.body, "reference")
		if text := fmt.Sprint(got.status, got.body, deed.status, deed.body); i == 0 {
			want = text
		} else if text != want {
			t.Errorf("%s: %s, want %s", member, text, want)
		}
	}
}

func TestAGrantOfOthersIsLikeNone(t *testing.T) {
	d := open(t)
	carmen, agnes := d.visits("carmen"), d.visits("agnes")
	theirs := "/v1/grants/" + idOf(agnes.grant("received", "Ada Abbott", 1925))
	before := fmt.Sprint(agnes.does("GET", theirs+"/acts", "").taken().body)
	for _, at := range []string{theirs, "/v1/grants/none"} {
		for _, ask := range [][3]string{{"GET", "/acts", ""}, {"DELETE", "", ""}, {"POST", "/renew", ""}, {"POST", "/help-back-in", ""},
			{"POST", "/ask", `{"kind":"results","want":"act"}`}, {"PUT", "", `{"scope":{"results":"act"}}`}, {"POST", "/papers/proof", `{}`}} {
			carmen.does(ask[0], at+ask[1], ask[2]).refused(problem.NotForMember)
		}
	}
	if g := agnes.grant("received", "Ada Abbott", 1925); g["state"] != nil || fmt.Sprint(agnes.does("GET", theirs+"/acts", "").body) != before {
		t.Errorf("somebody else's tries changed it: %v", g)
	}
}

func TestTheActorDoesNotDecideForTheSubject(t *testing.T) {
	d := open(t)
	carmen, dolores := d.visits("carmen"), d.visits("dolores")
	at := "/v1/grants/" + idOf(carmen.grant("received", "Dolores Ruiz", 0))
	carmen.does("PUT", at, offerOf("results", "act")).refused(problem.NotForMember)
	for _, ask := range [][2]string{{"/renew", ""}, {"/help-back-in", ""}, {"/ask", `{"kind":"results","want":"act"}`}} {
		dolores.does("POST", at+ask[0], ask[1]).refused(problem.NotForMember)
	}
	dolores.does("POST", at+"/papers/proof", pieceOf([]byte("%PDF-1.7 x"), "application/pdf", 0, 10)).refused(problem.NotForMember)
}

// offerOf is an offer of one kind for half a year.
func offerOf(kind, access string) string {
	return fmt.Sprintf(`{"scope":{%q:%q},"ends":%q}`, kind, access, opening.AddDate(0, 6, 0).Format(time.RFC3339))
}

func TestRevokedWhileAPageIsOpen(t *testing.T) {
	d := open(t)
	carmen, dolores := d.visits("carmen"), d.visits("dolores")
	carmen.does("GET", records("m70", "results"), "").taken()
	given := dolores.grant("given", "Carmen Delgado", 0)
	d.clock.Advance(5 * time.Minute)
	dolores.does("DELETE", "/v1/grants/"+idOf(given), "").taken()
	carmen.does("GET", records("m70", "results"), "").refused(problem.GrantRevoked)
	carmen.does("POST", records("m70", "appointments")+"/m70-appointments-1/deeds", `{"what":"cancel-visit","once":"a"}`).refused(problem.GrantRevoked)
	if g := carmen.grant("received", "Dolores Ruiz", 0); g["state"] != "grant.revoked" {
		t.Errorf("it stands at %v", g["state"])
	}
	if told := d.newest("carmen"); !strings.Contains(fmt.Sprint(told["body"]), "Dolores Ruiz has ended") {
		t.Errorf("Carmen was told %v", told)
	}
	dolores.does("DELETE", "/v1/grants/"+idOf(given), "").taken() // gone already is done
	if got := dolores.does("GET", records("m70", "appointments"), "").list("records"); strings.Contains(fmt.Sprint(got), "cancelled") {
		t.Error("something was done after the end")
	}
}

func TestTheActorGivesAGrantBack(t *testing.T) {
	d := open(t)
	carmen := d.visits("carmen")
	carmen.does("DELETE", "/v1/grants/"+idOf(carmen.grant("received", "Dolores Ruiz", 0)), "").taken()
	carmen.does("GET", records("m70", "appointments"), "").refused(problem.GrantRevoked)
	if told := d.newest("dolores"); !strings.Contains(fmt.Sprint(told["body"]), "Carmen Delgado has given back") {
		t.Errorf("Dolores was told %v", told)
	}
}

func TestAllowNeedsAFreshProofWhereItOpensMore(t *testing.T) {
	d := open(t)
	dolores := d.visits("dolores")
	at := "/v1/grants/" + idOf(dolores.grant("given", "Carmen Delgado", 0))
	d.clock.Advance(14 * time.Minute)
	dolores.does("GET", "/v1/account", "").taken()
	d.clock.Advance(14 * time.Minute) // the last proof is 28 minutes old
	dolores.does("PUT", at, offerOf("results", "act")).refused(problem.NeedsReauth)
	dolores.does("PUT", "/v1/grants/"+idOf(dolores.grant("given", "Rafael Ruiz", 0)), offerOf("results", "look")).refused(problem.NeedsReauth)
	dolores.does("POST", "/v1/invitations", offerOf("results", "look")).refused(problem.NeedsReauth)
	long := fmt.Sprintf(`{"scope":{"results":"look"},"ends":%q}`, opening.AddDate(0, 11, 0).Format(time.RFC3339))
	dolores.does("PUT", at, long).refused(problem.NeedsReauth)
	if got := dolores.does("PUT", at, offerOf("results", "look")).taken(); len(scopeIn(got.body)) != 1 {
		t.Errorf("less needs no proof: %v", got.body)
	}
	carmen := d.visits("carmen")
	carmen.does("GET", records("m70", "messages"), "").refused(problem.GrantScope)
	dolores = d.visits("dolores")
	dolores.does("PUT", at, offerOf("messages", "act")).taken()
	carmen.does("GET", records("m70", "messages"), "").taken()
}

func TestOffersKeepTheRules(t *testing.T) {
	v := open(t).visits("dolores")
	ends := opening.AddDate(0, 6, 0).Format(time.RFC3339)
	for what, body := range map[string]string{
		"nothing":       `{"scope":{},"ends":"` + ends + `"}`,
		"no end":        `{"scope":{"results":"look"}}`,
		"over already":  `{"scope":{"results":"look"},"ends":"` + opening.Format(time.RFC3339) + `"}`,
		"too long":      `{"scope":{"results":"look"},"ends":"` + opening.AddDate(2, 0, 0).Format(time.RFC3339) + `"}`,
		"unknown kind":  `{"scope":{"secrets":"look"},"ends":"` + ends + `"}`,
		"unknown reach": `{"scope":{"results":"own"},"ends":"` + ends + `"}`,
	} {
		if got := v.does("POST", "/v1/invitations", body); got.status != 422 {
			t.Errorf("%s: %d %v", what, got.status, got.body)
		}
	}
	v.door.rules(`{"grants":{"max_days":0}}`)
	v.does("POST", "/v1/invitations", `{"scope":{"results":"look"}}`).taken()
}

func TestActsAreSeenByBothSidesAndByNobodyElse(t *testing.T) { // S256
	d := open(t)
	carmen, dolores := d.visits("carmen"), d.visits("dolores")
	at := "/v1/grants/" + idOf(carmen.grant("received", "Dolores Ruiz", 0)) + "/acts"
	for range 3 {
		carmen.does("GET", records("m70", "results"), "").taken()
	}
	d.clock.Advance(time.Minute)
	carmen.does("POST", records("m70", "appointments")+"/m70-appointments-1/deeds", `{"what":"cancel-visit","once":"a"}`).taken()
	for _, v := range []visit{carmen, dolores} {
		list := v.does("GET", at, "").taken().list("acts")
		if len(list) != 2 || list[0]["what"] != "cancel-visit" || list[0]["who"] != "Carmen Delgado" || list[1]["kind"] != "results" || list[1]["what"] != nil {
			t.Errorf("%v", list)
		}
	}
	d.visits("agnes").does("GET", at, "").refused(problem.NotForMember)
	log := fmt.Sprint(dolores.does("GET", "/v1/activity", "").list("events"))
	if !strings.Contains(log, "Carmen Delgado → Dolores Ruiz") || !strings.Contains(log, string(plan.EventActedFor)) || !strings.Contains(log, string(plan.EventLookedFor)) {
		t.Errorf("her activity: %s", log)
	}
	dolores.does("GET", records("m70", "results"), "").taken()
	if n := len(dolores.does("GET", at, "").list("acts")); n != 2 {
		t.Errorf("her own look stands among the acts of others: %d", n)
	}
}

func TestBothSidesAreToldBeforeTheEnd(t *testing.T) {
	d := open(t)
	told := func(to string) (n int) {
		for _, m := range d.ask("GET", "/mock/outbox?to="+to, "").list("messages") {
			if text := fmt.Sprint(m["subject"], m["body"]); strings.Contains(text, "ends soon") || strings.Contains(text, "closes soon") && strings.Contains(text, "Dolores") {
				n++
			}
		}
		return n
	}
	for i, days := range []int{0, 213, 2, 23} { // 8 months; 30 days before, the same notice, and 7 days before
		d.clock.Advance(time.Duration(days) * day)
		want := []int{0, 0, 2, 4}[i] // at each of two contacts
		if got := told("dolores"); got != want {
			t.Errorf("after step %d Dolores was told %d times, want %d", i, got, want)
		}
	}
	if told("carmen") == 0 {
		t.Error("Carmen was not told")
	}
}

func TestAgnesActsForTwoHundred(t *testing.T) {
	v := open(t).visits("agnes")
	list := v.does("GET", "/v1/grants/received", "").list("grants")
	seen, names := map[string]bool{}, map[string]int{}
	for _, g := range list {
		who := g["subject"].(map[string]any)
		key := fmt.Sprint(who["name"], who["born"])
		if seen[key] || seen[who["id"].(string)] {
			t.Errorf("%v is there twice", who)
		}
		seen[key], seen[who["id"].(string)] = true, true
		names[who["name"].(string)]++
	}
	if len(list) != 200 || len(names) == 200 {
		t.Errorf("%d grants, %d names", len(list), len(names))
	}
	if got := v.does("GET", records("r200", "results"), "").taken(); got.body["subject"] != "r200" {
		t.Error(got.body)
	}
}

func TestPeopleWithoutAnAccountSignInNowhere(t *testing.T) {
	d := open(t)
	for _, m := range d.plan.cards {
		if d.plan.find(m.MemberNumber) != nil || slices.Contains(d.plan.members, m) {
			t.Errorf("%s can be found by a name", m.Name)
		}
		if m.Phone != "" && !strings.HasPrefix(m.Phone, "(202) 555-01") {
			t.Errorf("%s has the number %s", m.Name, m.Phone)
		}
	}
	d.begin().name("TM-4400-1504", "").is("credentials") // Luis' card
	if got := d.begin().name("TM-4400-1504", "x").code(); got != string(problem.BadCredentials) {
		t.Error(got)
	}
}

func TestTheServicesLetMembersActForOthers(t *testing.T) {
	d, e := beside(t)
	e.holds["carmen"] = Bearer{ID: "6f9", Names: []string{"carmen"}}
	v := visit{d, "carmen"}
	g := v.grant("received", "Luis Delgado", 0)
	if g["actor"].(map[string]any)["id"] != "6f9" {
		t.Errorf("she is %v there", g["actor"])
	}
	v.does("GET", records("m72", "results"), "").taken()
	v.does("GET", records("6f9", "results"), "").taken()
	v.does("GET", records("m23", "results"), "").refused(problem.NotForMember)
	can := d.document()["capabilities"].(map[string]any)
	if can["act-for"] == nil || can["give-access"] != nil || d.document()["policy"].(map[string]any)["grants"] == nil {
		t.Error(can)
	}
	if got := (visit{d, "stranger"}).does("GET", "/v1/grants/received", ""); got.status != http.StatusForbidden {
		t.Errorf("a stranger is answered %d", got.status)
	}
}
