package mockplan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// ids gives the ids of one list of the security page.
func (r reply) ids(list string) (out []string) {
	for _, one := range r.list(list) {
		out = append(out, one["id"].(string))
	}
	return out
}

func (d *door) security(token string) reply {
	d.t.Helper()
	return d.as(token, "GET", "/v1/security")
}

func (d *door) gone(token, method, path string) {
	d.t.Helper()
	if r := d.as(token, method, path); r.status != 204 {
		d.t.Fatalf("%s %s answered %d %v", method, path, r.status, r.body)
	}
}

func (d *door) refused(token, method, path string, code problem.Code) {
	d.t.Helper()
	if r := d.as(token, method, path); r.body["code"] != string(code) {
		d.t.Fatalf("%s %s answered %d %v, want %s", method, path, r.status, r.body, code)
	}
}

// happened gives what the activity log says, newest first.
func (d *door) happened(token string) (out []string) {
	for _, e := range d.as(token, "GET", "/v1/activity").list("events") {
		out = append(out, e["what"].(string))
	}
	return out
}

func TestTheSecurityPageShowsWhatThereIs(t *testing.T) { // S113, S213
	d := open(t)
	trust := d.trustFor("anna")
	d.clock.Advance(time.Minute)
	r := d.ask("POST", "/v1/flows", `{"purpose":"sign-in"}`, "User-Agent", "Vestibule (android)")
	token := step{d, r}.answer("credentials.submit", map[string]any{"name": "anna", "password": d.password("anna"), "trust": trust}).is("done").token()
	page := d.security(token)
	if page.status != 200 || strings.Contains(strings.Join(page.ids("sessions"), " "), token) {
		t.Fatalf("%d %v", page.status, page.body)
	}
	contacts := page.list("contacts")
	if len(contacts) != 2 || contacts[0]["hint"] != "a•••@mail.example.org" || contacts[1]["hint"] != "(•••) •••-0110" {
		t.Errorf("contacts %v", contacts)
	}
	sessions := page.list("sessions")
	if len(sessions) != 2 || sessions[1]["this"] != true || sessions[1]["device"] != "An Android phone" || sessions[0]["this"] == true {
		t.Errorf("sessions %v", sessions)
	}
	devices := page.list("devices")
	if len(devices) != 1 || devices[0]["this"] != true || devices[0]["until"] != opening.AddDate(0, 0, 30).Format(time.RFC3339) ||
		devices[0]["last_used"] != opening.Add(time.Minute).Format(time.RFC3339) {
		t.Errorf("devices %v", devices)
	}
	if got := d.happened(token); !slices.Equal(got, []string{"sign-in", "device-trusted", "sign-in"}) {
		t.Errorf("happened: %v", got)
	}
	if r := d.ask("GET", "/v1/security", ""); r.status != 401 {
		t.Errorf("without a session: %d", r.status)
	}
}

func TestWhatGuardsAnAccountNeedsAFreshProof(t *testing.T) {
	d := open(t)
	other := d.signIn("anna").token()
	d.clock.Advance(time.Second) // sessions are told oldest first
	d.trustFor("anna")
	token := d.signIn("anna").token()
	page := d.security(token)
	d.rules(`{"session":{"reauth_window_s":60}}`)
	d.clock.Advance(61 * time.Second)
	paths := []string{"/v1/contacts/" + page.ids("contacts")[0], "/v1/authenticators/" + page.ids("authenticators")[0],
		"/v1/sessions/" + page.ids("sessions")[0], "/v1/devices/" + page.ids("devices")[0], "/v1/sessions"}
	for _, path := range paths {
		d.refused(token, "DELETE", path, problem.NeedsReauth)
	}
	if after := d.security(token); len(after.ids("contacts")) != 2 || len(after.ids("authenticators")) != 1 || len(after.ids("sessions")) != 3 ||
		len(after.ids("devices")) != 1 || len(d.noticesTo("Security change")) != 0 {
		t.Errorf("something is gone: %v", after.body)
	}
	d.beginIn(token, "step-up").is("code").typed(d.sent("anna")).is("done")
	for _, i := range []int{2, 3, 0} {
		d.gone(token, "DELETE", paths[i])
		d.gone(token, "DELETE", paths[i]) // once more does no harm
	}
	if r := d.as(other, "GET", "/v1/account"); r.status != 401 || r.body["code"] != string(problem.SessionRevoked) {
		t.Errorf("the session that was ended answers %d %v", r.status, r.body)
	}
	if got := d.happened(token)[:2]; !slices.Equal(got, []string{"contact-removed", "sessions-ended"}) {
		t.Errorf("happened: %v", got)
	}
	if got := d.noticesTo("a contact was removed"); !slices.Equal(got, []string{"(202) 555-0110", "anna@mail.example.org"}) {
		t.Errorf("told were %v", got) // the old one too
	}
}

func TestTheLastOnesCannotGo(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	page := d.security(token)
	d.refused(token, "DELETE", "/v1/authenticators/sms", problem.LastAuthenticator)
	d.refused(token, "DELETE", "/v1/contacts/"+page.ids("contacts")[1], problem.LastAuthenticator) // the texts go there
	d.gone(token, "DELETE", "/v1/contacts/"+page.ids("contacts")[0])
	d.refused(token, "DELETE", "/v1/contacts/"+page.ids("contacts")[1], problem.LastContact)
	if d.plan.find("anna@mail.example.org") != nil {
		t.Error("a contact that is gone still finds her")
	}

	d = open(t)
	token = d.known("victor").is("recovery-code").answer("recovery-code.submit", map[string]any{"code": d.back("victor")["recovery_codes"].([]any)[0]}).is("done").token()
	d.refused(token, "DELETE", "/v1/authenticators/recovery", problem.LastAuthenticator)

	d = open(t)
	token = d.signIn("samuel").token()
	waits := d.known("samuel").is("code")
	d.gone(token, "DELETE", "/v1/authenticators/sms")
	if got := waits.typed(d.sent("samuel")); got.status != 410 {
		t.Errorf("a sign-in with what was taken away goes on: %v", got.body)
	}
	d.refused(token, "DELETE", "/v1/authenticators/recovery", problem.LastAuthenticator)
}

