package mockplan

import (
	"bytes"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/app/problem"
)

// These are attacks that nobody wrote down before: each takes something that is right in one place to another.

// at asks as raw as a thief would, from any goroutine.
func (d *door) at(method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://tallowmere.example.org"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, r)
	return w
}

// atOnce does all at the same time and gives how many answers say so.
func atOnce(says string, all ...func() *httptest.ResponseRecorder) (n int) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	ready := make(chan struct{})
	for _, do := range all {
		wg.Go(func() {
			<-ready
			body := do().Body.String()
			mu.Lock()
			defer mu.Unlock()
			if strings.Contains(body, says) {
				n++
			}
		})
	}
	close(ready)
	wg.Wait()
	return n
}

func TestPasswordsOfAnyLength(t *testing.T) { // AT-013
	d := open(t)
	d.rules(`"nist"`)
	d.rules(`{"password":{"max_len":256,"blocklist":false}}`)
	longest := strings.Repeat("ñandú 🌻 ", 32) // 256 characters, of one to four bytes
	s := d.recover("recover-password", "henry", "email").typed(d.mailed("henry", "email")).is("new-password")
	for _, longer := range []string{longest + "!", strings.Repeat("x", 4096)} {
		if s = s.newPassword(longer); s.code() != string(problem.PasswordRefused) {
			t.Errorf("%d bytes: %v", len(longer), s.code())
		}
	}
	s.newPassword(longest).is("done")
	d.begin().name("henry", longest).is("done")
	d.begin().name("henry", longest[:len(longest)-1]).says(string(problem.BadCredentials)) // neither cut nor filled up
	for _, name := range []string{"henry", "nobody.at.all"} {
		d.begin().name(name, longest+"!").says(string(problem.BadCredentials))
	}
	d.begin().name("henry", longest).is("done")
	d.begin().name("henry", longest+"\x00").says(string(problem.BadCredentials))
	if w := d.at("POST", "/v1/flows/"+d.begin().id(), `{"step":1,"type":"credentials.submit","name":"henry","password":"`+strings.Repeat("x", 1<<20)+`"}`); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a book is answered %d", w.Code)
	}
	w := d.at("POST", "/v1/flows/"+d.begin().id(), `{"step":1,"type":"credentials.submit","name":"anna","password":"Harbor-Light-7\ud800"}`)
	if !strings.Contains(w.Body.String(), string(problem.BadCredentials)) {
		t.Errorf("half a character is dropped: %s", w.Body)
	}
}

func TestABookIsNotHashed(t *testing.T) { // AT-013
	costs := KDFCost{Passes: 1, MemoryKiB: 64 << 10, Lanes: 1}
	if p := newPassword("Harbor-Light-7"); p.is(bytes.Repeat([]byte("x"), 257), costs) || p.wasUsed(bytes.Repeat([]byte("x"), 257), costs) || p.hash != nil {
		t.Error("it is anybody's")
	}
	allocated := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			newPassword("x").is(bytes.Repeat([]byte("x"), 257), costs)
		}
	}).AllocedBytesPerOp()
	if allocated > 1<<20 {
		t.Errorf("refusing it takes %d bytes: it was hashed", allocated)
	}
}

func TestANameThatIsALogStandsInNone(t *testing.T) { // AT-112
	var said bytes.Buffer
	was := log.Writer()
	log.SetOutput(&said)
	defer log.SetOutput(was)
	d := open(t)
	for _, name := range []string{"anna\n2026-03-02 henry signed in", "\x1b[2J\x1b[31manna", "anna%n%s%x", strings.Repeat("anna", 10<<20/4)} {
		body := fmt.Sprintf(`{"step":1,"type":"credentials.submit","name":%q,"password":"x"}`, name)
		d.at("POST", "/v1/flows/"+d.begin().id(), strings.ReplaceAll(body, `\x1b`, `\u001b`))
	}
	journal := d.at("GET", "/mock/journal", "").Body.String()
	if said.Len() > 0 || strings.Contains(journal, "signed in") || strings.Contains(journal, "31manna") || strings.Contains(journal, "%n") || len(journal) > 64<<10 {
		t.Errorf("it stands in the log %q or in the journal: %.300s", said.String(), journal)
	}
}

