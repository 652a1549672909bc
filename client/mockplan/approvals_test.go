package mockplan

import (
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// elsewhere has a member signed in here, and a sign-in elsewhere wait for the approval.
func elsewhere(d *door) (token string, waits step) {
	d.t.Helper()
	token = d.known("priya").pick("sms").typed(d.sent("priya")).is("done").token()
	d.clock.Advance(time.Minute)
	waits = step{d, d.ask("POST", "/v1/flows", `{"purpose":"sign-in"}`, "User-Agent", "Vestibule/0.1 (darwin)")}
	return token, waits.name("priya", d.password("priya")).pick("push").is("push")
}

func (d *door) approvals(token string) []map[string]any {
	return d.as(token, "GET", "/v1/approvals").list("approvals")
}

// judge gives the member's word on an approval.
func (d *door) judge(token, id, verdict string) reply {
	return d.ask("POST", "/v1/approvals/"+id, verdict, "Authorization", "Bearer "+token)
}

func number(s step) string { n, _ := s.part()["number"].(string); return n }

func approve(number string) string { return `{"approve":{"number":"` + number + `"}}` }

// off is another number than that.
func off(number string) string {
	if strings.HasPrefix(number, "9") {
		return "00"
	}
	return "99"
}

func TestASignInElsewhereIsApprovedHere(t *testing.T) {
	d := open(t)
	token, waits := elsewhere(d)
	list := d.approvals(token)
	if len(list) != 1 {
		t.Fatalf("%v", list)
	}
	a := list[0]
	if a["place"] != place || a["device"] != "A Mac" || a["digits"] != 2.0 || a["asked"] != opening.Add(time.Minute).Format(time.RFC3339) ||
		a["expires"] != opening.Add(3*time.Minute).Format(time.RFC3339) || a["number"] != nil {
		t.Errorf("%v", a)
	}
	if r := d.judge(token, a["id"].(string), approve(number(waits))); r.status != 204 {
		t.Errorf("%d %v", r.status, r.body)
	}
	if len(d.approvals(token)) != 0 {
		t.Error("it still waits")
	}
	waits.poll().is("done")
	if r := d.judge(token, a["id"].(string), approve(number(waits))); r.status != 410 || r.body["code"] != string(problem.ApprovalGone) {
		t.Errorf("once more: %d %v", r.status, r.body)
	}
}

func TestAWrongNumberIsCountedAndThenDenied(t *testing.T) {
	d := open(t)
	token, waits := elsewhere(d)
	id := d.approvals(token)[0]["id"].(string)
	for left := 2.0; left > 0; left-- {
		r := d.judge(token, id, approve(off(number(waits))))
		if r.status != 422 || r.body["code"] != string(problem.ApprovalNumber) || r.body["left"] != left || r.body["field"] != "number" {
			t.Errorf("%d %v", r.status, r.body)
		}
		waits = waits.poll().is("push")
	}
	if r := d.judge(token, id, approve(off(number(waits)))); r.body["code"] != string(problem.ApprovalGone) {
		t.Errorf("%v", r.body)
	}
	waits.poll().says(string(problem.PushDenied))
	if d.spent("priya").MFA != 1 || len(d.approvals(token)) != 0 {
		t.Errorf("%+v", d.spent("priya"))
	}
}

func TestASignInElsewhereIsDenied(t *testing.T) {
	d := open(t)
	token, waits := elsewhere(d)
	if r := d.judge(token, d.approvals(token)[0]["id"].(string), `{"deny":{}}`); r.status != 204 {
		t.Errorf("%d %v", r.status, r.body)
	}
	waits.poll().says(string(problem.PushDenied)).is("push")
	if d.plan.names["priya"].review {
		t.Error("marked for review")
	}
}

func TestASignInThatIsSomebodyElsesIsEnded(t *testing.T) {
	d := open(t)
	token, waits := elsewhere(d)
	if r := d.judge(token, d.approvals(token)[0]["id"].(string), `{"deny":{"not_me":true}}`); r.status != 204 {
		t.Errorf("%d %v", r.status, r.body)
	}
	if s := waits.poll().says(string(problem.FlowExpired)); s.status != 410 {
		t.Errorf("the sign-in answers %d", s.status)
	}
	told := map[any]bool{}
	for _, m := range d.ask("GET", "/mock/outbox?to=priya", "").list("messages") {
		if subject, _ := m["subject"].(string); strings.HasPrefix(subject, "Security alert") {
			told[m["channel"]] = true
		}
	}
	if !told["email"] || !told["sms"] {
		t.Errorf("told by %v", told)
	}
	for _, m := range d.ask("GET", "/mock/members", "").list("members") {
		if marked, _ := m["review"].(bool); marked != (m["username"] == "priya") {
			t.Errorf("%v: review %v", m["username"], m["review"])
		}
	}
	if r := d.as(token, "GET", "/v1/account"); r.status != 200 {
		t.Errorf("the member's own session answers %d", r.status)
	}
}

func TestWhatCannotBeApprovedHere(t *testing.T) {
	d := open(t)
	token, waits := elsewhere(d)
	id := d.approvals(token)[0]["id"].(string)
	other := d.signIn("anna").token()
	if len(d.approvals(other)) != 0 || d.judge(other, id, approve(number(waits))).status != 410 {
		t.Error("another member may approve it")
	}
	if r := d.judge(token, "another", approve(number(waits))); r.status != 410 {
		t.Errorf("another id: %d", r.status)
	}
	if r := d.judge("", id, approve(number(waits))); r.status != 401 {
		t.Errorf("without a session: %d", r.status)
	}
	for _, body := range []string{`{}`, ``, `{"approve":{"number":"12"},"deny":{}}`, `{"approve":{"number":12}}`, `{"approve":{"number":""}}`,
		`{"deny":{"x":1}}`, `{"deny":{}} {}`} {
		if r := d.judge(token, id, body); r.status != 422 {
			t.Errorf("%s: %d %v", body, r.status, r.body)
		}
	}
	d.clock.Advance(pushLife)
	if len(d.approvals(token)) != 0 || d.judge(token, id, approve(number(waits))).status != 410 {
		t.Error("one that has expired may be approved")
	}
}

// A session must not approve the proof that it is asked for itself: whoever took it over would prove to be the member.
func TestASessionDoesNotApproveItself(t *testing.T) {
	d := open(t)
	token, _ := elsewhere(d)
	second := d.known("priya").pick("sms").typed(d.sent("priya")).is("done").token()
	waits := d.beginIn(token, "step-up").is("choose-authenticator").pick("push").is("push")
	if list := d.approvals(token); len(list) != 0 {
		t.Errorf("%v", list)
	}
	list := d.approvals(second)
	if len(list) != 1 || d.judge(token, list[0]["id"].(string), approve(number(waits))).status != 410 {
		t.Fatalf("%v", list)
	}
	if r := d.judge(second, list[0]["id"].(string), approve(number(waits))); r.status != 204 {
		t.Errorf("%d", r.status)
	}
	if done := waits.poll().is("done"); done.token() != token {
		t.Error("another session")
	}
}

func TestNothingIsApprovedOnASharedDevice(t *testing.T) {
	d := open(t)
	_, waits := elsewhere(d)
	s := d.begin().answer("credentials.submit", map[string]any{"name": "priya", "password": d.password("priya"), "shared": true})
	shared := s.pick("sms").typed(d.sent("priya")).is("done").token()
	if list := d.approvals(shared); len(list) != 0 {
		t.Errorf("%v", list)
	}
	waits.poll().is("push")
}

func TestAskingForApprovalsIsNoUseOfTheSession(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	for range 15 {
		d.clock.Advance(time.Minute)
		d.approvals(token)
	}
	if r := d.as(token, "GET", "/v1/account"); r.body["code"] != string(problem.SessionIdle) {
		t.Errorf("%d %v", r.status, r.body)
	}
}

func TestOnlyOneApprovalWaits(t *testing.T) {
	d := open(t)
	token, first := elsewhere(d)
	second := d.known("priya").pick("push").is("push")
	if list := d.approvals(token); len(list) != 1 {
		t.Errorf("%v", list)
	}
	first.poll().says(string(problem.PushExpired))
	d.judge(token, d.approvals(token)[0]["id"].(string), approve(number(second)))
	second.poll().is("done")
	first.poll().says(string(problem.PushExpired))
}

func TestTooManyApprovalsWithoutAWordAreStopped(t *testing.T) {
	d := open(t)
	s := d.known("priya").pick("push").is("push")
	for range 2 {
		d.clock.Advance(pushLife)
		s = s.answer("push.resend", nil).is("push")
	}
	d.clock.Advance(time.Second)
	s = s.answer("push.resend", nil).says(string(problem.CodeTooMany)).is("push")
	if s.status != 429 || s.header.Get("Retry-After") != "900" {
		t.Errorf("%d %v", s.status, s.header)
	}
	if r := d.ask("POST", "/mock/push", `{"member":"priya","number":"`+number(s)+`"}`); r.status != 200 {
		t.Errorf("the last one cannot be answered: %v", r.body)
	}
	s.poll().is("done")
}

func TestAnApprovalThatGotAWordEndsTheRow(t *testing.T) {
	for name, word := range map[string]func(d *door, token string, waits step){
		"approved": func(d *door, token string, waits step) {
			d.judge(token, d.approvals(token)[0]["id"].(string), approve(number(waits)))
		},
		"denied": func(d *door, token string, _ step) {
			d.judge(token, d.approvals(token)[0]["id"].(string), `{"deny":{}}`)
		},
		"approved behind the plan": func(d *door, _ string, waits step) {
			d.ask("POST", "/mock/push", `{"member":"priya","number":"`+number(waits)+`"}`)
		},
	} {
		d := open(t)
		d.rules(`{"otp":{"max_requests":50}}`)
		token, s := elsewhere(d)
		for range 2 {
			s = s.answer("push.resend", nil).is("push")
		}
		word(d, token, s)
		s = d.known("priya").pick("push").is("push")
		for range 2 {
			if s = s.answer("push.resend", nil); s.code() != "" {
				t.Errorf("%s: %s", name, s.code())
			}
		}
	}
}

func TestApprovalsWithoutAWordAreForgottenInTime(t *testing.T) {
	d := open(t)
	for range 2 {
		for range 3 {
			d.known("priya").pick("push").is("push")
		}
		d.clock.Advance(16 * time.Minute)
	}
}

func TestOneApprovalWaitsOverAllDevices(t *testing.T) {
	d := open(t)
	priya := d.plan.names["priya"]
	priya.bind(&authenticator{id: "tablet", kind: plan.PushApproval, hint: "Priya's tablet"})
	first := d.known("priya").pick("push").is("push")
	second := d.known("priya").pick("tablet").is("push")
	first.poll().says(string(problem.PushExpired))
	d.ask("POST", "/mock/push", `{"member":"priya","number":"`+number(second)+`"}`)
	second.poll().is("done")
}
