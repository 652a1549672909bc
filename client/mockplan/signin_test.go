package mockplan

import "testing"

func TestPasswordAndText(t *testing.T) {
	d := open(t)
	done := d.signIn("anna")
	account := d.ask("GET", "/v1/account", "", "Authorization", "Bearer "+done.token())
	if account.status != 200 || account.body["name"] != "Anna Lindqvist" {
		t.Fatalf("the account is %v", account.body)
	}
	if spent := d.spent("anna"); spent.Password != 0 || spent.MFA != 0 || spent.Sends != 1 {
		t.Errorf("a plain sign-in cost %+v", spent)
	}
}

func TestEveryIdentifierFindsTheMember(t *testing.T) {
	for _, name := range []string{"anna", "ANNA", " anna ", "Anna@Mail.Example.org", "(202) 555-0110", "2025550110", "+1 202 555 0110",
		"TM-4400-1070", "tm44001070", "4400 1070", "TM 4400 1070"} {
		d := open(t)
		if kind := d.begin().name(name, d.password("anna")).now()["kind"]; kind != "code" {
			t.Errorf("%q did not find Anna: %v", name, kind)
		}
	}
}
