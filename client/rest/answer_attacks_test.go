package rest_test

import (
	"net/http"
	"strings"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// TestASessionToldTwiceIsNone: what one reader of an answer takes for the session, and another for somebody else's, opens
// nothing. The last name does not win, nor the first.
func TestASessionToldTwiceIsNone(t *testing.T) { // AT-121
	good := jsonOf(t, wire.FromStep(done(), noon))
	for name, body := range map[string]string{
		"the step's object": strings.TrimSuffix(good, "}") + `,"done":` + object(good, `"done":`) + "}",
		"its kind":          `{"kind":"credentials",` + good[1:],
		"in capitals":       `{"KIND":"credentials",` + good[1:],
		"the session":       strings.Replace(good, `"session":{`, `"session":{"token":"another",`, 1),
		"and more":          good + good,
		"and a deep pit":    strings.Replace(good, `"session":{`, `"x":`+strings.Repeat("[", 100_000)+`,"session":{`, 1),
	} {
		p, s := open(t, clock.At(noon), says(200, "application/json", body))
		if got, err := submit(t, p); !problem.Is(err, problem.Malformed) || got != nil || len(s.seen) != 1 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	p, _ := open(t, clock.At(noon), func(w http.ResponseWriter, q *http.Request) { says(200, "application/json", good)(w, q) })
	if _, err := submit(t, p); err != nil {
		t.Errorf("as it should be it is refused: %v", err)
	}
}

// object gives the JSON object after a name.
func object(body, name string) string {
	rest := body[strings.Index(body, name)+len(name):]
	depth := 0
	for i, c := range rest {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return rest[:i+1]
			}
		}
	}
	return "{}"
}
