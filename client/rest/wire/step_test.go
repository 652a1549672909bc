package wire_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func TestEveryStepKindTravelsUnchanged(t *testing.T) {
	seen := map[plan.Kind]bool{}
	for _, step := range steps() {
		seen[step.Kind()] = true
		body, err := json.Marshal(wire.FromStep(step, noon))
		if err != nil {
			t.Fatal(err)
		}
		var w wire.Step
		if err := json.Unmarshal(body, &w); err != nil {
			t.Fatal(err)
		}
		got, err := w.Step()
		if err != nil {
			t.Fatalf("%s: %v", step.Kind(), err)
		}
		if !reflect.DeepEqual(got, step) {
			t.Errorf("%s came as\n%+v, went as\n%+v", step.Kind(), got, step)
		}
	}
	for _, k := range plan.Kinds() {
		if !seen[k] {
			t.Errorf("no sample of %s", k)
		}
	}
}

func TestTheObjectIsNamedByTheKind(t *testing.T) {
	for _, step := range steps() {
		body, _ := json.Marshal(wire.FromStep(step, noon))
		name := `"` + strings.ReplaceAll(string(step.Kind()), "-", "_") + `":{`
		if !bytes.Contains(body, []byte(name)) || bytes.Count(body, []byte(`":{`)) == 0 {
			t.Errorf("%s has no object %s", step.Kind(), name)
		}
	}
}

func TestAStepWithoutWhatItsPageNeedsIsRefused(t *testing.T) {
	for _, take := range []string{
		"flow", "number", "purpose", "credentials", "credentials.identifiers", "choose_authenticator.options", "code.digits", "code.authenticator",
		"push.number", "push.expires", "push.poll_s", "new_password.reason", "new_password.rules", "show_secret.authenticator", "show_secret.secret",
		"show_secret.algorithm", "show_secret.digits", "show_secret.period_s", "show_secret.expires", "show_secret.issuer", "open_browser.url", "open_browser.state",
		"open_browser.redirect", "wait.for", "wait.poll_s", "refer.why", "done.session", "done.account",
		"identify", "identify.identifiers", "identify.most", "prove_identity.fields", "activation", "register", "contact.kinds",
		"show_recovery_codes.codes", "told.what",
	} {
		found := false
		for _, step := range steps() {
			body, had := without(t, wire.FromStep(step, noon), take)
			if !had {
				continue
			}
			found = true
			var w wire.Step
			if err := json.Unmarshal(body, &w); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Step(); !problem.Is(err, problem.Malformed) {
				t.Errorf("%s without %s: %v", step.Kind(), take, err)
			}
		}
		if !found {
			t.Errorf("no step has %s", take)
		}
	}
}

// without gives the JSON of v with one member taken out.
func without(t *testing.T, v any, path string) (body []byte, had bool) {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(body, &tree); err != nil {
		t.Fatal(err)
	}
	at, names := tree, strings.Split(path, ".")
	for _, n := range names[:len(names)-1] {
		at, _ = at[n].(map[string]any)
	}
	_, had = at[names[len(names)-1]]
	delete(at, names[len(names)-1])
	body, _ = json.Marshal(tree)
	return body, had
}