func TestAnAnswerOfOneConversationIsNoneInAnother(t *testing.T) {
	d := open(t)
	signingIn := d.known("anna").is("code")
	text := d.sent("anna")
	other := d.recover("recover-password", "anna", "email").is("code")
	other = other.typed(text)
	if other.code() != string(problem.CodeWrong) {
		t.Errorf("a code of a sign-in opens a recovery: %v", other.body)
	}
	mail := d.mailed("anna", "email")
	if s := signingIn.typed(mail); s.code() != string(problem.CodeWrong) {
		t.Errorf("a code of a recovery opens a sign-in: %v", s.body)
	}
	henry := d.recover("recover-password", "henry", "email").is("code")
	if s := henry.typed(mail); s.code() != string(problem.CodeWrong) {
		t.Errorf("a code of Anna's opens Henry's recovery: %v", s.body)
	}
	henry.typed(d.linked("anna")).is("code")
	d.noSession()
	if other = other.typed(mail).is("choose-authenticator"); other.number() < 3 {
		t.Error("the right one does not open its own")
	}
}

func TestNobodyTakesUpAConversationByGuessing(t *testing.T) {
	d := open(t)
	s := d.known("anna").is("code")
	id := s.id()
	last := "A"
	if strings.HasSuffix(id, "A") {
		last = "B"
	}
	for _, guess := range []string{id[:len(id)-1] + last, strings.ToLower(id) + "x", id + "%00", "..%2Fflows%2F" + id, id[:8], strings.ToUpper(id) + "=", id + "%20"} {
		if w := d.at("GET", "/v1/flows/"+guess, ""); w.Code == http.StatusOK || strings.Contains(w.Body.String(), `"kind"`) {
			t.Errorf("%q is answered %d %s", guess, w.Code, w.Body)
		}
	}
	if len(id) < 22 { // 128 bits in 64 letters
		t.Errorf("a handle has %d letters", len(id))
	}
	s.poll().is("code")
}

func TestAStepThatWasNotAskedIsNotAnswered(t *testing.T) {
	d := open(t)
	s := d.known("anna").is("code")
	code := d.sent("anna")
	for _, ahead := range []int{s.number() + 1, s.number() + 2, 1 << 30} {
		for kind, fields := range map[string]map[string]any{"code.submit": {"code": code}, "new-password.submit": {"password": freshPassword}, "show-recovery-codes.kept": nil} {
			if got := s.answerAs(ahead, kind, fields); got.code() != string(problem.FlowConflict) {
				t.Errorf("step %d, %s: %v", ahead, kind, got.body)
			}
		}
	}
	d.noSession()
	s.typed(code).is("done")
}

func TestAConversationKeepsItsPurpose(t *testing.T) {
	d := open(t)
	s := d.known("anna").is("code")
	for _, body := range []string{
		`{"step":2,"type":"code.submit","code":"` + d.sent("anna") + `","purpose":"recover-password"}`,
		`{"purpose":"recover-password"}`,
		`{"purpose":"recover-password","step":2,"type":"code.another-way"}`,
	} {
		if w := d.at("POST", "/v1/flows/"+s.id(), body); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s is answered %d", body, w.Code)
		}
	}
	if s = s.poll().is("code"); s.now()["purpose"] != "sign-in" {
		t.Errorf("the purpose is now %v", s.now()["purpose"])
	}
	for _, kind := range []string{"lost-it"} { // what a sign-in turns into is a recovery, and asks for what a recovery does
		turned := s.answer(kind, nil).is("choose-authenticator")
		turned.newPassword(freshPassword).says(string(problem.FlowConflict))
	}
	d.noSession()
}

