package kratos

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/client/kratos/kratostest"
)

func TestAddressesAreMasked(t *testing.T) {
	for address, want := range map[string]string{
		"ana.lee@example.org": "a•••@example.org", "ü@example.org": "ü•••@example.org", "+12025550124": "(•••) •••-0124", "@example.org": "•••@example.org",
		"555-0124": "5•••", "": "•••", "ana.lee": "a•••", "20255501": "(•••) •••-5501",
	} {
		if got := mask(address); got != want {
			t.Errorf("%q is shown as %q, want %q", address, got, want)
		}
	}
}

func TestAWayIsNamedByNothingThatCanBeRead(t *testing.T) {
	a, b := nameOf(plan.SMS, "+12025550124"), nameOf(plan.SMS, "+12025550125")
	if a == b || strings.Contains(string(a), "0124") || a != nameOf(plan.SMS, "+12025550124") || nameOf(plan.TOTP, "") != "totp" {
		t.Errorf("%s, %s", a, b)
	}
}

// TestAnySchemaHasAName: what a plan keeps of its members is its own choice.
func TestAnySchemaHasAName(t *testing.T) {
	p := &Plan{name: "Plan"}
	for traits, want := range map[string][2]string{
		`{"username":"ana","name":{"first":"Ana","last":"Lee"},"email":"a@example.org"}`:    {"Ana Lee", "ana"},
		`{"email":"a@example.org","first_name":"Ana","last_name":"Lee"}`:                    {"Ana Lee", "a@example.org"},
		`{"email":"a@example.org","given-name":"Ana"}`:                                      {"Ana", "a@example.org"},
		`{"contact":{"mail":"a@example.org"},"fullName":"Ana Lee"}`:                         {"Ana Lee", "a@example.org"},
		`{"phone":"+12025550124"}`:                                                          {"+12025550124", "+12025550124"},
		`{"name":"Ana Lee","userId":"al"}`:                                                  {"Ana Lee", "al"},
		`{"what":1,"else":[1,2],"deep":{"a":{"b":{"c":{"d":{"e":{"email":"too@deep"}}}}}}}`: {"", ""},
		`null`: {"", ""}, `[]`: {"", ""}, ``: {"", ""}, `"text"`: {"", ""},
	} {
		a := p.account(&identity{ID: "i", Traits: json.RawMessage(traits)})
		if a.Name != want[0] || a.Identifier != want[1] || a.Member != "i" {
			t.Errorf("%s: %q, %q, want %q", traits, a.Name, a.Identifier, want)
		}
	}
}

func TestTheCardIsReadWhereverItStands(t *testing.T) {
	p := &Plan{name: "Plan"}
	a := p.account(&identity{Traits: json.RawMessage(`{"name":"Ana Lee"}`), Public: json.RawMessage(`{"member_id":"123","group":"G1"}`)})
	if a.Card.MemberNumber != "123" || a.Card.Group != "G1" || a.Card.Name != "Ana Lee" || a.Card.PlanName != "Plan" {
		t.Errorf("%+v", a.Card)
	}
}

// TestOneTextIsChangedAndAllElseStays: to the digit, and whatever it is.
func TestOneTextIsChangedAndAllElseStays(t *testing.T) {
	got, err := with(json.RawMessage(`{"a":1.50,"b":{"c":"old","d":[true,null]},"big":12345678901234567890}`), []string{"b", "c"}, `n"ew`)
	if err != nil || string(got) != `{"a":1.50,"b":{"c":"n\"ew","d":[true,null]},"big":12345678901234567890}` {
		t.Errorf("%s, %v", got, err)
	}
	if got, err = with(json.RawMessage(`{}`), []string{"b", "c"}, "x"); err != nil || string(got) != `{"b":{"c":"x"}}` {
		t.Errorf("%s, %v", got, err)
	}
	if _, err = with(json.RawMessage(`{"b":"text"}`), []string{"b", "c"}, "x"); err == nil {
		t.Error("a text was taken for an object")
	}
	if got, err = without(json.RawMessage(`{"a":1,"b":{"c":"x","d":2}}`), []string{"b", "c"}); err != nil || string(got) != `{"a":1,"b":{"d":2}}` {
		t.Errorf("%s, %v", got, err)
	}
}

// TestABodyIsJSONWhateverIsTyped.
func TestABodyIsJSONWhateverIsTyped(t *testing.T) {
	typed := "a\"\\\x00\n\u2028é😀\x7f"
	raw := method("password").secret("password", secret.Of([]byte(typed))).yes("sure").raw("more", json.RawMessage(`{"x":1}`)).body()
	var got struct {
		Method, Password string
		Sure             bool
		More             struct{ X int }
	}
	if err := json.Unmarshal(raw, &got); err != nil || got.Method != "password" || got.Password != typed || !got.Sure || got.More.X != 1 {
		t.Errorf("%s: %+v, %v", raw, got, err)
	}
}

