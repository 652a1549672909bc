package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"regexp"
	"sync"
	"testing"

	"vestibule/client"
	"vestibule/ui"
)

// recorder lets requests through and notes whom they go to.
type recorder struct {
	to   http.RoundTripper
	mu   sync.Mutex
	seen map[string]int
}

func (r *recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	r.note(q.URL.Scheme + "://" + q.URL.Host)
	if r.to == nil {
		return nil, errors.New("nobody may be asked here")
	}
	return r.to.RoundTrip(q)
}

func (r *recorder) note(whom string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[whom]++
}

// trip has whatever would go out by itself be noted, names that are looked up too: a library, the toolkit.
func trip(t *testing.T) *recorder {
	wire := &recorder{seen: map[string]int{}}
	way, names := http.DefaultTransport, net.DefaultResolver
	http.DefaultTransport = wire
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(_ context.Context, _, address string) (net.Conn, error) {
		wire.note("dns " + address)
		return nil, errors.New("nobody may be asked here")
	}}
	t.Cleanup(func() { http.DefaultTransport, net.DefaultResolver = way, names })
	return wire
}

// TestNobodyElseIsAsked: a whole visit, recorded: the plan is asked and nobody else, and the bundled plan needs nobody at all.
func TestNobodyElseIsAsked(t *testing.T) { // AT-157
	address := serve(t)
	line := &recorder{to: http.DefaultTransport.(*http.Transport).Clone(), seen: map[string]int{}}
	d := changed(t, func(c *ui.Config) { c.Finder = client.Finder{Transport: line, Clock: client.Device{}} }, "-plan", address)
	see(t, d, `button "Sign in"`)
	do(t, d.Type("Username, e-mail, phone or member number", "anna"), d.Type("Password", "Harbor-Light-7"), d.Press("Sign in"))
	see(t, d, `textbox "Code"`)
	do(t, d.Type("Code", text(t, address)), d.Press("Continue"))
	see(t, d, "Hello, Anna Lindqvist")
	wire := trip(t)
	for _, page := range []string{"Results", "Messages"} {
		do(t, d.Press(page))
		see(t, d, `heading 1 "`+page)
		do(t, d.Press("Back"))
		see(t, d, "Hello, Anna Lindqvist")
	}
	do(t, d.Press("Sign out"))
	see(t, d, "You are signed out")
	if len(line.seen) != 1 || line.seen[address] < 6 {
		t.Errorf("of %s, these were asked: %v", address, line.seen)
	}
	b := started(t)
	see(t, b, "Demo plan. No one here is real.", `button "Sign in"`)
	do(t, b.Type("Username, e-mail, phone or member number", "henry"), b.Type("Password", "Just-A-Password-1"), b.Press("Sign in"))
	see(t, b, "Hello, Henry Aldous")
	if len(wire.seen) != 0 {
		t.Errorf("without being told to, these were asked: %v", wire.seen)
	}
}

// TestTheProgramCarriesNoKeys looks through the program itself, libraries and all. The bundled plan's members are invented, and
// their passwords are documented: they are the exception.
func TestTheProgramCarriesNoKeys(t *testing.T) { // AT-154
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	for what, form := range map[string]string{
		"a private key":          `-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}`,
		"a key of age":           `AGE-SECRET-KEY-1[0-9A-Z]{20}`,
		"a signed token":         `eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`,
		"a key of a cloud":       `AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}`,
		"a token of a forge":     `gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20}`,
		"a bot's token":          `xox[abprs]-[0-9A-Za-z-]{10,}`,
		"a password in a URL":    `https?://[a-z0-9]+:[^@/\s"]{4,}@[a-z0-9.-]+\.[a-z]{2,}`,
		"a token in a parameter": `[?&](?:access_token|api_key|client_secret)=[A-Za-z0-9]{8,}`,
	} {
		if found := regexp.MustCompile(form).Find(program); found != nil {
			t.Errorf("the program carries %s: %.40q", what, found)
		}
	}
	if !bytes.Contains(program, []byte("Harbor-Light-7")) {
		t.Error("not even the invented members are found: this finds nothing")
	}
}
