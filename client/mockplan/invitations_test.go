package mockplan

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/app/problem"
)

func typed(text string) string { return fmt.Sprintf(`{"typed":%q}`, text) }

// invites gives the code and the link of an invitation.
func (v visit) invites() (code, link string) {
	v.t.Helper()
	got := v.does("POST", "/v1/invitations", offerOf("results", "look")).taken()
	return got.body["code"].(string), got.body["link"].(string)
}

func TestAnInvitationLetsOnePersonInOnce(t *testing.T) {
	d := open(t)
	anna, carmen := d.visits("anna"), d.visits("carmen")
	code, link := anna.invites()
	for range 2 { // looking uses nothing up
		g := carmen.does("POST", "/v1/invitations/look", typed(link)).taken().body
		if g["subject"].(map[string]any)["name"] != "Anna Lindqvist" || scopeIn(g)["results"] != "look" {
			t.Errorf("it offers %v", g)
		}
	}
	carmen.does("GET", records("m10", "results"), "").refused(problem.NotForMember)
	carmen.does("POST", "/v1/invitations/accept", typed(strings.ToLower(strings.ReplaceAll(code, "-", " ")))).taken()
	carmen.does("GET", records("m10", "results"), "").taken()
	carmen.does("GET", records("m10", "messages"), "").refused(problem.GrantScope)
	for _, again := range []string{code, link} {
		carmen.does("POST", "/v1/invitations/accept", typed(again)).refused(problem.InvitationGone)
		d.visits("rosa").does("POST", "/v1/invitations/look", typed(again)).refused(problem.InvitationGone)
	}
	if told := d.newest("anna@mail.example.org"); !strings.Contains(fmt.Sprint(told["body"]), "Carmen Delgado took your invitation") {
		t.Errorf("Anna was told %v", told)
	}
}

func TestAnInvitationIsRacedForByMany(t *testing.T) {
	d := open(t)
	code, _ := d.visits("anna").invites()
	var visits []visit
	for _, name := range []string{"carmen", "rosa", "noah", "agnes", "dolores"} {
		visits = append(visits, d.visits(name))
	}
	var taken sync.Map
	var all sync.WaitGroup
	for _, v := range visits {
		all.Go(func() {
			r := httptest.NewRequest("POST", "/v1/invitations/accept", strings.NewReader(typed(code)))
			r.Header.Set("Authorization", "Bearer "+v.token)
			w := httptest.NewRecorder()
			if v.plan.ServeHTTP(w, r); w.Code == http.StatusOK {
				taken.Store(v.token, true)
			}
		})
	}
	all.Wait()
	n := 0
	taken.Range(func(any, any) bool { n++; return true })
	if n != 1 {
		t.Errorf("%d got in", n)
	}
}

func TestInvitationsEndByThemselvesAndWithTheAccount(t *testing.T) {
	d := open(t)
	anna, carmen := d.visits("anna"), d.visits("carmen")
	code, _ := anna.invites()
	anna.does("POST", "/v1/invitations/look", typed(code)).refused(problem.BadField) // nobody lets themselves in
	anna.does("POST", "/v1/not-me", "").taken()
	carmen.does("POST", "/v1/invitations/look", typed(code)).refused(problem.InvitationGone)
	code, _ = d.visits("noah").invites()
	d.clock.Advance(7*day - time.Second)
	carmen = d.visits("carmen")
	carmen.does("POST", "/v1/invitations/look", typed(code)).taken()
	d.clock.Advance(time.Second)
	carmen.does("POST", "/v1/invitations/accept", typed(code)).refused(problem.InvitationGone)
}

func TestGuessesOfInvitationsAreCounted(t *testing.T) {
	d := open(t)
	code, link := d.visits("anna").invites()
	v := d.visits("carmen")
	for left := 2; left > 0; left-- {
		if got := v.does("POST", "/v1/invitations/look", typed("AAAA-AAAA")).refused(problem.InvitationWrong); got.body["left"] != float64(left) {
			t.Errorf("%v left, want %d", got.body["left"], left)
		}
	}
	v.does("POST", "/v1/invitations/look", typed(strings.Replace(link, host, "evil.example.net", 1))).refused(problem.LockedMFA)
	v.does("POST", "/v1/invitations/accept", typed(code)).refused(problem.LockedMFA)
	d.visits("carmen").does("POST", "/v1/invitations/accept", typed(code)).refused(problem.LockedMFA) // another session is no new guesser
	d.visits("rosa").does("POST", "/v1/invitations/look", typed(code)).taken()
	d.clock.Advance(15 * time.Minute)
	d.visits("carmen").does("POST", "/v1/invitations/accept", typed(code)).taken()
}

func TestASecondInvitationTakesThePlaceOfTheFirst(t *testing.T) {
	d := open(t)
	anna, carmen := d.visits("anna"), d.visits("carmen")
	for range 2 {
		code, _ := anna.invites()
		carmen.does("POST", "/v1/invitations/accept", typed(code)).taken()
	}
	given := anna.does("GET", "/v1/grants/given", "").list("grants")
	if len(given) != 1 {
		t.Fatalf("%d grants for one person", len(given))
	}
	anna.does("DELETE", "/v1/grants/"+idOf(given[0]), "").taken()
	carmen.does("GET", records("m10", "results"), "").refused(problem.GrantRevoked)
}