// TestATokenSettlesIt: whatever else an answer says.
func TestATokenSettlesIt(t *testing.T) {
	said := `{"session_token":"t","error":{"id":"session_inactive"},"ui":{"messages":[{"id":4000006,"type":"error"}]}}`
	for body, in := range map[string]bool{said: true, strings.Replace(said, `"t"`, `""`, 1): false, `{"ui":{"messages":[{"id":4000006,"type":"info"}]}}`: true} {
		var r reading
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			t.Fatal(err)
		}
		if v := r.verdict(); (v == nil) != in {
			t.Errorf("%s: %v", body, v)
		}
	}
}

func TestAPlaceTravelsWhole(t *testing.T) {
	at := place{token: secret.Of([]byte("t\x00k")), exchange: secret.Of([]byte("half")), Purpose: plan.SignIn, At: atProof, Number: 7, Root: "r", Flow: "f", Owns: true,
		Ways: []way{{plan.SMS, "+12025550124"}, {plan.TOTP, ""}}, Way: 1, Sent: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), First: plan.EmailCode, Later: atSecret}
	h := at.handle()
	if bytes.Contains(at.handle().Reveal()[1:2], []byte("{")) {
		t.Error("no secrets in front")
	}
	got, ok := placeOf(h)
	if !ok || !got.token.Equal(at.token) || !got.exchange.Equal(at.exchange) || !got.state.Empty() || got.way() != at.way() || got.Number != 7 ||
		!got.Sent.Equal(at.Sent) || got.First != plan.EmailCode || got.Later != atSecret || !bytes.Equal(got.handle().Reveal(), h.Reveal()) {
		t.Errorf("%+v, %v", got, ok)
	}
	got.clear()
	if at.token.Empty() {
		t.Error("what was read is not a copy")
	}
}

// FuzzPlace: a handle comes back from the vault, which a member may have restored from anywhere.
func FuzzPlace(f *testing.F) {
	f.Add(place{token: secret.Of([]byte("t")), Purpose: plan.SignIn, At: atChoose, Root: "r", Ways: []way{{plan.SMS, "x"}}}.handle().Reveal())
	f.Add([]byte{})
	f.Add([]byte{1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1})
	f.Add([]byte{1, 0, 0, 0, '{', '}'})
	f.Add([]byte("\x01\x00\x00\x00{\"Way\":-1}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		at, ok := placeOf(plan.Handle{Bytes: secret.Copy(raw)})
		if !ok {
			return
		}
		at.way()
		again, ok := placeOf(at.handle())
		if !ok || !bytes.Equal(again.handle().Reveal(), at.handle().Reveal()) {
			t.Errorf("%q is read as %+v and then as %+v", raw, at, again)
		}
	})
}

// FuzzFlow: whatever an answer holds, it is read or refused; nothing but a token signs in, and no address is shown bare.
func FuzzFlow(f *testing.F) {
	for _, name := range kratostest.Names() {
		if answer := kratostest.Get(name).Answer; len(answer) < 32<<10 {
			f.Add(200, []byte(answer))
		}
	}
	f.Add(200, []byte(`{"ui":{"nodes":[{"group":"code","attributes":{"name":"address","value":{"a":1}}}]}}`))
	f.Add(400, []byte(`{"error":{"id":"x","details":[]},"ui":null}`))
	f.Add(200, []byte(`{"continue_with":[{"action":"set_ory_session_token","ory_session_token":"t"}]}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		var r reading
		if json.Unmarshal(body, &r) != nil {
			return
		}
		defer r.wipe()
		r.status = status
		signed := !r.token().Empty()
		if v := r.verdict(); signed && v != nil {
			t.Errorf("a token, and %v", v)
		} else if !signed && v == nil && status >= 400 && r.ID == "" {
			t.Error("an error without a flow is no problem")
		}
		for _, w := range r.ways() {
			if a := w.shown(); len(w.Address) > 8 && (strings.Contains(a.Hint, w.Address) || strings.Contains(string(a.ID), w.Address)) {
				t.Errorf("%q is shown as %q", w.Address, a.Hint)
			}
		}
		_, _ = r.successor(), r.providers()
		r.contacts()
		_, _ = secretIn(&message{Context: json.RawMessage(body)})
		codesIn(&message{Context: json.RawMessage(body)})
	})
}