func TestARecoveryCodeWorksOnceHoweverManyRace(t *testing.T) {
	for range 10 {
		d := open(t)
		code := d.way("grace", 1)
		var all []func() *httptest.ResponseRecorder
		for range 8 {
			s := d.recover("recover-password", "grace", "recovery-code").is("recovery-code")
			body := fmt.Sprintf(`{"step":%d,"type":"recovery-code.submit","code":%q}`, s.number(), code)
			all = append(all, func() *httptest.ResponseRecorder { return d.at("POST", "/v1/flows/"+s.id(), body) })
		}
		if n := atOnce(`"kind":"choose-authenticator"`, all...); n > 1 {
			t.Fatalf("one code is the proof of %d", n)
		}
	}
}

func TestTheLastWayStaysThoughTwoSessionsRace(t *testing.T) {
	for range 10 {
		d := open(t)
		one := d.known("grace").pick("sms").typed(d.sent("grace")).is("done").token()
		d.clock.Advance(11 * time.Second)
		two := d.known("grace").pick("sms").typed(d.sent("grace")).is("done").token()
		ways := d.security(one).ids("authenticators")
		var all []func() *httptest.ResponseRecorder
		for _, way := range ways {
			for _, token := range []string{one, two} {
				all = append(all, func() *httptest.ResponseRecorder {
					return d.at("DELETE", "/v1/authenticators/"+way, "", "Authorization", "Bearer "+token)
				})
			}
		}
		refused := atOnce(string(problem.LastAuthenticator), all...)
		if left := d.security(one).ids("authenticators"); len(ways) < 3 || len(left) == 0 || refused == 0 {
			t.Fatalf("of %v are left %v, %d were refused", ways, left, refused)
		}
	}
}

func TestAWaitThatWasStoppedIsNotFinished(t *testing.T) {
	d := open(t)
	d.rules(`"nist"`)
	s := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	d.visit("POST", d.linked("anna"))
	d.clock.Advance(25 * time.Hour)
	told := s.poll().is("told")
	for kind, fields := range map[string]map[string]any{"new-password.submit": {"password": freshPassword}, "lost-it": nil, "identity.another-way": nil} {
		if got := told.answer(kind, fields); got.now()["kind"] == "new-password" || got.now()["kind"] == "done" {
			t.Errorf("%s leads on to %v", kind, got.now()["kind"])
		}
	}
	again := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	if until, _ := time.Parse(time.RFC3339, again.part()["until"].(string)); until.Before(d.clock.Now().Add(23 * time.Hour)) {
		t.Errorf("the next wait is short: %v", until)
	}
	d.noSession()
	d.begin().name("anna", d.password("anna")).is("code")
}

func TestTheTrustOfAnotherIsNone(t *testing.T) {
	d := open(t)
	annas := d.trustFor("anna")
	for _, member := range []string{"grace", "maria"} {
		if s := d.withTrust(member, annas); s.now()["kind"] == "done" {
			t.Errorf("%s gets in with Anna's device", member)
		}
	}
	d.begin().answer("credentials.submit", map[string]any{"name": "anna", "password": d.password("anna"), "trust": annas, "shared": true}).is("code")
	d.withTrust("anna", annas).is("done") // nothing of that used it up
}

func TestAProofStrengthensItsOwnSessionAlone(t *testing.T) {
	d := open(t)
	thief := d.signIn("anna").token()
	d.clock.Advance(11 * time.Second)
	owner := d.signIn("anna").token()
	d.rules(`{"session":{"reauth_window_s":60}}`)
	d.clock.Advance(61 * time.Second)
	s := d.beginIn(owner, "step-up").is("code")
	w := d.at("POST", "/v1/flows/"+s.id(), fmt.Sprintf(`{"step":%d,"type":"code.submit","code":%q}`, s.number(), d.sent("anna")),
		"Authorization", "Bearer "+thief)
	if !strings.Contains(w.Body.String(), owner) || strings.Contains(w.Body.String(), thief) {
		t.Errorf("the proof goes to %s", w.Body)
	}
	page := d.security(owner)
	d.refused(thief, "DELETE", "/v1/contacts/"+page.ids("contacts")[0], problem.NeedsReauth)
	d.gone(owner, "DELETE", "/v1/sessions/"+page.ids("sessions")[0])
	d.refused(thief, "GET", "/v1/account", problem.SessionRevoked)

	late := d.beginIn(owner, "bind-authenticator")
	d.gone(owner, "DELETE", "/v1/session")
	if got := late.poll(); got.status == http.StatusOK {
		t.Errorf("a binding outlives its session: %v", got.body)
	}
}

