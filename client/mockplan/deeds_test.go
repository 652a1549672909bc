package mockplan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// deed asks for one of an entry of a person's.
func (v visit) deed(member, kind, entry, body string) reply {
	v.t.Helper()
	return v.does("POST", records(member, kind)+"/"+entry+"/deeds", body)
}

const visitOf70, pillOf70 = "m70-appointments-1", "m70-prescriptions-1"

func TestADeedIsDoneOnce(t *testing.T) {
	v := open(t).visits("carmen")
	first := v.deed("m70", "appointments", visitOf70, `{"what":"cancel-visit","once":"a"}`).taken()
	r := first.body["record"].(map[string]any)
	if first.body["subject"] != "m70" || !strings.Contains(r["detail"].(string), "cancelled") || r["deeds"] != nil {
		t.Errorf("%v", first.body)
	}
	if again := v.deed("m70", "appointments", visitOf70, `{"what":"cancel-visit","once":"a"}`).taken(); fmt.Sprint(again.body) != fmt.Sprint(first.body) {
		t.Errorf("repeated: %v", again.body)
	}
	v.deed("m70", "appointments", "m70-appointments-2", `{"what":"cancel-visit","once":"a"}`).refused(problem.FlowConflict)
	v.deed("m70", "appointments", visitOf70, `{"what":"cancel-visit","once":"b"}`).refused(problem.BadField)
	if acts := v.does("GET", "/v1/grants/"+idOf(v.grant("received", "Dolores Ruiz", 0))+"/acts", "").list("acts"); len(acts) != 1 {
		t.Errorf("%d acts for one deed", len(acts))
	}
}

func TestOneDoesForOneselfToo(t *testing.T) {
	v := open(t).visits("anna")
	v.deed("m10", "prescriptions", "m10-prescriptions-1", `{"what":"refill","once":"a"}`).taken()
	v.deed("m10", "prescriptions", "m10-prescriptions-2", `{"what":"refill","once":"b"}`).refused(problem.BadField) // no refills
	v.deed("m10", "messages", "m10-messages-1", `{"what":"reply","once":"c","text":" "}`).refused(problem.MissingField)
	for i, text := range []string{"Thank you.", "One more thing."} {
		got := v.deed("m10", "messages", "m10-messages-1", fmt.Sprintf(`{"what":"reply","once":"r%d","text":%q}`, i, text)).taken()
		if !strings.Contains(fmt.Sprint(got.body["record"]), text) {
			t.Errorf("%v", got.body)
		}
	}
	for _, body := range []string{`{"what":"burn","once":"x"}`, `{"what":"refill"}`, `{"what":"cancel-visit","once":"y"}`, `{}`} {
		if got := v.deed("m10", "prescriptions", "m10-prescriptions-1", body); got.status != 422 {
			t.Errorf("%s: %d %v", body, got.status, got.body)
		}
	}
}

func TestAnEntryOfOneUnderThePathOfAnother(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	for _, entry := range []string{"m73-appointments-1", "m10-appointments-1", "none", visitOf70} {
		v.deed("m72", "appointments", entry, `{"what":"cancel-visit","once":"a"}`).refused(problem.BadField)
	}
	if got := v.does("GET", records("m70", "appointments"), "").body; strings.Contains(fmt.Sprint(got), "cancelled") {
		t.Error("it was done at the other's")
	}
}

func TestWhoMayLookDoesNothing(t *testing.T) {
	v := open(t).visits("carmen")
	v.deed("m79", "appointments", "m79-appointments-1", `{"what":"cancel-visit","once":"a"}`).refused(problem.GrantReadOnly)
	v.deed("m73", "messages", "m73-messages-1", `{"what":"reply","once":"a","text":"Hello"}`).refused(problem.GrantAge)
	if got := v.does("GET", records("m79", "appointments"), "").list("records"); got[0]["deeds"] != nil {
		t.Errorf("a deed is offered that is not allowed: %v", got[0])
	}
}

