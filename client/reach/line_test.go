package reach_test

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/client/reach"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// lined is a Line over a handler, on a device whose clock is off by so much.
func lined(off time.Duration, h http.HandlerFunc) (reach.Line, *clock.Manual) {
	real := clock.At(noon)
	device := clock.Shift(real, off)
	return reach.Line{Transport: carrier(h), Clock: device, Plan: clock.ForPlan(device), Agent: "Vestibule/test"}, real
}

type carrier http.HandlerFunc

func (c carrier) RoundTrip(q *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	c(w, q)
	res := w.Result()
	res.Request = q
	return res, nil
}

func get(t *testing.T, l reach.Line, address string) ([]byte, error) {
	t.Helper()
	return got(t, l.Client(), address)
}

func got(t *testing.T, client *http.Client, address string) ([]byte, error) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(q)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	return io.ReadAll(res.Body)
}

func TestALineSaysWhatALibraryWouldMisread(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		kind, body string
		retry      string
		want       problem.Code
	}{
		"good": {200, "application/json", "{}", "", ""}, "refused": {400, "application/json", "{}", "", ""}, "a page that says no": {404, "text/html", "<html>", "", ""},
		"a page": {200, "text/html", "<html>", "", problem.NetCaptive}, "a page without a type": {200, "", "  <html>", "", problem.NetCaptive},
		"511": {511, "application/json", "{}", "", problem.NetCaptive}, "busy": {429, "", "", "", problem.TooBusy}, "busy, and says till when": {503, "", "", "7", problem.TooBusy},
		"out of order": {503, "", "", "", problem.ServerError}, "broken": {500, "text/html", "<html>", "", problem.ServerError},
		"large":         {200, "application/json", strings.Repeat(" ", reach.LimitGood+1), "", problem.TooLarge},
		"large refusal": {400, "application/json", strings.Repeat(" ", reach.LimitRefusal+1), "", problem.TooLarge},
	} {
		l, _ := lined(0, func(w http.ResponseWriter, q *http.Request) {
			if q.Header.Get("User-Agent") != "Vestibule/test" || q.Header.Get("Cookie") != "" {
				t.Error(q.Header)
			}
			w.Header().Set("Set-Cookie", "id=canary; Domain=example.org") // AT-064: from anybody, kept by nobody
			w.Header()["Content-Type"] = []string{c.kind}
			w.Header().Set("Retry-After", c.retry)
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		})
		client := l.Client()
		_, _ = got(t, client, "https://plan.example.org/x")
		body, err := got(t, client, "https://plan.example.org/x")
		switch {
		case c.want == "" && (err != nil || string(body) != c.body):
			t.Error(name, string(body), err)
		case c.want != "" && !problem.Is(err, c.want):
			t.Error(name, err)
		case c.retry == "7" && !problem.Of(err).Until.Equal(noon.Add(7*time.Second)):
			t.Error(name, problem.Of(err).Until)
		}
	}
}

// hanging never answers, until whoever asked gives up.
type hanging struct{}

func (hanging) RoundTrip(q *http.Request) (*http.Response, error) {
	<-q.Context().Done()
	return nil, q.Context().Err()
}

func TestALineHasThirtySeconds(t *testing.T) {
	device := clock.At(noon)
	l := reach.Line{Transport: hanging{}, Clock: device, Plan: clock.ForPlan(device)}
	done := make(chan error)
	go func() {
		_, err := get(t, l, "https://plan.example.org/x")
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if !problem.Is(err, problem.NetTimeout) {
				t.Error(err)
			}
			return
		default:
			device.Advance(time.Second)
		}
	}
}

