package mockplan

import (
	"encoding/base32"
	"testing"

	"vestibule/app/problem"
)

// make has a member made for the run.
func (d *door) make(body string) map[string]any {
	d.t.Helper()
	r := d.ask("POST", "/mock/members", body)
	if r.status != 201 {
		d.t.Fatalf("%s answered %d %v", body, r.status, r.body)
	}
	m, _ := r.body["member"].(map[string]any)
	return m
}

func TestAMemberIsMadeForARun(t *testing.T) {
	d := open(t)
	m := d.make(`{"name":"Run Nine","password":"Only-Here-77","email":"nine@mail.example.org","mobile":"(202) 555-0199",
		"authenticators":["totp","sms","push","recovery-code"],"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}`)
	app := m["authenticators"].([]any)[0].(map[string]any)
	if app["secret"] != "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" || m["password"] != "Only-Here-77" || len(m["recovery_codes"].([]any)) != 10 {
		t.Errorf("%v", m)
	}
	name := m["username"].(string)
	for _, by := range []string{name, "nine@mail.example.org", "202-555-0199", m["member_number"].(string)} {
		s := d.begin().name(by, "Only-Here-77").is("choose-authenticator")
		d.clock.Advance(60e9)
		s.pick("totp").typed(d.totp(name, 0)).is("done")
	}
	d.ask("POST", "/mock/reset", "")
	d.begin().name(name, "Only-Here-77").says(string(problem.BadCredentials))
}

func TestASecretIsMadeByChance(t *testing.T) {
	d := open(t)
	seen := map[string]bool{}
	for range 3 {
		m := d.make(`{"name":"Run","password":"p","authenticators":["totp"]}`)
		letters := m["authenticators"].([]any)[0].(map[string]any)["secret"].(string)
		key, err := base32.StdEncoding.DecodeString(letters)
		if err != nil || len(key) != 20 || seen[letters] {
			t.Errorf("%q: %v", letters, err)
		}
		seen[letters] = true
	}
	m := d.make(`{"name":"Run","password":"p","username":"plain"}`)
	if m["username"] != "plain" {
		t.Errorf("%v", m)
	}
	d.begin().name("plain", "p").is("done")
}

func TestMembersThatCannotBeMade(t *testing.T) {
	d := open(t)
	before := len(d.plan.members)
	for _, body := range []string{``, `{}`, `{"name":"A"}`, `{"name":"A","password":"p","x":1}`, `{"name":"A","password":"p","username":"anna"}`,
		`{"name":"A","password":"p","email":"anna@mail.example.org"}`, `{"name":"A","password":"p","email":"@x"}`,
		`{"name":"A","password":"p","mobile":"12"}`, `{"name":"A","password":"p","mobile":"call me maybe"}`,
		`{"name":"A","password":"p","authenticators":["palm"]}`, `{"name":"A","password":"p","authenticators":["sms"]}`,
		`{"name":"A","password":"p","authenticators":["totp","totp"]}`, `{"name":"A","password":"p","authenticators":["recovery-code","recovery-code"]}`, `{"name":"A","password":"p","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}`,
		`{"name":"A","password":"p","authenticators":["totp"],"secret":"GEZDGNBV"}`,
		`{"name":"A","password":"p","authenticators":["totp"],"secret":"not base 32"}`} {
		if r := d.ask("POST", "/mock/members", body); r.status != 422 || r.body["error"] == "" {
			t.Errorf("%s answered %d %v", body, r.status, r.body)
		}
	}
	if len(d.plan.members) != before {
		t.Error("somebody was made all the same")
	}
}
