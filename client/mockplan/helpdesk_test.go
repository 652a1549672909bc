package mockplan

import (
	"testing"

	"vestibule/app/problem"
)

func TestAPacketReachesAPerson(t *testing.T) {
	d := open(t)
	const lines = `{"lines":[{"label":"What happened","text":"Closed"},{"label":"Version","text":"1"}]}`
	got := d.ask("POST", "/v1/support", lines)
	reference, _ := got.body["reference"].(string)
	if got.status != 200 || reference == "" {
		t.Fatalf("%d %v", got.status, got.body)
	}
	token := d.signIn("anna").token()
	d.ask("POST", "/v1/support", lines, "Authorization", "Bearer "+token)
	seen := d.ask("GET", "/mock/packets", "").list("packets")
	if len(seen) != 2 || seen[0]["reference"] != reference || seen[0]["member"] != nil || seen[1]["member"] != "anna" || len(seen[0]["lines"].([]any)) != 2 {
		t.Errorf("arrived: %v", seen)
	}
	for _, bad := range []string{``, `{}`, `{"lines":[{"label":"","text":"x"}]}`} {
		if r := d.ask("POST", "/v1/support", bad); r.status != 422 {
			t.Errorf("%q answered %d", bad, r.status)
		}
	}
	if r := d.ask("POST", "/v1/support", lines, "Authorization", "Bearer nobody's"); r.status != 401 {
		t.Errorf("a session that is none: %d", r.status)
	}
	for range mostPackets {
		d.ask("POST", "/v1/support", lines)
	}
	if n := len(d.ask("GET", "/mock/packets", "").list("packets")); n != mostPackets {
		t.Errorf("%d are kept", n)
	}
}

func TestNobodyOnTheTelephone(t *testing.T) { // S238
	d := open(t)
	d.turn(`{"support.closed":{}}`)
	lines := d.document()["support"].(map[string]any)["lines"].([]any)
	if hours := lines[0].(map[string]any)["hours"]; hours != closedHours {
		t.Errorf("the line's hours are %v", hours)
	}
	if r := d.ask("POST", "/v1/support", `{"lines":[{"label":"a","text":"b"}]}`); r.status != 200 {
		t.Errorf("%d %v", r.status, r.body)
	}
	d.turn(`{"support.upload_fails":{"times":1}}`)
	if r := d.ask("POST", "/v1/support", `{"lines":[{"label":"a","text":"b"}]}`); r.status != 503 || r.body["code"] != string(problem.PacketNotSent) {
		t.Errorf("%d %v", r.status, r.body)
	}
}
