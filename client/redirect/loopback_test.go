//go:build !js

package redirect_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vestibule/app/secret"
	"vestibule/client/redirect"
)

// hall is a door, and what came in by it.
type hall struct {
	t       *testing.T
	address string
	close   func()
	came    chan string
}

var page = redirect.Page{Lang: "en", Title: "You can close this page", Text: "Go back to <Vestibule>."}

func open(t *testing.T, listen redirect.Listen, ports ...int) *hall {
	t.Helper()
	h := &hall{t: t, came: make(chan string, 1000)}
	door := redirect.Loopback{Arrive: func(a secret.Bytes) { h.came <- string(a.Reveal()) }, Page: page, Listen: listen}
	var err error
	if h.address, h.close, err = door.Open(t.Context(), ports...); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	return h
}

func (h *hall) host() string {
	return strings.TrimSuffix(strings.TrimPrefix(h.address, "http://"), redirect.Path)
}

// raw sends bytes and gives the answer's status, 0 where the line was cut.
func (h *hall) raw(request string) (int, http.Header, string) {
	h.t.Helper()
	c, err := net.Dial("tcp", h.host())
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	_, _ = io.WriteString(c, request)
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0, nil, ""
	}
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, res.Header, string(body)
}

func (h *hall) get(path, host, more string) (int, http.Header, string) {
	return h.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n")
}

func TestABrowserComesBack(t *testing.T) {
	h := open(t, nil)
	if !strings.HasPrefix(h.address, "http://127.0.0.1:") || !strings.HasSuffix(h.address, "/callback") {
		t.Fatal(h.address)
	}
	status, header, body := h.get("/callback?code=c%2F1&state=s&error=<b>", h.host(), "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n")
	if want := h.address + "?code=c%2F1&state=s&error=<b>"; <-h.came != want || status != 200 {
		t.Error(status)
	}
	if !strings.Contains(body, "You can close this page") || !strings.Contains(body, "&lt;Vestibule&gt;") || strings.Contains(body, "c%2F1") || strings.Contains(body, "<b>") {
		t.Error("the page:", body)
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "Access-Control-Allow-Origin": "", "Set-Cookie": "", "Server": ""} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if csp := header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Error(csp)
	}
}

