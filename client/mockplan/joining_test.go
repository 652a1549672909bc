package mockplan

import (
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// beginFor opens a conversation for a purpose that needs no session.
func (d *door) beginFor(purpose string) step {
	d.t.Helper()
	return step{d, d.ask("POST", "/v1/flows", `{"purpose":"`+purpose+`"}`)}
}

// back gives what the backstage knows of a member, by any text of theirs.
func (d *door) back(name string) map[string]any {
	d.t.Helper()
	for _, m := range d.ask("GET", "/mock/members", "").list("members") {
		if m["username"] == name || m["member_number"] == name || m["name"] == name {
			return m
		}
	}
	d.t.Fatalf("no member %s", name)
	return nil
}

// card types what a step asks for of a member's card.
func (s step) card(of map[string]any) step {
	s.door.t.Helper()
	known := map[string]string{"member-number": "member_number", "group": "group", "given-name": "given_name", "family-name": "family_name",
		"birth-date": "birth_date", "postal-code": "postal_code"}
	var values []map[string]any
	fields, _ := s.part()["fields"].([]any)
	for _, f := range fields {
		name, _ := f.(map[string]any)["name"].(string)
		if value := of[known[name]]; known[name] != "" && value != "" {
			values = append(values, map[string]any{"name": name, "value": value})
		}
	}
	return s.answer("prove-identity.submit", map[string]any{"values": values})
}

func (s step) first(password string) step {
	s.door.t.Helper()
	if s.is("new-password").part()["reason"] != "first" {
		s.door.t.Errorf("asked for a password as %v", s.part()["reason"])
	}
	return s.answer("new-password.submit", map[string]any{"password": password})
}

func (s step) activation(code string) step {
	return s.answer("activation.submit", map[string]any{"code": code})
}

func (s step) register(username, email, phone string) step {
	fields := map[string]any{"username": username, "email": email}
	if phone != "" {
		fields["phone"] = phone
	}
	return s.answer("register.submit", fields)
}

func TestACardBecomesAnAccount(t *testing.T) { // S110
	d := open(t)
	oliver := d.back("Oliver Quist")
	ask := d.beginFor("register").is("prove-identity").card(oliver).is("register")
	if ask.part()["username"] != "oliver.quist" {
		t.Errorf("the plan suggests %v", ask.part()["username"])
	}
	mail := ask.register("oliver.quist", "oliver@new.example.org", "(202) 555-0190").is("code")
	if a := mail.part()["authenticator"].(map[string]any); a["kind"] != "email" || a["hint"] != "o•••@new.example.org" {
		t.Errorf("the code went to %v", a)
	}
	text := mail.typed(d.sent("oliver@new.example.org")).is("code")
	if d.plan.find("oliver.quist") != nil || len(d.plan.names["4400"+oliver["member_number"].(string)[8:]].contacts) != 0 {
		t.Error("something counts before it is confirmed")
	}
	done := text.typed(d.sent("(202) 555-0190")).first("Brisk-walnut7").is("done")
	if done.part()["account"].(map[string]any)["name"] != "Oliver Quist" {
		t.Errorf("%v", done.part())
	}
	d.begin().name("oliver@new.example.org", "Brisk-walnut7").is("code").typed(d.sent("oliver.quist")).is("done")
}

func TestRegisteringCorrectsASlip(t *testing.T) {
	d := open(t)
	ask := d.beginFor("register").card(d.back("Oliver Quist")).is("register")
	for want, typed := range map[string][3]string{
		"username username.refused": {"(202) 555-0110", "o@new.example.org", ""}, "username username.taken": {"anna", "o@new.example.org", ""},
		"email contact.refused": {"oliver", "o@new", ""}, "phone contact.refused": {"oliver", "o@new.example.org", "12"}} {
		got := ask.register(typed[0], typed[1], typed[2]).is("register")
		if field, _ := got.body["field"].(string); field+" "+got.code() != want {
			t.Errorf("%v: %s %s, want %s", typed, field, got.code(), want)
		}
		ask = got
	}
	code := ask.register("oliver", "olivr@new.example.org", "").is("code")
	if code.now()["back"] != true {
		t.Error("a slip cannot be corrected")
	}
	code = code.answerAs(ask.number(), "register.submit", map[string]any{"username": "oliver", "email": "oliver@new.example.org"}).is("code")
	code.typed(d.sent("olivr@new.example.org")).says(string(problem.CodeWrong)).typed(d.sent("oliver@new.example.org")).first("Brisk-walnut7").is("done")
}

func TestACardThatHasAnAccountIsToldNowhereButAtItsContacts(t *testing.T) {
	d := open(t)
	anna := d.back("anna")
	told := d.beginFor("register").card(anna).is("told")
	if told.part()["what"] != "account-exists" || told.part()["next"] != "find-username" || strings.Contains(strings.ToLower(told.now()["told"].(map[string]any)["what"].(string)), "anna") {
		t.Errorf("%v", told.now())
	}
	if m := d.newest("anna"); !strings.Contains(m["body"].(string), "“anna”") {
		t.Errorf("her contacts were told %v", m)
	}
	d.turn(`{"acct.duplicate":{}}`)
	d.beginFor("register").card(d.back("Oliver Quist")).is("told")
}

func TestTwoWhoRegisterOneCard(t *testing.T) {
	d := open(t)
	oliver := d.back("Oliver Quist")
	one := d.beginFor("register").card(oliver).register("oliver", "one@new.example.org", "").typed(d.sent("one@new.example.org")).is("new-password")
	two := d.beginFor("register").card(oliver).register("oliver2", "two@new.example.org", "").typed(d.sent("two@new.example.org")).is("new-password")
	one.first("Brisk-walnut7").is("done")
	two.first("Other-walnut7").is("told")
	d.begin().name("oliver2", "Other-walnut7").says(string(problem.BadCredentials))
	d.begin().name("oliver", "Brisk-walnut7").is("done")
}

func TestActivatingWithTheLetter(t *testing.T) { // S044, S111
	for _, name := range []string{"amara", "nadia"} {
		d := open(t)
		code := d.back(name)["activation"].(map[string]any)["code"].(string)
		typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
		if name == "nadia" {
			typed = "https://" + host + "/a/" + code
		}
		first := d.beginFor("activate").is("activation")
		if first.part()["hint"] != nil || first.part()["fresh"] != true {
			t.Errorf("before anything was proved: %v", first.part())
		}
		first.activation(typed).first("Brisk-walnut7").is("done")
		d.begin().name(name, "Brisk-walnut7").is("code").typed(d.sent(name)).is("done")
		d.beginFor("activate").activation(code).says(string(problem.ActivationUsed)).is("activation")
	}
}

func TestActivationCodesExpire(t *testing.T) { // S045, S160
	d := open(t)
	amara, pavel := d.back("amara"), d.back("pavel")
	code := func(m map[string]any) string { return m["activation"].(map[string]any)["code"].(string) }
	late := d.beginFor("activate").activation(code(pavel)).says(string(problem.ActivationExpired)).is("activation")
	d.clock.Advance(10 * 24 * time.Hour) // the letter to amara is 13 days old
	d.beginFor("activate").activation(code(amara)).is("new-password")
	d.clock.Advance(24 * time.Hour)
	d.beginFor("activate").activation(code(amara)).says(string(problem.ActivationExpired))
	d.rules(`{"activation":{"life_s":1296001}}`)
	d.beginFor("activate").activation(code(amara)).is("new-password")

	late = d.beginFor("activate").answer("activation.fresh", nil).is("prove-identity").card(pavel).is("activation")
	if late.part()["hint"] != "p•••@mail.example.org" || late.part()["sent"] == nil {
		t.Errorf("%v", late.part())
	}
	late.activation(code(pavel)).says(string(problem.ActivationExpired)).activation(d.sent("pavel")).first("Brisk-walnut7").is("done")
}

func TestActivationKnobs(t *testing.T) {
	for knob, want := range map[string]problem.Code{"acct.activation_expired": problem.ActivationExpired,
		"acct.activation_used": problem.ActivationUsed, "acct.needs_new_activation": problem.ActivationExpired} {
		d := open(t)
		amara := d.back("amara")
		d.turn(`{"` + knob + `":{"member":"amara"}}`)
		s := d.beginFor("activate").activation(amara["activation"].(map[string]any)["code"].(string)).says(string(want))
		d.clock.Advance(time.Minute)
		s.answer("activation.fresh", nil).card(amara).is("activation").activation(d.sent("amara")).first("Brisk-walnut7").is("done")
	}
	d := open(t)
	d.turn(`{"acct.not_activated":{"member":"anna"}}`)
	d.known("anna").is("refer")
	d.clock.Advance(time.Minute)
	d.beginFor("activate").answer("activation.fresh", nil).card(d.back("anna")).is("activation").activation(d.sent("anna")).
		first("Brisk-walnut7").is("done")
	d.begin().name("anna", "Brisk-walnut7").is("code")
}

func TestActivationCodesAreNotGuessed(t *testing.T) { // AT: activation code guessed
	d := open(t)
	s := d.beginFor("activate")
	for _, left := range []float64{2, 1} {
		if s = s.activation("AAAA-BBBB-CCCC-DDDD").says(string(problem.ActivationWrong)).is("activation"); s.body["left"] != left {
			t.Errorf("%v are left, want %v", s.body["left"], left)
		}
	}
	s = s.activation("AAAA-BBBB-CCCC-DDDD").says(string(problem.ActivationWrong)).is("prove-identity")

	amara := d.back("amara")
	s = s.card(amara).is("activation")
	code := d.sent("amara")
	for range 2 {
		s = s.activation("AAAA-BBBB-CCCC-DDDD").says(string(problem.ActivationWrong))
	}
	s = s.activation("AAAA-BBBB-CCCC-DDDD").says(string(problem.ActivationExpired)).activation(code).says(string(problem.ActivationExpired))
	d.clock.Advance(time.Minute)
	s.answer("activation.fresh", nil).is("activation").activation(d.sent("amara")).is("new-password")
	if len(strings.ReplaceAll(code, "-", ""))*5 < 64 {
		t.Errorf("a code has %d letters", len(code))
	}
}

func TestActivationCodesAreAskedForSoOften(t *testing.T) {
	d := open(t)
	s := d.beginFor("activate").answer("activation.fresh", nil).card(d.back("amara")).is("activation")
	s = s.answer("activation.fresh", nil).says(string(problem.CodeTooSoon))
	for range 4 {
		d.clock.Advance(time.Minute)
		s = s.answer("activation.fresh", nil).says("")
	}
	d.clock.Advance(time.Minute)
	s.answer("activation.fresh", nil).says(string(problem.CodeTooMany))
}

func TestALapsedAccountComesBack(t *testing.T) { // S046
	for _, name := range []string{"simone", "ingrid"} {
		d := open(t)
		d.known(name).is("refer")
		s := d.beginFor("reactivate").is("prove-identity").card(d.back(name)).is("activation")
		ask := s.activation(d.sent(name)).is("credentials")
		if ask.part()["for"] == nil {
			t.Errorf("the name is asked for again: %v", ask.part())
		}
		ask.answer("credentials.submit", map[string]any{"password": d.password(name)}).is("code").typed(d.sent(name)).is("done")
		d.signIn(name)
	}
}

func TestJoiningByPost(t *testing.T) {
	d := open(t)
	m := d.make(`{"name":"Post Only","password":"p","activation":"pending","birth_date":"1950-01-02"}`)
	s := d.beginFor("activate").answer("activation.fresh", nil).card(m).is("activation")
	letter := d.newest(m["username"].(string))
	if letter["channel"] != "letter" || s.part()["hint"] == nil {
		t.Errorf("%v, told as %v", letter, s.part())
	}
	s.activation(letter["code"].(string)).first("Brisk-walnut7").is("done")
}

func TestAClosedAccountIsNotOpenedByJoining(t *testing.T) {
	for _, purpose := range []string{"register", "reactivate"} {
		d := open(t)
		d.beginFor(purpose).card(d.back("harriet")).is("refer")
	}
	d := open(t)
	d.beginFor("activate").answer("activation.fresh", nil).card(d.back("dmitri")).is("refer")
}

// A code that is left over opens nothing: who has the mailbox alone would be in.
func TestALeftOverCodeOpensNothing(t *testing.T) {
	d := open(t)
	simone := d.back("simone")
	d.beginFor("reactivate").card(simone).is("activation")
	left := d.sent("simone")
	d.plan.names["simone"].lastSignIn = opening // back by another way
	d.beginFor("activate").activation(left).says(string(problem.ActivationUsed)).is("activation")

	letter := d.back("amara")["activation"].(map[string]any)["code"].(string)
	one := d.beginFor("activate").activation(letter).is("new-password")
	two := d.beginFor("activate").activation(letter).is("new-password")
	one.first("Brisk-walnut7").is("done")
	two.first("Other-walnut7").is("told")
	d.begin().name("amara", "Brisk-walnut7").is("code")
}