func TestALineStaysWhereItWas(t *testing.T) {
	var seen []string
	l, _ := lined(0, func(w http.ResponseWriter, q *http.Request) {
		seen = append(seen, q.Method+" "+q.URL.String())
		w.Header().Set("Location", cmp.Or(q.URL.Query().Get("to"), "/loop"))
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	for to, want := range map[string]error{"https://other.example.org/": reach.ErrStray, "http://plan.example.org/": reach.ErrStray, "/loop": reach.ErrCircles} {
		if _, err := get(t, l, "https://plan.example.org/x?to="+to); !errors.Is(err, want) {
			t.Error(to, err)
		}
	}
	seen = nil
	q, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://plan.example.org/x?to=/y", strings.NewReader("code=c"))
	if _, err := l.Client().Do(q); !errors.Is(err, reach.ErrStray) || len(seen) != 1 {
		t.Error("a form was sent on:", err, seen)
	}
	q, _ = http.NewRequestWithContext(t.Context(), http.MethodGet, "https://plan.example.org/x?to=/y", nil)
	q.Header.Set("Authorization", "Bearer t")
	if _, err := l.Client().Do(q); !errors.Is(err, reach.ErrStray) || len(seen) != 2 {
		t.Error("a token was sent on:", err, seen)
	}
}

// TestTheDateOfAnAnswer: AT-124.
func TestTheDateOfAnAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		address string
		off     time.Duration
		date    func() string
		skew    time.Duration
		known   bool
	}{
		"right": {"https://plan.example.org/", 0, dated(noon), 0, true}, "right to a second": {"https://plan.example.org/", 0, dated(noon.Add(-time.Second)), 0, true},
		"an hour fast": {"https://plan.example.org/", time.Hour, dated(noon), time.Hour, true}, "a day slow": {"https://plan.example.org/", -24 * time.Hour, dated(noon), -24 * time.Hour, true},
		"a year fast": {"https://plan.example.org/", 8760 * time.Hour, dated(noon), 24 * time.Hour, true}, "missing": {"https://plan.example.org/", time.Hour, func() string { return "" }, 0, false},
		"nonsense": {"https://plan.example.org/", time.Hour, func() string { return "noon" }, 0, false}, "anybody's": {"http://plan.example.org/", time.Hour, dated(noon), 0, false},
		"this device's": {"http://127.0.0.1:1/", time.Hour, dated(noon), time.Hour, true},
	} {
		l, _ := lined(c.off, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Date", c.date()) })
		_, _ = get(t, l, c.address)
		if skew, known := l.Plan.Skew(); known != c.known || (skew-c.skew).Abs() > time.Second {
			t.Error(name, skew, known)
		}
	}
	t.Run("a little more or less each time is no news", func(t *testing.T) {
		shift := time.Duration(0)
		l, real := lined(time.Hour, nil)
		l.Transport = carrier(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Date", dated(real.Now().Add(shift))()) })
		_, _ = get(t, l, "https://plan.example.org/")
		first, _ := l.Plan.Skew()
		for _, shift = range []time.Duration{time.Second, -time.Second, 0} {
			real.Advance(300 * time.Millisecond)
			_, _ = get(t, l, "https://plan.example.org/")
			if skew, _ := l.Plan.Skew(); skew != first {
				t.Error(shift, skew, first)
			}
		}
	})
}

func dated(t time.Time) func() string {
	return func() string { return t.Format(http.TimeFormat) }
}

func TestHowNearAnAddressLeads(t *testing.T) {
	for host, want := range map[string]reach.Distance{
		"plan.example.org": reach.OnInternet, "203.0.113.7": reach.OnInternet, "2606:4700::1": reach.OnInternet, "xn--bcher-kva.example": reach.OnInternet, "plan.example.org.": reach.OnInternet,
		"localhost": reach.OnDevice, "x.localhost": reach.OnDevice, "127.0.0.1": reach.OnDevice, "127.9.9.9": reach.OnDevice, "::1": reach.OnDevice, "0.0.0.0": reach.OnDevice, "::": reach.OnDevice,
		"::ffff:127.0.0.1": reach.OnDevice, "127.1": reach.OnDevice, "0x7f000001": reach.OnDevice, "2130706433": reach.OnDevice, "017700000001": reach.OnDevice, "": reach.OnDevice, "a..": reach.OnDevice,
		"10.1.2.3": reach.InNetwork, "172.16.0.1": reach.InNetwork, "192.168.0.1": reach.InNetwork, "169.254.169.254": reach.InNetwork, "100.64.0.1": reach.InNetwork, "fe80::1": reach.InNetwork,
		"fd00::1": reach.InNetwork, "64:ff9b::a00:1": reach.InNetwork, "224.0.0.1": reach.InNetwork, "255.255.255.255": reach.InNetwork, "printer": reach.InNetwork, "nas.local": reach.InNetwork,
		"vault.internal": reach.InNetwork, "router.home.arpa": reach.InNetwork, "::ffff:10.0.0.1": reach.InNetwork,
	} {
		if got := reach.Far(host); got != want {
			t.Errorf("%q is %d, want %d", host, got, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://plan.example.org/x", "http://127.0.0.1:80", "https://[::1%25eth0]/", "https://a@b", "//x", "https://plan.example.org#f", "https:opaque"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, ok := reach.Address(text, reach.OnInternet)
		if ok && (u.Scheme != "https" || u.User != nil || reach.Far(u.Hostname()) != reach.OnInternet) {
			t.Fatal(u)
		}
	})
}
