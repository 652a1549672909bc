package flow

import (
	"bytes"
	"net/url"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// arrival makes the answer to a step in the browser out of an address from outside, if it is that step's: any program or
// page can send us one (RFC 8252, section 8). Scheme, host and path must be the same to the byte (RFC 9700, section
// 4.1.3), and the state the one we sent (RFC 6749, section 10.12).
func arrival(step plan.Step, address secret.Bytes) (plan.Answer, bool) {
	browser, ok := step.(plan.OpenBrowser)
	if !ok || browser.State.Empty() {
		return nil, false
	}
	whole, _, _ := bytes.Cut(address.Reveal(), []byte("#"))
	place, query, _ := bytes.Cut(whole, []byte("?"))
	if string(place) != browser.Redirect || !stateOf(query).Equal(browser.State) {
		return nil, false
	}
	return plan.Arrived{Address: address}, true
}

// stateOf reads the one state parameter; more than one is none. Only it is made a string: the code next to it is not
// copied.
func stateOf(query []byte) secret.Bytes {
	var found [][]byte
	for part := range bytes.SplitSeq(query, []byte("&")) {
		if value, ok := bytes.CutPrefix(part, []byte("state=")); ok {
			found = append(found, value)
		}
	}
	if len(found) != 1 {
		return secret.Bytes{}
	}
	state, err := url.QueryUnescape(string(found[0]))
	if err != nil {
		return secret.Bytes{}
	}
	return secret.Of([]byte(state))
}
