//go:build js

package redirect_test

import (
	"context"
	"flag"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"vestibule/app/secret"
	"vestibule/client/browser"
	"vestibule/client/redirect"
)

// These tests run in a real Chromium: client/browser has the lane.

// TestMain has each test told: a page gives no flags.
func TestMain(m *testing.M) {
	if err := flag.Set("test.v", "true"); err != nil {
		panic(err)
	}
	m.Run()
}

// opened is a door, its address, and what comes to it.
func opened(t *testing.T) (address string, shut func(), came chan string) {
	t.Helper()
	if _, err := browser.Global("location", "pathname"); err != nil {
		t.Skip("runs in a browser")
	}
	came = make(chan string, 8)
	door := redirect.New(func(a secret.Bytes) { came <- string(a.Reveal()) }, redirect.Page{Lang: "en", Title: "canary title", Text: "canary text"})
	address, shut, err := door.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shut)
	return address, shut, came
}

// otherTab is what boot.js speaks on there.
func otherTab(t *testing.T) js.Value {
	t.Helper()
	channel := js.Global().Get("BroadcastChannel").New("vestibule.arrived")
	t.Cleanup(func() { channel.Call("close") })
	return channel
}

// TestWhatComesBackInAnotherTabIsTakenHere: the whole of it, and the other tab hears what to show.
func TestWhatComesBackInAnotherTabIsTakenHere(t *testing.T) {
	address, _, came := opened(t)
	tab := otherTab(t)
	tab.Call("postMessage", address+"?code=c&state=s")
	event, err := browser.Heard(t.Context(), tab, "message", "messageerror")
	if err != nil {
		t.Fatal(err)
	}
	if said := event.Get("data"); said.Get("title").String() != "canary title" || said.Get("text").String() != "canary text" || said.Get("lang").String() != "en" {
		t.Error("the other tab is not told what to show")
	}
	if got := <-came; got != address+"?code=c&state=s" {
		t.Error(got)
	}
}

// TestARealTabComesBackAndStopsThere: with the page's own boot.js, which starts no program there.
func TestARealTabComesBackAndStopsThere(t *testing.T) {
	address, _, came := opened(t)
	tab := js.Global().Call("open", address+"?code=c&state=s")
	if tab.IsNull() {
		t.Fatal("no tab can be opened")
	}
	t.Cleanup(func() { tab.Call("close") })
	if got := <-came; got != address+"?code=c&state=s" {
		t.Error(got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	page, beat := tab.Get("document"), time.NewTicker(50*time.Millisecond)
	defer beat.Stop()
	for page.Call("getElementById", "boot-title").Get("textContent").String() != "canary title" {
		select {
		case <-beat.C:
		case <-ctx.Done():
			t.Fatal("the tab does not show what it is told")
		}
	}
	if tab.Get("location").Get("search").String() != "" || !page.Call("querySelector", `script[src$="wasm_exec.js"]`).IsNull() {
		t.Error("the code stands in the bar, or the program is started")
	}
}

// TestWhatDidNotComeBackHereIsPassedOver: the channel keeps what is said in order, so the good one would be second.
func TestWhatDidNotComeBackHereIsPassedOver(t *testing.T) {
	address, _, came := opened(t)
	tab := otherTab(t)
	for _, told := range []any{"", "nonsense", address, address + "x?state=s", "https://evil.example.org/?state=s", 7, nil,
		map[string]any{"title": "of another tab"}, address + "?" + strings.Repeat("x", 16<<10)} {
		tab.Call("postMessage", told)
	}
	tab.Call("postMessage", address+"?state=good")
	if got := <-came; got != address+"?state=good" {
		t.Error("taken:", got[:min(len(got), 80)])
	}
}

// TestAShutTabHearsNothing, and shutting it twice is no trouble.
func TestAShutTabHearsNothing(t *testing.T) {
	address, shut, came := opened(t)
	shut()
	shut()
	_, _, later := opened(t)
	otherTab(t).Call("postMessage", address+"?state=s")
	<-later
	if len(came) != 0 {
		t.Error("a door that is shut takes", <-came)
	}
}

// TestABrowserWithoutChannelsHasTheDoor: the page can still be left and come back to.
func TestABrowserWithoutChannelsHasTheDoor(t *testing.T) {
	want, _, _ := opened(t)
	channel := js.Global().Get("BroadcastChannel")
	for name, instead := range map[string]any{"there is none": js.Undefined(), "it cannot be made": js.Global().Get("Symbol")} {
		js.Global().Set("BroadcastChannel", instead)
		address, shut, _ := opened(t)
		shut()
		if address != want {
			t.Error(name, address)
		}
	}
	js.Global().Set("BroadcastChannel", channel)
}
