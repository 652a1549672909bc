package ui_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/client/redirect"
	"vestibule/ui/uitest"
)

// comesBack is what a browser does at the end: it goes to the address that it was sent back to.
func comesBack(t *testing.T, address string) string {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// RequestFocus notes that the window comes to the front.
func (w *shortcuts) RequestFocus() { w.fronted++ }

// TestTheMemberComesBackFromTheBrowser: over a real door, into the conversation that waits, and into none other.
func TestTheMemberComesBackFromTheBrowser(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	door := redirect.New(r.arrivals.Deliver, redirect.Page{Lang: "en", Title: "Close this page", Text: "Go back."})
	address, closed, err := door.Open(t.Context())
	r.must(err)
	t.Cleanup(closed)
	r.puts(plan.OpenBrowser{URL: "https://id.example.org/authorize?state=s-1", State: secret.Of([]byte("s-1")), Redirect: address}, "Go on in your browser")
	r.stage.asks = plan.Told{What: plan.StatusSent}

	comesBack(t, address+"?code=stolen&state=s-2") // any page can send the browser here
	r.must(r.Press("Open id.example.org"))
	r.see("Waiting for you to come back")
	if len(r.stage.given) > 0 || len(r.opened) != 1 || r.keyboard.fronted > 0 { // nobody else brings the window to the front
		t.Fatal(r.stage.given, r.opened, r.keyboard.fronted)
	}
	page := comesBack(t, address+"?code=c-1&state=s-1")
	r.see("We sent you how your account stands")
	if strings.Join(r.stage.given, " ") != "plan.Arrived" || r.keyboard.fronted != 1 || !strings.Contains(page, "Close this page") {
		t.Fatal(r.stage.given, page)
	}
	r.ui.Close()
	late := secret.Of([]byte(address + "?state=s-1"))
	r.arrivals.Deliver(late)
	if !late.Empty() {
		t.Error("an address is kept that nobody waits for")
	}
}
