package flow_test

import (
	"testing"

	"vestibule/app/flow"
	"vestibule/app/secret"
)

func TestOnlyTheAddressOfThisConversationArrives(t *testing.T) {
	const back = "http://127.0.0.1:8000/back"
	cases := map[string]bool{
		back + "?state=s-1&code=c":                         true,
		back + "?code=c&state=s-1":                         true,
		back + "?code=c&state=s%2D1":                       true,
		back + "?code=c&state=s-1#_=_":                     true,
		back + "?error=denied&state=s-1":                   true, // the plan judges what it says
		back + "?code=c&state=s-2":                         false,
		back + "?code=c":                                   false,
		back + "?code=c&state=":                            false,
		back + "?code=c&state=s-1&state=x":                 false,
		back + "?code=c&state=x&state=s-1":                 false,
		back + "?code=c&state=s-1%zz":                      false,
		back + "?code=c&mystate=s-1":                       false,
		back + "/?code=c&state=s-1":                        false,
		back + "#?code=c&state=s-1":                        false,
		"https://127.0.0.1:8000/back?state=s-1":            false,
		"http://127.0.0.1:8001/back?state=s-1":             false,
		"http://localhost:8000/back?state=s-1":             false,
		"http://127.0.0.1:8000@example.org/back?state=s-1": false,
		"": false,
	}
	for address, want := range cases {
		s, effects := flow.Next(asked(t, browser), flow.Arrive{Address: secret.Of([]byte(address))})
		if got := kindOf(s) == "waiting"; got != want || len(effects) != 1 {
			t.Errorf("%q: %s%s", address, describe(s), effectNames(effects))
		}
	}
}

func TestStepWithoutAStateTakesNoAddress(t *testing.T) {
	open := browser
	open.State = secret.Bytes{}
	s := happen(asked(t, open), flow.Arrive{Address: secret.Of([]byte(open.Redirect + "?state="))})
	if kindOf(s) != "asking" {
		t.Fatal(describe(s))
	}
}

func TestAddressCountsOnce(t *testing.T) {
	s := happen(asked(t, browser), flow.Arrive{Address: address("s-1")})
	if to, effects := flow.Next(s, flow.Arrive{Address: address("s-1")}); kindOf(to) != "waiting" || effectNames(effects) != " ‖ erase" {
		t.Fatalf("%s%s", describe(to), effectNames(effects))
	}
}

// The lock may fall while the member is in the browser.
func TestAddressArrivesBehindTheLock(t *testing.T) {
	s := happen(happen(asked(t, browser), flow.Cover{}), flow.Arrive{Address: address("s-1")})
	if got := describe(s); got != "waiting checking open-browser covered" {
		t.Fatal(got)
	}
}
