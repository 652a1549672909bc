package mockplan

import (
	"net/http"
	"testing"
	"time"

	"vestibule/app/problem"
)

func (d *door) as(token, method, path string) reply {
	return d.ask(method, path, "", "Authorization", "Bearer "+token)
}

func TestSessionEndsWhenIdle(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	d.clock.Advance(15*time.Minute - time.Second)
	if r := d.as(token, "POST", "/v1/session/extend"); r.status != 200 || r.body["idle_s"] != 900.0 {
		t.Fatalf("extend answered %d %v", r.status, r.body)
	}
	d.clock.Advance(15*time.Minute - time.Second)
	if r := d.as(token, "GET", "/v1/account"); r.status != 200 {
		t.Fatalf("after extending: %d", r.status)
	}
	d.clock.Advance(15 * time.Minute)
	if r := d.as(token, "GET", "/v1/account"); r.status != 401 || r.body["code"] != string(problem.SessionIdle) {
		t.Errorf("after idling: %d %v", r.status, r.body["code"])
	}
	if r := d.as(token, "POST", "/v1/session/extend"); r.status != 401 {
		t.Errorf("an idle session was extended: %d", r.status)
	}
}

func TestSessionEndsAbsolutely(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	for range 12*6 - 1 {
		d.clock.Advance(10 * time.Minute)
		if r := d.as(token, "POST", "/v1/session/extend"); r.status != 200 {
			t.Fatalf("after %v: %d", d.clock.Now().Sub(opening), r.status)
		}
	}
	d.clock.Advance(10 * time.Minute)
	if r := d.as(token, "GET", "/v1/account"); r.body["code"] != string(problem.SessionAbsolute) {
		t.Errorf("after twelve hours: %d %v", r.status, r.body["code"])
	}
}

func TestSignOut(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	for range 2 { // the second is as good as the first
		if r := d.as(token, "DELETE", "/v1/session"); r.status != http.StatusNoContent {
			t.Errorf("sign-out answered %d", r.status)
		}
	}
	if r := d.as(token, "GET", "/v1/account"); r.status != 401 || r.body["code"] != string(problem.SessionRevoked) {
		t.Errorf("after sign-out: %d %v", r.status, r.body["code"])
	}
}

func TestTrustLastsAsLongAsThePolicySays(t *testing.T) {
	d := open(t)
	if offer := d.known("anna").part()["trust"]; offer.(map[string]any)["for_s"] != 30*24*3600.0 {
		t.Errorf("trust is offered as %v", offer)
	}
	d.clock.Advance(16 * time.Minute)
	token := d.trustFor("anna")
	done := d.withTrust("anna", token).is("done")
	session := done.part()["session"].(map[string]any)
	if session["aal"] != 1.0 || len(session["methods"].([]any)) != 2 || session["methods"].([]any)[1] != "trusted-device" {
		t.Errorf("the session is %v", session)
	}
	d.begin().answer("credentials.submit", map[string]any{"name": "anna", "password": "wrong", "trust": token}).says(string(problem.BadCredentials))
	d.withTrust("sachiko", token).is("code") // somebody else's
	d.clock.Advance(30*24*time.Hour - time.Second)
	d.withTrust("anna", token).is("done")
	d.clock.Advance(time.Second)
	d.withTrust("anna", token).is("code")
}

func TestTrustIsForSoManyDevices(t *testing.T) {
	d := open(t)
	d.rules(`{"trusted_device":{"max_devices":2}}`)
	var tokens []string
	for range 3 {
		tokens = append(tokens, d.trustFor("anna"))
		d.clock.Advance(time.Hour)
	}
	for i, kind := range []string{"code", "done", "done"} {
		d.withTrust("anna", tokens[i]).is(kind)
	}
}

func TestSharedDeviceIsNeitherTrustedNorOffered(t *testing.T) { // S116
	d := open(t)
	token := d.trustFor("anna")
	s := d.begin().answer("credentials.submit", map[string]any{"name": "anna", "password": d.password("anna"), "shared": true, "trust": token}).is("code")
	if s.part()["trust"] != nil {
		t.Error("a shared device is offered trust")
	}
	done := s.answer("code.submit", map[string]any{"code": d.sent("anna"), "trust": true}).is("done")
	if done.part()["trust"] != nil || done.part()["session"].(map[string]any)["shared"] != true {
		t.Errorf("a shared device got %v", done.part())
	}
}

func TestRecordsAreTheMembersOwn(t *testing.T) { // S252
	d := open(t)
	done := d.signIn("anna")
	for _, kind := range []string{"results", "appointments", "messages", "prescriptions"} {
		r := d.as(done.token(), "GET", "/v1/people/m10/records/"+kind)
		list := r.list("records")
		if r.status != 200 || len(list) == 0 {
			t.Fatalf("%s answered %d with %d", kind, r.status, len(list))
		}
		for i := 1; i < len(list); i++ {
			if list[i-1]["when"].(string) < list[i]["when"].(string) {
				t.Errorf("%s: not newest first", kind)
			}
		}
	}
	if r := d.as(done.token(), "GET", "/v1/people/m11/records/results"); r.status != 403 || r.body["code"] != string(problem.NotForMember) {
		t.Errorf("somebody else's results answered %d %v", r.status, r.body)
	}
	if r := d.as(done.token(), "GET", "/v1/people/m10/records/secrets"); r.status != 422 {
		t.Errorf("an unknown kind answered %d", r.status)
	}
	if r := d.ask("GET", "/v1/people/m10/records/results", ""); r.status != 401 {
		t.Errorf("without a session: %d", r.status)
	}
}

func TestLastSignInIsTheOneBefore(t *testing.T) {
	d := open(t)
	if last := d.signIn("noah").part()["account"].(map[string]any)["last_sign_in"]; last != nil {
		t.Errorf("the first sign-in ever has one before it: %v", last)
	}
	d.clock.Advance(time.Hour)
	account := d.signIn("noah").part()["account"].(map[string]any)
	if account["last_sign_in"] != opening.Format(time.RFC3339) || account["password_expires"] == nil || account["card"].(map[string]any)["member_number"] == "" {
		t.Errorf("the account is %v", account)
	}
}
