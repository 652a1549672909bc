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
		plan.NewPasswordTyped{Password: text("new")}, plan.Arrived{Address: text("http://127.0.0.1/?code=1")},
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
}

func TestWhatIsNoAnswerNamesItsField(t *testing.T) {
	for body, want := range map[string]string{
		`{}`: "field.refused step", `nonsense`: "field.refused step", `{"step":1,"type":"x"}`: "field.refused type",
		`{"step":1,"type":"credentials.submit","password":"p"}`:          "field.missing name",
		`{"step":1,"type":"credentials.submit","name":"n"}`:              "field.missing password",
		`{"step":1,"type":"code.submit","code":""}`:                      "field.missing code",
		`{"step":1,"type":"show-secret.confirm","label":"x"}`:            "field.missing code",
		`{"step":1,"type":"choose.pick"}`:                                "field.missing authenticator",
		`{"step":1,"type":"credentials.submit","name":7,"password":"p"}`: "field.refused ",
	} {
		_, _, err := wire.ReadAnswer([]byte(body))
		p := problem.Of(cmp.Or(err, error(problem.New("none"))))
		if got := string(p.Code) + " " + p.Field; got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
}