func TestOthersEnd(t *testing.T) {
	d := open(t)
	trust := d.trustFor("anna")
	other, token := d.signIn("anna").token(), d.signIn("anna").token()
	for _, one := range d.security(token).list("sessions") {
		if one["this"] == true {
			d.refused(token, "DELETE", "/v1/sessions/"+one["id"].(string), problem.BadField)
		}
	}
	d.gone(token, "DELETE", "/v1/sessions")
	if a, b := d.as(other, "GET", "/v1/account").status, d.as(token, "GET", "/v1/account").status; a != 401 || b != 200 {
		t.Errorf("the other answers %d, this one %d", a, b)
	}
	d.withTrust("anna", trust).is("code")
}

func TestNobodyElsesThingsAreTakenAway(t *testing.T) {
	d := open(t)
	tomas := d.known("tomas").typed(d.totp("tomas", 0)).is("done").token()
	anna := d.signIn("anna").token()
	d.gone(anna, "DELETE", "/v1/sessions/"+d.security(tomas).ids("sessions")[0])
	d.refused(anna, "POST", "/v1/activity/"+d.as(tomas, "GET", "/v1/activity").ids("events")[0]+"/not-me", problem.BadField)
	if r := d.as(tomas, "GET", "/v1/account"); r.status != 200 {
		t.Errorf("somebody else's session: %d", r.status)
	}
}

func TestItWasNotMe(t *testing.T) { // S050, S145, S232; AT: session kept after NotMe
	d := open(t)
	d.rules(`{"otp":{"max_requests":50}}`)
	trust := d.trustFor("anna")
	token := d.signIn("anna").token()
	d.clock.Advance(time.Minute)
	d.turn(`{"device.new_alert":{"member":"anna"}}`)
	thief := d.signIn("anna").token()
	waits := d.known("anna").is("code")
	if got := d.noticesTo("New sign-in"); len(got) != 2 {
		t.Errorf("told were %v", got)
	}
	if places := d.security(token).list("sessions"); len(places) != 4 || !slices.ContainsFunc(places, func(s map[string]any) bool { return s["place"] == strangersPlace }) {
		t.Errorf("sessions %v", places)
	}
	d.rules(`{"session":{"reauth_window_s":30}}`) // an alarm needs no fresh proof
	d.clock.Advance(40 * time.Second)
	var foreign string
	for _, e := range d.as(token, "GET", "/v1/activity").list("events") {
		if e["place"] == strangersPlace {
			foreign = e["id"].(string)
		}
	}
	d.gone(token, "POST", "/v1/activity/"+foreign+"/not-me")

	if r := d.as(thief, "GET", "/v1/account"); r.status != 401 {
		t.Errorf("the other session answers %d", r.status)
	}
	if s := waits.typed(d.sent("anna")); s.status != 410 {
		t.Errorf("a sign-in that waited goes on: %v", s.body)
	}
	page := d.security(token)
	if page.body["must_change"] != true || len(page.ids("sessions")) != 1 || len(page.ids("devices")) != 0 || d.back("anna")["review"] != true {
		t.Errorf("%v", page.body)
	}
	d.withTrust("anna", trust).is("code").typed(d.sent("anna")).is("new-password")
	s := d.beginIn(token, "add-contact").is("code").typed(d.sent("anna")).is("new-password")
	if s.part()["reason"] != "leaked" {
		t.Errorf("asked for a password as %v", s.part()["reason"])
	}
	s.answer("new-password.submit", map[string]any{"password": "Brisk-walnut7"}).is("contact")
	if page = d.security(token); page.body["must_change"] == true {
		t.Error("a new password is asked for again")
	}
	d.begin().name("anna", "Harbor-Light-7").says(string(problem.BadCredentials))
}

func TestAFrozenAccount(t *testing.T) {
	d := open(t)
	token := d.signIn("samuel").token()
	other := d.signIn("samuel").token()
	d.rules(`{"session":{"reauth_window_s":30}}`)
	d.clock.Advance(40 * time.Second)
	d.gone(token, "POST", "/v1/freeze")
	for _, each := range []string{token, other} {
		if r := d.as(each, "GET", "/v1/account"); r.status != 401 {
			t.Errorf("a session answers %d", r.status)
		}
	}
	d.begin().name("samuel", "wrong").says(string(problem.BadCredentials))
	if s := d.known("samuel").is("refer"); s.part()["why"] != string(problem.AccountFrozen) {
		t.Errorf("refers because of %v", s.part()["why"])
	}
	if got := d.noticesTo("your account is frozen"); len(got) != 2 {
		t.Errorf("told were %v", got)
	}
}

func TestRefusedTriesAreInTheLog(t *testing.T) {
	d := open(t)
	d.begin().name("anna", "wrong").name("anna", d.password("anna")).typed(d.sent("anna"))
	token := d.signIn("anna").token()
	if got := d.happened(token); !slices.Equal(got, []string{"sign-in", "sign-in", "sign-in-refused"}) {
		t.Errorf("happened: %v", got)
	}
	for range mostEvents + 20 {
		d.plan.note(d.plan.names["anna"], "sign-in", "", "")
	}
	if got := d.happened(token); len(got) != mostEvents {
		t.Errorf("%d entries", len(got))
	}
}
