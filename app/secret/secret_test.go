package secret_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"vestibule/app/secret"
)

func TestNoVerbPrintsIt(t *testing.T) {
	type holder struct{ Password secret.Bytes }
	type hidden struct {
		password secret.Bytes
		all      map[string]holder
	}
	s := secret.Of([]byte("hunter2"))
	h := hidden{s, map[string]holder{"it": {s}}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		for _, v := range []any{s, &s, holder{s}, &holder{s}, []secret.Bytes{s}, h, &h, []hidden{h}, struct{ h *hidden }{&h}} {
			out := fmt.Sprintf(verb, v)
			if strings.Contains(out, "hunter2") || strings.Contains(strings.ToLower(out), "68756e74") || strings.Contains(out, "104 117") || strings.Contains(out, "0x68, 0x75") {
				t.Errorf("%s of %T prints the secret: %s", verb, v, out)
			}
		}
	}
}

func TestJSONRefuses(t *testing.T) {
	if out, err := json.Marshal(struct{ P secret.Bytes }{secret.Of([]byte("x"))}); err == nil {
		t.Fatalf("written as %s", out)
	}
}

func TestClearReachesEveryCopy(t *testing.T) {
	raw := []byte("hunter2")
	a := secret.Of(raw)
	b, c := a, a.Clone()
	a.Clear()
	if !b.Empty() || strings.Contains(string(raw), "h") {
		t.Fatal("a copy of a cleared secret still holds it")
	}
	if string(c.Reveal()) != "hunter2" {
		t.Fatal("a clone must not be cleared with its origin")
	}
}

func TestZeroValue(t *testing.T) {
	var s secret.Bytes
	s.Clear()
	if !s.Empty() || !s.Equal(secret.Of(nil)) {
		t.Fatal("the zero value is an empty secret")
	}
}
