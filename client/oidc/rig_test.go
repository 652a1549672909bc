package oidc_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/oidc"
	"vestibule/client/oidc/optest"
)

const issuer = "https://id.example.org"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// hosts carries requests to handlers by their host. What no handler is there for is a host that does not exist.
type hosts struct {
	mu   sync.Mutex
	by   map[string]http.Handler
	cut  func(*http.Request) error // an error instead of an answer, after the handler has done its work
	seen []string                  // each host that was asked
}

func (h *hosts) RoundTrip(q *http.Request) (*http.Response, error) {
	h.mu.Lock()
	handler, cut := h.by[q.URL.Host], h.cut
	h.seen = append(h.seen, q.URL.Host)
	h.mu.Unlock()
	if handler == nil {
		return nil, errors.New("no such host")
	}
	w := httptest.NewRecorder()
	in := q.Clone(q.Context())
	if in.Body == nil {
		in.Body = http.NoBody
	}
	handler.ServeHTTP(w, in)
	if cut != nil {
		if err := cut(q); err != nil {
			return nil, err
		}
	}
	res := w.Result()
	res.Request = q
	return res, nil
}

// door is where the browser comes back to: nobody listens, the test carries what comes.
type door struct {
	mu     sync.Mutex
	next   int
	opened int // how many are open now
	asked  []int
	fault  error
	at     string // a fixed address, as on a phone
}

func (d *door) Open(_ context.Context, ports ...int) (string, func(), error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault != nil {
		return "", nil, d.fault
	}
	d.opened++
	d.asked = ports
	d.next++
	port := 40000 + d.next
	if len(ports) > 0 {
		port = ports[0]
	}
	var once sync.Once
	shut := func() { once.Do(func() { d.mu.Lock(); d.opened--; d.mu.Unlock() }) }
	if d.at != "" {
		return d.at, shut, nil
	}
	return "http://127.0.0.1:" + strconv.Itoa(port) + "/callback", shut, nil
}

func (d *door) open() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.opened
}

type rig struct {
	*testing.T
	op     *optest.Provider
	hosts  *hosts
	clock  *clock.Manual  // the provider's
	device *clock.Shifted // this device's
	door   *door
	config oidc.Config
	plan   *plan.Plan
	id     *oidc.Provider
}

// newRig makes a provider, and a plan that is not open yet.
func newRig(t *testing.T) *rig {
	t.Helper()
	c := clock.At(noon)
	r := &rig{T: t, clock: c, device: clock.Shift(c, 0), door: &door{}, op: optest.New(issuer, c.Now)}
	r.hosts = &hosts{by: map[string]http.Handler{"id.example.org": r.op}}
	at, _ := url.Parse(issuer)
	r.config = oidc.Config{Issuer: at, Key: "k", Transport: r.hosts, Clock: r.device, Agent: "Vestibule/test", Door: r.door, Chance: rand.Reader}
	return r
}

// opened is a rig whose plan is open.
func opened(t *testing.T, bend ...func(*rig)) *rig {
	t.Helper()
	r := newRig(t)
	for _, b := range bend {
		b(r)
	}
	r.must(r.open())
	return r
}

func (r *rig) open() error {
	p, err := oidc.Open(r.Context(), r.config)
	if err != nil {
		return err
	}
	r.plan, r.id = p, p.Identity.(*oidc.Provider)
	return nil
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// begin opens a conversation and gives its page.
func (r *rig) begin(purpose plan.Purpose, session *plan.Session) plan.OpenBrowser {
	r.Helper()
	step, err := r.id.Begin(r.Context(), purpose, session)
	r.must(err)
	return step.(plan.OpenBrowser)
}

// arrive answers a step with an address.
func (r *rig) arrive(step plan.Step, address string) (plan.Step, error) {
	return r.id.Submit(r.Context(), step, plan.Arrived{Address: secret.Of([]byte(address))})
}

// signIn signs the member in.
func (r *rig) signIn() plan.Done {
	r.Helper()
	step := r.begin(plan.SignIn, nil)
	done, err := r.arrive(step, r.op.Visit(step.URL))
	r.must(err)
	return done.(plan.Done)
}

// tried is what came of a sign-in that may not work.
func (r *rig) tried() (plan.Step, error) {
	r.Helper()
	step := r.begin(plan.SignIn, nil)
	return r.arrive(step, r.op.Visit(step.URL))
}

// refused holds a sign-in to be refused: nobody is signed in, and the member can try again with everything fresh.
func (r *rig) refused(want problem.Code) {
	r.Helper()
	before := r.begin(plan.SignIn, nil)
	step, err := r.arrive(before, r.op.Visit(before.URL))
	r.offered(before, step, err, want)
}

// offered holds a refusal to offer the same page anew.
func (r *rig) offered(before plan.OpenBrowser, step plan.Step, err error, want problem.Code) {
	r.Helper()
	next, asks := step.(plan.OpenBrowser)
	if !problem.Is(err, want) || !asks {
		r.Fatalf("%v with %T, want %s and the page anew", err, step, want)
	}
	if next.State.Equal(before.State) || query(r.T, next.URL).Get("nonce") == query(r.T, before.URL).Get("nonce") ||
		query(r.T, next.URL).Get("code_challenge") == query(r.T, before.URL).Get("code_challenge") {
		r.Fatal("the next try has something of the one before")
	}
	if strings.Contains(err.Error(), string(before.State.Reveal())) {
		r.Fatal("a secret is in the error:", err)
	}
}

func query(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

// with changes parameters of an address.
func with(t *testing.T, address string, change func(url.Values)) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	change(q)
	u.RawQuery = q.Encode()
	return u.String()
}

// shelf is a place for a token, in memory.
type shelf struct {
	mu    sync.Mutex
	token []byte
	saves [][]byte
	fault error
	// onSave is called with each token before it rests.
	onSave func()
}

func (s *shelf) Load(context.Context) (secret.Bytes, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault != nil {
		return secret.Bytes{}, s.fault
	}
	return secret.Copy(s.token), nil
}

func (s *shelf) Save(_ context.Context, token secret.Bytes) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.onSave != nil {
		s.onSave()
	}
	if s.fault != nil {
		return s.fault
	}
	s.token = slices.Clone(token.Reveal())
	s.saves = append(s.saves, s.token)
	return nil
}

func (s *shelf) empty() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.token) == 0
}

// readJSON reads a request's body, and leaves it to be read once more.
func readJSON(r *http.Request) map[string]any {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	var out map[string]any
	_ = json.Unmarshal(body, &out)
	return out
}

func texts(v any) (out []string) {
	list, _ := v.([]any)
	for _, item := range list {
		s, _ := item.(string)
		out = append(out, s)
	}
	return out
}

// readForm reads a request's form, and leaves it to be read once more.
func readForm(r *http.Request) url.Values {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	v, _ := url.ParseQuery(string(body))
	return v
}