func TestNonsenseInAStepIsRefused(t *testing.T) {
	for name, body := range map[string]string{
		"digits 900":        `"kind":"code","code":{"digits":900,"authenticator":{"id":"a","kind":"sms"}}`,
		"negative tries":    `"kind":"recovery-code","recovery_code":{"tries":{"left":-1}}`,
		"a script":          `"kind":"open-browser","open_browser":{"url":"javascript:alert(1)","state":"s","redirect":"x"}`,
		"http far away":     `"kind":"open-browser","open_browser":{"url":"http://plan.example.org/","state":"s","redirect":"x"}`,
		"negative trust":    `"kind":"code","code":{"digits":6,"authenticator":{"id":"a","kind":"sms"},"trust":{"for_s":-5}}`,
		"poll never":        `"kind":"wait","wait":{"for":"review","poll_s":0}`,
		"a short secret":    `"kind":"show-secret",` + showing("GEZDGNBVGY3TQOJQ"),
		"no secret":         `"kind":"show-secret",` + showing(""),
		"a long secret":     `"kind":"show-secret",` + showing(strings.Repeat("GEZDGNBV", 27)),
		"another hash":      `"kind":"show-secret",` + strings.Replace(showing(enough), "SHA1", "MD5", 1),
		"eleven digits":     `"kind":"show-secret",` + strings.Replace(showing(enough), `"digits":6`, `"digits":11`, 1),
		"five digits":       `"kind":"show-secret",` + strings.Replace(showing(enough), `"digits":6`, `"digits":5`, 1),
		"a long period":     `"kind":"show-secret",` + strings.Replace(showing(enough), `"period_s":30`, `"period_s":3601`, 1),
		"no name taken":     `"kind":"identify","identify":{"identifiers":["email"],"most":0}`,
		"too many names":    `"kind":"identify","identify":{"identifiers":["email"],"most":21}`,
		"a field twice":     `"kind":"prove-identity","prove_identity":{"fields":[{"name":"group"},{"name":"group"}]}`,
		"only unknown":      `"kind":"prove-identity","prove_identity":{"fields":[{"name":"aura","optional":true}]}`,
		"a negative wait":   `"kind":"prove-identity","prove_identity":{"fields":[{"name":"group"}],"wait_s":-1}`,
		"expired when sent": `"kind":"activation","activation":{"sent":"2026-03-02T12:00:00Z","expires":"2026-03-02T11:00:00Z"}`,
		"only a fax":        `"kind":"contact","contact":{"kinds":["fax"]}`,
		"a code of three":   `"kind":"show-recovery-codes","show_recovery_codes":{"codes":["abc"]}`,
		"a code of a page":  `"kind":"show-recovery-codes","show_recovery_codes":{"codes":["` + strings.Repeat("a", 65) + `"]}`,
		"51 codes":          `"kind":"show-recovery-codes","show_recovery_codes":{"codes":["abcd"` + strings.Repeat(`,"abcd"`, 50) + `]}`,
		"negative codes":    `"kind":"show-recovery-codes","show_recovery_codes":{"codes":["abcd"],"replaces":-1}`,
		"51 contacts told":  `"kind":"wait","wait":{"for":"objection","poll_s":9,"told":["a"` + strings.Repeat(`,"a"`, 50) + `]}`,
		"minus one session": `"kind":"new-password","new_password":{"reason":"first","rules":{"min_len":8,"max_len":64},"others":-1}`,
		"another reason":    `"kind":"new-password","new_password":{"reason":"bored","rules":{"min_len":8,"max_len":64}}`,
		"never there":       `"kind":"code","code":{"digits":6,"authenticator":{"id":"a","kind":"sms"},"usually_s":-1}`,
		"an option twice":   `"kind":"choose-authenticator","choose_authenticator":{"options":[{"id":"a","kind":"sms"},{"id":"a","kind":"totp"}]}`,
	} {
		var w wire.Step
		if err := json.Unmarshal([]byte(`{"flow":"f","number":1,"purpose":"sign-in",`+body+`}`), &w); err != nil {
			t.Fatal(name, err)
		}
		if _, err := w.Step(); !problem.Is(err, problem.Malformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnUnknownKindAsksForANewerApp(t *testing.T) {
	for _, body := range []string{
		`"kind":"hologram","hologram":{}`, `"kind":"told","told":{"what":"your-fortune"}`,
		`"kind":"prove-identity","prove_identity":{"fields":[{"name":"group"},{"name":"aura"}]}`,
	} {
		var w wire.Step
		if err := json.Unmarshal([]byte(`{"flow":"f","number":1,"purpose":"sign-in",`+body+`}`), &w); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Step(); !problem.Is(err, problem.UnknownStep) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestWhatIsUnknownInsideAStepIsLeftOut(t *testing.T) {
	var w wire.Step
	body := `{"flow":"f","number":1,"purpose":"sign-in","kind":"choose-authenticator","new":1,
		"choose_authenticator":{"options":[{"id":"a","kind":"palm-reader"},{"id":"b","kind":"totp","colour":"red"}]}}`
	if err := json.Unmarshal([]byte(body), &w); err != nil {
		t.Fatal(err)
	}
	step, err := w.Step()
	if err != nil {
		t.Fatal(err)
	}
	if c := step.(plan.Choose); len(c.Options) != 1 || c.Options[0].ID != "b" {
		t.Fatalf("%+v", c.Options)
	}
}

// enough is a secret of 160 bits.
const enough = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

// showing is the object of a show-secret step.
func showing(key string) string {
	return `"show_secret":{"authenticator":"a","issuer":"Plan","account":"dana","secret":"` + key +
		`","algorithm":"SHA1","digits":6,"period_s":30,"expires":"2026-03-02T12:00:00Z"}`
}
