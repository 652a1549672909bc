package wire_test

import (
	"cmp"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func answers() []plan.Answer {
	return []plan.Answer{
		plan.NameAndPassword{Name: `da"na`, Password: text("pä\\ss\"\n\x01😀"), Shared: true, Trust: text("t")},
		plan.NameAndPassword{Name: "dana", Password: text("p")},
		plan.Chosen{Authenticator: "a1"}, plan.CodeTyped{Code: text("123456"), Trust: true}, plan.CodeResend{}, plan.CodeAnotherWay{},
		plan.PushResend{}, plan.PushAnotherWay{}, plan.RecoveryCodeTyped{Code: text("ABCD")}, plan.RecoveryCodeAnotherWay{},
		plan.ShowSecretConfirmed{Code: text("123456"), Label: `Dana's "phone"`}, plan.ShowSecretConfirmed{Code: text("123456")},
		plan.NewPasswordTyped{Password: text("new")}, plan.NewPasswordTyped{Password: text("new"), EndOthers: true},
		plan.Arrived{Address: text("http://127.0.0.1/?code=1")}, plan.AnotherDevice{},
		plan.NameAndPassword{Password: text("only")}, plan.CodeTyped{Code: text("https://plan.example.org/r/Tok-en_1?a=b&c=\"d\"")},
		plan.Identified{Names: []string{"dana@example.org", `d"a`}}, plan.Identified{Names: []string{"dana"}},
		plan.IdentityTyped{Values: []plan.IdentityValue{{Name: plan.FieldMemberNumber, Value: text("100\x01\"200")}, {Name: plan.FieldBirth, Value: text("1970-01-02")}}},
		plan.IdentityAnotherWay{}, plan.RegisterTyped{Username: "dana", Email: "dana@example.org", Phone: "+15555550123"},
		plan.RegisterTyped{Username: "dana", Email: "dana@example.org"}, plan.ActivationTyped{Code: text("A1B2")}, plan.ActivationFresh{},
		plan.ContactTyped{ContactKind: plan.ContactPhone, Value: "555-0100"}, plan.ContactSkipped{}, plan.RecoveryCodesKept{}, plan.LostIt{},
	}
}

func TestEveryAnswerTravelsUnchanged(t *testing.T) {
	for _, a := range answers() {
		body, err := wire.AnswerBody(7, a)
		if err != nil || !json.Valid(body) {
			t.Fatalf("%T: %v", a, err)
		}
		number, got, err := wire.ReadAnswer(body)
		if err != nil || number != 7 || !reflect.DeepEqual(got, a) {
			t.Errorf("%T came as %T number %d: %v", a, got, number, err)
		}
	}
}

func TestAPasswordIsWrittenOnceOnly(t *testing.T) {
	a := plan.NameAndPassword{Name: "dana", Password: text(strings.Repeat("\x01", 300))}
	body, err := wire.AnswerBody(1<<31-1, a)
	if err != nil {
		t.Fatal(err)
	}
	if allocated := testing.AllocsPerRun(20, func() { _, _ = wire.AnswerBody(1<<31-1, a) }); allocated > 6 {
		t.Errorf("%v allocations: the buffer grew and left a copy", allocated)
	}
	if len(body) > 64+1900+100 {
		t.Error("longer than its bound")
	}
	card := plan.IdentityTyped{}
	for _, name := range plan.FieldNames() {
		card.Values = append(card.Values, plan.IdentityValue{Name: name, Value: text(strings.Repeat("\x01", 300))})
	}
	var boxed plan.Answer = card // the list of fields, the list of values, and the buffer
	if allocated := testing.AllocsPerRun(20, func() { _, _ = wire.AnswerBody(1<<31-1, boxed) }); allocated > 3 {
		t.Errorf("%v allocations for a card: the buffer grew and left a copy", allocated)
	}
}

// identity is an answer that proves an identity with these values.
func identity(values string) string {
	return `{"step":1,"type":"prove-identity.submit","values":[` + values + `]}`
}

func TestWhatIsNoAnswerNamesItsField(t *testing.T) {
	long := strings.Repeat("x", 255)
	for body, want := range map[string]string{
		`{}`: "field.refused step", `nonsense`: "field.refused step", `{"step":1,"type":"x"}`: "field.refused type",
		`{"step":1,"type":"credentials.submit","name":"","password":"p"}`:                       "field.missing name",
		`{"step":1,"type":"credentials.submit","name":"n"}`:                                     "field.missing password",
		`{"step":1,"type":"code.submit","code":""}`:                                             "field.missing code",
		`{"step":1,"type":"show-secret.confirm","label":"x"}`:                                   "field.missing code",
		`{"step":1,"type":"choose.pick"}`:                                                       "field.missing authenticator",
		`{"step":1,"type":"credentials.submit","name":7,"password":"p"}`:                        "field.refused ",
		`{"step":1,"type":"identify.submit"}`:                                                   "field.missing names",
		`{"step":1,"type":"identify.submit","names":["a",""]}`:                                  "field.missing names",
		`{"step":1,"type":"identify.submit","names":"a"}`:                                       "field.refused ",
		`{"step":1,"type":"identify.submit","names":["` + long + `"]}`:                          "field.refused names",
		`{"step":1,"type":"identify.submit","names":[` + strings.Repeat(`"a",`, 20) + `"a"]}`:   "field.refused names",
		`{"step":1,"type":"prove-identity.submit","values":[]}`:                                 "field.missing values",
		identity(`{"name":"birth-date","value":""}`):                                            "field.missing birth-date",
		identity(`{"name":"birth-date","value":"` + long + `"}`):                                "field.refused birth-date",
		identity(`{"name":"ssn","value":"1"}`):                                                  "field.refused values",
		identity(`{"name":"group","value":"1"},{"name":"group","value":"2"}`):                   "field.refused values",
		identity(strings.Repeat(`{"name":"group","value":"1"},`, 7) + `{}`):                     "field.refused values",
		`{"step":1,"type":"register.submit","email":"e"}`:                                       "field.missing username",
		`{"step":1,"type":"register.submit","username":"u"}`:                                    "field.missing email",
		`{"step":1,"type":"register.submit","username":"u","email":"e","phone":"` + long + `"}`: "field.refused phone",
		`{"step":1,"type":"activation.submit"}`:                                                 "field.missing code",
		`{"step":1,"type":"contact.submit","kind":"fax","value":"1"}`:                           "field.refused kind",
		`{"step":1,"type":"contact.submit","kind":"email"}`:                                     "field.missing value",
		`{"step":1,"type":"code.submit","code":"` + strings.Repeat("x", 8193) + `"}`:            "field.refused code",
	} {
		_, _, err := wire.ReadAnswer([]byte(body))
		p := problem.Of(cmp.Or(err, error(problem.New("none"))))
		if got := string(p.Code) + " " + p.Field; got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
}
