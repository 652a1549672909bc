package wire_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// over carries a value over the wire.
func over[T any](t *testing.T, sent T) (got T) {
	t.Helper()
	body, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheOtherAnswersTravelUnchanged(t *testing.T) {
	status := plan.Status{Checked: noon, Outages: []plan.Outage{{Feature: plan.SignInFeature, Until: noon, Detail: "Roof."}},
		Maintenances: []plan.Maintenance{{Feature: "messages", From: noon, To: noon.Add(time.Hour)}}}
	if got, err := over(t, wire.FromStatus(status, noon)).Status(noon); err != nil || !reflect.DeepEqual(got, status) {
		t.Errorf("%v %+v", err, got)
	}
	if got, err := over(t, wire.FromSession(session())).Session(); err != nil || !reflect.DeepEqual(got, session()) {
		t.Errorf("%v %+v", err, got)
	}
	if got, err := over(t, wire.FromAccount(account())).Account(); err != nil || !reflect.DeepEqual(got, account()) {
		t.Errorf("%v %+v", err, got)
	}
	records := []plan.Record{{ID: "r", When: noon, Title: "Blood count", From: "Lab", Detail: "All in range.", New: true}}
	if got, err := over(t, wire.FromRecords(records, noon)).List(); err != nil || !reflect.DeepEqual(got, records) {
		t.Errorf("%v %+v", err, got)
	}
	sent := []plan.Message{{At: noon, Channel: "sms", To: "555-0100", Subject: "s", Body: "b", Code: "123456", State: "delivered"}}
	if got := over(t, wire.FromOutbox(sent, noon)).List(); !reflect.DeepEqual(got, sent) {
		t.Errorf("%+v", got)
	}
	members := wire.Members{Members: []wire.DemoMember{{Name: "Dana", Username: "dana", Password: "p", Situation: "S250"}}}
	if got := over(t, members).List(); got[0] != (plan.DemoMember{Name: "Dana", Username: "dana", Password: "p", Situation: "S250"}) {
		t.Errorf("%+v", got)
	}
}

func TestAnswersThatMakeNoSenseAreRefused(t *testing.T) {
	_, status := wire.Status{Maintenances: []wire.Maintenance{{Feature: "sign-in", From: noon, To: noon}}}.Status(noon)
	_, records := wire.Records{Records: []wire.Record{{Title: "no id"}}}.List()
	backwards := wire.FromSession(session())
	backwards.Ends = noon.Add(-time.Hour)
	_, ends := backwards.Session()
	high := wire.FromSession(session())
	high.AAL = 300
	_, aal := high.Session()
	_, nobody := wire.Account{Name: "x"}.Account()
	for what, err := range map[string]error{"status": status, "records": records, "ends": ends, "aal": aal, "nobody": nobody} {
		if !problem.Is(err, problem.Malformed) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
