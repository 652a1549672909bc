package mockplan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

const stuck = `{"purpose":"sign-in","stood":"code","verdict":"code.wrong","lines":[{"label":"Device","text":"A phone"}],"device":"my  phone"}`

func TestAHandoffIsTakenOnce(t *testing.T) { // S128
	d := open(t)
	for _, by := range []string{"code", "link"} {
		ticket := d.ask("POST", "/v1/handoffs", stuck).taken()
		got := d.ask("POST", "/v1/handoffs/take", typed(ticket.body[by].(string))).taken()
		if got.body["verdict"] != "code.wrong" || got.body["device"] != "my phone" || got.body["asker"] != nil || len(got.list("lines")) != 1 {
			t.Errorf("%v", got.body)
		}
		d.ask("POST", "/v1/handoffs/take", typed(ticket.body[by].(string))).refused(problem.HandoffGone)
	}
	late := d.ask("POST", "/v1/handoffs", stuck).body["code"].(string)
	d.clock.Advance(10 * time.Minute)
	d.ask("POST", "/v1/handoffs/take", typed(late)).refused(problem.HandoffGone)
}

func TestGuessesOfHandoffsAreCounted(t *testing.T) {
	d := open(t)
	code := d.ask("POST", "/v1/handoffs", stuck).body["code"].(string)
	d.ask("POST", "/v1/handoffs/take", typed("AAAA-AAAA")).refused(problem.HandoffGone)
	d.ask("POST", "/v1/handoffs/take", typed("BBBB-BBBB")).refused(problem.HandoffGone)
	d.ask("POST", "/v1/handoffs/take", typed("CCCC-CCCC")).refused(problem.LockedMFA)
	d.ask("POST", "/v1/handoffs/take", typed(code)).refused(problem.LockedMFA)
	d.clock.Advance(15 * time.Minute)
	code = d.ask("POST", "/v1/handoffs", stuck).body["code"].(string)
	d.ask("POST", "/v1/handoffs/take", typed(code)).taken()
}

func TestOnlyWhoIsSignedInAsksForACode(t *testing.T) {
	d := open(t)
	const asks = `{"asks":"code","asker":"Your bank"}`
	d.ask("POST", "/v1/handoffs", asks).refused(problem.SessionRevoked)
	v := d.visits("carmen")
	ticket := v.does("POST", "/v1/handoffs", asks).taken()
	got := d.ask("POST", "/v1/handoffs/take", typed(ticket.body["code"].(string))).taken()
	if got.body["asker"] != "Carmen Delgado" || got.body["asks"] != "code" {
		t.Errorf("%v", got.body)
	}
}

func TestHelpBackInGoesToTheSubjectAlone(t *testing.T) { // S055
	d := open(t)
	v := d.visits("carmen")
	asked := v.does("POST", "/v1/grants/"+idOf(v.grant("received", "Dolores Ruiz", 0))+"/help-back-in", "").taken()
	message := fmt.Sprint(d.newest("dolores")["body"])
	at := strings.Index(message, "https://"+host+handoffPath)
	if at < 0 || fmt.Sprint(asked.body["hints"]) != "[the address d•••@mail.example.org the phone (•••) •••-0170]" {
		t.Fatalf("%v; %s", asked.body, message)
	}
	link := strings.TrimSuffix(strings.Fields(message[at:])[0], ".")
	for _, m := range d.ask("GET", "/mock/outbox?to=carmen", "").list("messages") {
		if strings.Contains(fmt.Sprint(m), link) {
			t.Error("it went to the actor")
		}
	}
	if strings.Contains(fmt.Sprint(asked.body), handoffPath) {
		t.Error("it was told to the actor")
	}
	got := d.ask("POST", "/v1/handoffs/take", typed(link)).taken()
	if got.body["purpose"] != "recover-password" || got.body["asker"] != "Carmen Delgado" {
		t.Errorf("%v", got.body)
	}
	v.does("POST", "/v1/grants/"+idOf(v.grant("received", "Ernesto Ruiz", 0))+"/help-back-in", "").refused(problem.GrantExpired)
}
