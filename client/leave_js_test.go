//go:build js

package client

import (
	"strings"
	"syscall/js"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// TestAPageThatIsLeftComesBack: the page itself stays here, because a page that leaves ends its tests.
func TestAPageThatIsLeftComesBack(t *testing.T) {
	inAPage(t)
	left := plan.Left{Plan: "https://plan.example.org", Purpose: plan.SignIn, Handle: plan.Handle{Bytes: secret.Of([]byte("han\x00dle\xff"))}}
	for _, address := range []string{"javascript:alert(1)", "data:text/html,x", "http://id.example.org/", "https://a@id.example.org/", ""} {
		if err := leave(left, address); err == nil {
			t.Fatalf("%q is gone to", address)
		}
	}
	rest := func() {
		raw := `{"search":"?lang=en","plan":"https://plan.example.org","purpose":"sign-in","handle":"aGFuAGRsZf8=","stay":true}`
		if _, err := inTab("setItem", leftItem, raw); err != nil {
			t.Fatal(err)
		}
	}
	const address = "http://localhost/?code=c&state=s"
	rest()
	js.Global().Set(arrivedName, address)
	back, arrived := Back()
	if back.Plan != left.Plan || back.Purpose != left.Purpose || !back.Handle.Equal(left.Handle.Bytes) || string(arrived.Reveal()) != address || !back.Stay || back.Shared {
		t.Error(back.Plan, back.Purpose, back.Handle.Len(), arrived.Len())
	}
	if item, err := inTab("getItem", leftItem); err != nil || !item.IsNull() || !js.Global().Get(arrivedName).IsUndefined() {
		t.Error("it is there for another time:", err)
	}
	rest() // the member came back by hand
	if back, arrived := Back(); !back.Handle.Empty() || !arrived.Empty() {
		t.Error("what nobody came back to goes on")
	}
	js.Global().Set(arrivedName, address) // sent here by a page that we never went to
	if back, arrived := Back(); !back.Handle.Empty() || !arrived.Empty() {
		t.Error("a stranger's arrival counts")
	}
	_, _ = inTab("setItem", leftItem, strings.Repeat("x", 10))
	js.Global().Set(arrivedName, address)
	if back, _ := Back(); !back.Handle.Empty() {
		t.Error("nonsense was read")
	}
}