// TestOnlyABrowserOnItsWayBackIsLetIn: AT-076 and what else a stranger can try. None arrives, and none may read the answer.
func TestOnlyABrowserOnItsWayBackIsLetIn(t *testing.T) {
	h := open(t, nil)
	port := h.host()[strings.LastIndex(h.host(), ":"):]
	for name, c := range map[string]struct {
		request string
		want    int
	}{
		"another name (DNS rebinding)": {"GET /callback?a HTTP/1.1\r\nHost: evil.example.org" + port + "\r\n\r\n", 421},
		"localhost":                    {"GET /callback?a HTTP/1.1\r\nHost: localhost" + port + "\r\n\r\n", 421},
		"no port":                      {"GET /callback?a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 421},
		"no name":                      {"GET /callback?a HTTP/1.1\r\n\r\n", 400},
		"no name, old":                 {"GET /callback?a HTTP/1.0\r\n\r\n", 421},
		"two names":                    {"GET /callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\nHost: " + h.host() + "\r\n\r\n", 400},
		"a name before the path":       {"GET http://" + h.host() + "/callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 404},
		"another path":                 {"GET /?a HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 404},
		"a path below":                 {"GET /callback/x?a HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 404},
		"the path in disguise":         {"GET /%63allback?a HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 404},
		"dots":                         {"GET /x/../callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 404},
		"nothing brought":              {"GET /callback HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 403},
		"a form":                       {"POST /callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\nContent-Length: 0\r\n\r\n", 405},
		"asked beforehand (CORS)":      {"OPTIONS /callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\nOrigin: https://evil.example.org\r\n\r\n", 405},
		"only the head":                {"HEAD /callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 405},
		"a script":                     {"GET /callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\nSec-Fetch-Mode: no-cors\r\n\r\n", 403},
		"a frame":                      {"GET /callback?a HTTP/1.1\r\nHost: " + h.host() + "\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n", 403},
		"a line of 100 KB":             {"GET /callback?" + strings.Repeat("a", 100<<10) + " HTTP/1.1\r\nHost: " + h.host() + "\r\n\r\n", 431},
		"no HTTP":                      {"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400},
	} {
		status, header, _ := h.raw(c.request)
		// Who sends more than is read may find the line cut before the answer is there.
		if status != c.want && (status != 0 || c.want != 431) {
			t.Errorf("%s: %d, want %d", name, status, c.want)
		}
		if header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: may be read", name)
		}
	}
	if len(h.came) > 0 {
		t.Error("let in:", <-h.came)
	}
}

func TestACrowdDoesNotKeepTheMemberOut(t *testing.T) { // AT-127
	h := open(t, nil)
	for range 500 { // bounded for speed: what counts is that it is many times what is held
		c, err := net.Dial("tcp", h.host())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		_, _ = io.WriteString(c, "GET /callback?")
	}
	if status, _, _ := h.get("/callback?state=s", h.host(), ""); status != 200 {
		t.Fatal(status)
	}
	if got := <-h.came; got != h.address+"?state=s" {
		t.Error(got)
	}
}

// A page in the member's browser may send it here as often as it likes.
func TestArrivalsAreBounded(t *testing.T) {
	h := open(t, nil)
	last := 0
	for i := range 200 {
		last, _, _ = h.get(fmt.Sprintf("/callback?state=%d", i), h.host(), "")
	}
	h.close()
	if n := len(h.came); n > 100 || last != 429 {
		t.Errorf("%d came, the last got %d", n, last)
	}
}

func TestAFloodEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		h := open(t, func(context.Context, string, string) (net.Listener, error) { return l, nil })
		knock := func() int {
			here, there := net.Pipe()
			defer func() { _ = here.Close() }()
			l.guests <- there
			_, _ = io.WriteString(here, "GET /callback?state=s HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n\r\n")
			res, err := http.ReadResponse(bufio.NewReader(here), nil)
			if err != nil {
				t.Fatal(err)
			}
			return res.StatusCode
		}
		for knock() == http.StatusOK {
		}
		<-time.After(time.Minute)
		if got := knock(); got != http.StatusOK {
			t.Error("a minute later:", got)
		}
		h.close()
	})
}

func TestWhoIsClosedLetsNobodyIn(t *testing.T) {
	h := open(t, nil)
	h.close()
	h.close()
	if c, err := net.Dial("tcp", h.host()); err == nil {
		_ = c.Close()
		t.Fatal("still open")
	}
}

func TestTheFirstFreePortIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	first := taken.Addr().(*net.TCPAddr).Port
	second := open(t, nil)
	var free int
	_, _ = fmt.Sscanf(second.host(), "127.0.0.1:%d", &free)
	second.close()
	if h := open(t, nil, first, free); h.host() != fmt.Sprintf("127.0.0.1:%d", free) {
		t.Error(h.address)
	}
	if _, _, err := (redirect.Loopback{}).Open(t.Context(), first); !errors.Is(err, redirect.ErrNoPort) {
		t.Error(err)
	}
}

func TestADeviceWithoutTheOldAddressUsesTheNew(t *testing.T) {
	var asked []string
	listen := func(_ context.Context, _, address string) (net.Listener, error) {
		asked = append(asked, address)
		if strings.HasPrefix(address, "127.") {
			return nil, errors.New("no such address")
		}
		return newLine(), nil
	}
	open(t, listen)
	if strings.Join(asked, " ") != "127.0.0.1:0 [::1]:0" {
		t.Error(asked)
	}
	if _, _, err := (redirect.Loopback{Listen: listen}).Open(t.Context(), 80); !errors.Is(err, redirect.ErrNoPort) {
		t.Error(err)
	}
}

func TestWhoHoldsTheLineLongestMakesRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		h := open(t, func(context.Context, string, string) (net.Listener, error) { return l, nil })
		var crowd []net.Conn
		for range 100 {
			here, there := net.Pipe()
			l.guests <- there
			crowd = append(crowd, here)
		}
		synctest.Wait()
		held := 0
		for _, c := range crowd {
			_ = c.SetReadDeadline(time.Now().Add(time.Millisecond))
			if _, err := c.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
				held++
			}
		}
		if held == 0 || held > 20 {
			t.Error(held, "of 100 are held")
		}
		h.close()
	})
}

func TestWhoSpeaksTooSlowlyIsShownOut(t *testing.T) { // AT-127
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		h := open(t, func(context.Context, string, string) (net.Listener, error) { return l, nil })
		here, there := net.Pipe()
		l.guests <- there
		began := time.Now()
		for _, letter := range "GET /callback?state=s HTTP/1.1" { // a letter a second
			if _, err := here.Write([]byte(string(letter))); err != nil {
				break
			}
			<-time.After(time.Second)
		}
		if _, err := io.ReadAll(here); time.Since(began) > 10*time.Second || len(h.came) > 0 {
			t.Error("held for", time.Since(began), err)
		}
		h.close()
		_ = here.Close()
	})
}