func TestTheSubjectsOwnWord(t *testing.T) { // S242
	d := open(t)
	v := d.visits("carmen")
	body := func(once, their string) string {
		return fmt.Sprintf(`{"what":"refill","once":%q,"their":%q}`, once, their)
	}
	asked := v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"a"}`).refused(problem.GrantMemberActs)
	if asked.body["to"] != "(•••) •••-0170" || asked.body["who"] != "Dolores Ruiz" || asked.status != 403 {
		t.Errorf("%v", asked.body)
	}
	code := d.sent("dolores")
	if message := fmt.Sprint(d.newest("dolores")); !strings.Contains(message, "Carmen Delgado wants to order a refill") || strings.Contains(fmt.Sprint(asked.body), code) {
		t.Errorf("%s", message)
	}
	for _, m := range d.ask("GET", "/mock/outbox?to=carmen", "").list("messages") {
		if strings.Contains(fmt.Sprint(m), code) {
			t.Error("the code went to the actor")
		}
	}
	v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"a"}`).refused(problem.GrantMemberActs)
	if d.sent("dolores") != code {
		t.Error("a second code went out within the wait")
	}
	wrong := v.deed("m70", "prescriptions", pillOf70, body("a", other(code))).refused(problem.CodeWrong)
	if wrong.body["left"] != 2.0 {
		t.Errorf("%v", wrong.body)
	}
	got := v.deed("m70", "prescriptions", pillOf70, body("a", code)).taken()
	if !strings.Contains(fmt.Sprint(got.body["record"]), "A refill was ordered") {
		t.Errorf("%v", got.body)
	}
	if again := v.deed("m70", "prescriptions", pillOf70, body("a", code)).taken(); fmt.Sprint(again.body) != fmt.Sprint(got.body) {
		t.Errorf("repeated: %v", again.body)
	}
}

// other is a code that differs from this one.
func other(code string) string {
	if code == "000000" {
		return "111111"
	}
	return "000000"
}

func TestAnotherPersonsCodeOpensNothing(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	d.turn(`{"proxy.member_action_needed":{}}`)
	v.deed("m72", "prescriptions", "m72-prescriptions-1", `{"what":"refill","once":"a"}`).refused(problem.GrantMemberActs)
	luis := d.sent("(202) 555-0172")
	v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"b"}`).refused(problem.GrantMemberActs)
	v.deed("m70", "prescriptions", pillOf70, fmt.Sprintf(`{"what":"refill","once":"b","their":%q}`, luis)).refused(problem.CodeWrong)
	dolores := d.sent("dolores")
	v.deed("m70", "appointments", visitOf70, fmt.Sprintf(`{"what":"cancel-visit","once":"c","their":%q}`, dolores)).refused(problem.CodeWrong) // for another deed
	d.clock.Advance(10 * time.Minute)
	v.deed("m70", "prescriptions", pillOf70, fmt.Sprintf(`{"what":"refill","once":"b","their":%q}`, dolores)).refused(problem.CodeExpired)
}

func TestGuessesOfTheSubjectsCodeAreCounted(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"a"}`).refused(problem.GrantMemberActs)
	code := d.sent("dolores")
	guess := fmt.Sprintf(`{"what":"refill","once":"a","their":%q}`, other(code))
	v.deed("m70", "prescriptions", pillOf70, guess).refused(problem.CodeWrong)
	v.deed("m70", "prescriptions", pillOf70, guess).refused(problem.CodeWrong)
	v.deed("m70", "prescriptions", pillOf70, guess).refused(problem.LockedMFA)
	v.deed("m70", "prescriptions", pillOf70, fmt.Sprintf(`{"what":"refill","once":"a","their":%q}`, code)).refused(problem.LockedMFA)
	d.visits("dolores") // her own sign-in is not locked by that
}

func TestTextsToTheSubjectAreBounded(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	for range 5 {
		v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"a"}`).refused(problem.GrantMemberActs)
		d.clock.Advance(31 * time.Second)
	}
	if got := v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"a"}`).refused(problem.CodeTooMany); got.body["until"] == nil {
		t.Errorf("%v", got.body)
	}
}

func TestTheSubjectMayGiveTheirWordForAll(t *testing.T) {
	d := open(t)
	v, dolores := d.visits("carmen"), d.visits("dolores")
	dolores.does("PUT", "/v1/grants/"+idOf(dolores.grant("given", "Carmen Delgado", 0)), offerOf("prescriptions", "act")).taken()
	v.deed("m70", "prescriptions", pillOf70, `{"what":"refill","once":"a"}`).taken()
}

func TestTheSubjectsCodeIsGoodOnce(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	d.turn(`{"proxy.member_action_needed":{"member":"m72"}}`)
	v.deed("m72", "messages", "m72-messages-1", `{"what":"reply","once":"a","text":"Yes"}`).refused(problem.GrantMemberActs)
	with := `{"what":"reply","once":%q,"text":"Yes","their":%q}`
	code := d.sent("(202) 555-0172")
	v.deed("m72", "messages", "m72-messages-1", fmt.Sprintf(with, "a", code)).taken()
	v.deed("m72", "messages", "m72-messages-1", fmt.Sprintf(with, "b", code)).refused(problem.CodeReplayed)
}