func TestALookAlikeIsNobody(t *testing.T) {
	d := open(t)
	for _, name := range []string{"аnna", "ａｎｎａ", "anna\u200b", "an\u00adna", "anna\u0000", "\u202eanna", "anna@mail.example.org\u200d", "ann\u0430@mail.example.org"} {
		if s := d.begin().name(name, d.password("anna")); s.code() != string(problem.BadCredentials) {
			t.Errorf("%q: %v", name, s.body)
		}
	}
	if d.spent("anna").Password != 0 {
		t.Error("misses under a look-alike shut Anna out")
	}
	for _, name := range []string{"annа", "Ａnna.smith", "anna\u200bx", "a\u0301nna", "İnnanna"} {
		s := d.beginFor("register").card(d.back("Oliver Quist")).is("register").register(name, "oliver@new.example.org", "")
		if s.code() != string(problem.UsernameRefused) {
			t.Errorf("%q may be a name: %v", name, s.body)
		}
	}
	for _, name := range []string{"anna@mail.example.org", "ANNA@MAIL.EXAMPLE.ORG", "\u212Aevin@mail.example.org", "anna@maıl.example.org", "anna@mail.example.org,thief@evil.example.org"} {
		d.clock.Advance(10 * time.Minute)
		d.recover("recover-password", name, "email")
	}
	for _, m := range d.ask("GET", "/mock/outbox", "").list("messages") {
		if to := m["to"]; to != "anna@mail.example.org" && m["member"] != nil && m["member"] != "" {
			t.Errorf("mail about %v went to %v", m["member"], to)
		}
	}
}

func TestOnlyTheSessionSaysWhoItIs(t *testing.T) {
	d := open(t)
	anna := d.signIn("anna").token()
	d.clock.Advance(11 * time.Second)
	henry := d.known("henry").is("done").token()
	annaID, henryID := string(d.plan.names["anna"].ID), string(d.plan.names["henry"].ID)
	for _, h := range [][]string{{"X-Forwarded-User", "henry"}, {"X-Remote-User", henryID}, {"X-Actor", henryID}, {"Cookie", "session=" + henry},
		{"X-Original-URL", "/v1/people/" + henryID + "/records/results"}, {"X-HTTP-Method-Override", "DELETE"}} {
		w := d.at("GET", "/v1/account", "", append([]string{"Authorization", "Bearer " + anna}, h...)...)
		if w.Code != 200 || !strings.Contains(w.Body.String(), "Anna Lindqvist") || strings.Contains(w.Body.String(), "Henry") {
			t.Errorf("with %v: %d %s", h, w.Code, w.Body)
		}
	}
	for _, both := range [][]string{{"Bearer " + anna, "Bearer " + henry}, {"Basic eDp5", "Bearer " + anna}, {"Bearer " + anna + ", Bearer " + henry}, {"bearer\t" + anna}, {anna}, {"Bearer " + anna + "\x00"}} {
		var header []string
		for _, one := range both {
			header = append(header, "Authorization", one)
		}
		if w := d.at("GET", "/v1/account", "", header...); w.Code != http.StatusUnauthorized {
			t.Errorf("%d sessions at once are answered %d %s", len(both), w.Code, w.Body)
		}
	}
	for _, path := range []string{henryID, henryID + "%00", annaID + "%2F..%2F" + henryID, annaID + "," + henryID, strings.ToUpper(henryID)} {
		if w := d.at("GET", "/v1/people/"+path+"/records/results", "", "Authorization", "Bearer "+anna); w.Code == 200 {
			t.Errorf("%s is answered %s", path, w.Body)
		}
	}
}
