package mockplan

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
)

// opening is when every test's plan opens.
var opening = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// door is a plan with somebody before it who speaks its wire. Everything said is checked against openapi.yaml.
type door struct {
	t     testing.TB
	plan  *Plan
	clock *clock.Manual
}

func open(t testing.TB) *door {
	t.Helper()
	m := clock.At(opening)
	p, err := New(Config{Clock: m, Chance: rand.Reader, KDF: KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return &door{t, p, m}
}

// reply is an answer of the plan.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	body   map[string]any
}

// ask sends a request and reads the answer. body is JSON, or empty.
func (d *door) ask(method, path, body string, header ...string) reply {
	d.t.Helper()
	r := httptest.NewRequest(method, "http://tallowmere.example.org"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, r)
	checkContract(d.t, d.plan, r, body, w)
	got := reply{d.t, w.Code, w.Header(), nil}
	if w.Body.Len() > 0 && strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &got.body); err != nil {
			d.t.Fatalf("%s %s answered what is no JSON: %v", method, path, err)
		}
	}
	return got
}

// step is where a conversation stands for the one before the door.
type step struct {
	*door
	reply
}

// is checks which step it is.
func (s step) is(kind string) step {
	s.door.t.Helper()
	if got := s.now()["kind"]; got != kind {
		s.door.t.Fatalf("the step is %v, want %v: %v", got, kind, s.body)
	}
	return s
}

// now gives the step, whether it came alone or with a problem.
func (s step) now() map[string]any {
	if inner, ok := s.body["step"].(map[string]any); ok {
		return inner
	}
	return s.body
}

func (s step) code() string { c, _ := s.body["code"].(string); return c }

// says checks the problem.
func (s step) says(code string) step {
	s.door.t.Helper()
	if got := s.code(); got != code {
		s.door.t.Fatalf("the problem is %q, want %q: %v", got, code, s.body)
	}
	return s
}

// part gives the object of the step's kind.
func (s step) part() map[string]any {
	kind, _ := s.now()["kind"].(string)
	p, _ := s.now()[strings.ReplaceAll(kind, "-", "_")].(map[string]any)
	return p
}

func (s step) id() string  { id, _ := s.now()["flow"].(string); return id }
func (s step) number() int { n, _ := s.now()["number"].(float64); return int(n) }

// begin opens a conversation.
func (d *door) begin() step {
	return step{d, d.ask("POST", "/v1/flows", `{"purpose":"sign-in"}`)}
}

// answer answers a step. fields are the answer without step and type.
func (s step) answer(kind string, fields map[string]any) step {
	return s.answerAs(s.number(), kind, fields)
}

func (s step) answerAs(number int, kind string, fields map[string]any) step {
	s.door.t.Helper()
	all := map[string]any{"step": number, "type": kind}
	for k, v := range fields {
		all[k] = v
	}
	body, err := json.Marshal(all)
	if err != nil {
		s.door.t.Fatal(err)
	}
	return step{s.door, s.ask("POST", "/v1/flows/"+s.id(), string(body))}.in(s)
}

// in keeps the conversation's id for an answer that carries no step.
func (s step) in(before step) step {
	if s.id() == "" && s.body != nil {
		s.body["flow"], s.body["number"] = before.id(), float64(before.number())
	}
	return s
}

// poll asks again.
func (s step) poll() step { return step{s.door, s.ask("GET", "/v1/flows/"+s.id(), "")}.in(s) }

// name answers with a name and a password.
func (s step) name(name, password string) step {
	return s.answer("credentials.submit", map[string]any{"name": name, "password": password})
}

func (s step) typed(code string) step { return s.answer("code.submit", map[string]any{"code": code}) }

func (s step) pick(id string) step {
	return s.answer("choose.pick", map[string]any{"authenticator": id})
}

// sent gives the newest code for somebody.
func (d *door) sent(to string) string {
	d.t.Helper()
	for _, m := range d.ask("GET", "/mock/outbox?to="+url.QueryEscape(to), "").list("messages") {
		if code, _ := m["code"].(string); code != "" {
			return code
		}
	}
	d.t.Fatalf("nothing with a code was sent to %s", to)
	return ""
}

func (r reply) list(name string) []map[string]any {
	var out []map[string]any
	items, _ := r.body[name].([]any)
	for _, i := range items {
		m, _ := i.(map[string]any)
		out = append(out, m)
	}
	return out
}

// turn sets the knobs.
func (d *door) turn(knobs string) {
	d.t.Helper()
	if r := d.ask("PUT", "/mock/faults", knobs); r.status != 200 {
		d.t.Fatalf("the knobs %s were refused: %v", knobs, r.body)
	}
}

func (d *door) rules(policy string) {
	d.t.Helper()
	if r := d.ask("PUT", "/mock/policy", policy); r.status != 200 {
		d.t.Fatalf("the policy %s was refused: %v", policy, r.body)
	}
}

// token gives the session's token of a done step.
func (s step) token() string {
	session, _ := s.part()["session"].(map[string]any)
	token, _ := session["token"].(string)
	return token
}

// spent gives what tries somebody used.
func (d *door) spent(username string) Spent {
	d.plan.mu.Lock()
	defer d.plan.mu.Unlock()
	if s := d.plan.journal.spent[username]; s != nil {
		return *s
	}
	return Spent{}
}

// password gives a seeded member's, as documented.
func (d *door) password(username string) string {
	d.t.Helper()
	m := d.plan.names[username]
	if m == nil {
		d.t.Fatalf("no member %s", username)
	}
	return m.password.seed
}

// known begins and gives the right password of a member.
func (d *door) known(username string) step {
	d.t.Helper()
	return d.begin().is("credentials").name(username, d.password(username))
}

// signIn goes all the way for a member with a text message.
func (d *door) signIn(username string) step {
	d.t.Helper()
	return d.known(username).is("code").typed(d.sent(username)).is("done")
}

// newest gives the newest message to somebody, whatever has become of it.
func (d *door) newest(to string) map[string]any {
	d.t.Helper()
	all := d.ask("GET", "/mock/outbox?to="+url.QueryEscape(to), "").list("messages")
	if len(all) == 0 {
		d.t.Fatalf("nothing was sent to %s", to)
	}
	return all[0]
}

// totp gives the code of a member's authenticator app whose clock is ahead of the plan's by so many steps.
func (d *door) totp(username string, ahead int64) string {
	d.plan.mu.Lock()
	defer d.plan.mu.Unlock()
	rules := d.plan.policy.TOTP
	return totpCode(d.plan.names[username].authenticator("totp").secret, totpStep(d.plan.now(), rules)+ahead, rules)
}

// trustFor signs a member in with a text message and has the device trusted.
func (d *door) trustFor(username string) string {
	d.t.Helper()
	done := d.known(username).is("code").answer("code.submit", map[string]any{"code": d.sent(username), "trust": true}).is("done")
	token, _ := done.part()["trust"].(string)
	return token
}

// withTrust signs in on a device that was trusted.
func (d *door) withTrust(username, token string) step {
	d.t.Helper()
	return d.begin().answer("credentials.submit", map[string]any{"name": username, "password": d.password(username), "trust": token})
}
