package mockplan

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// knobCase turns a knob and looks at what a member would meet.
type knobCase struct {
	knob    string
	setting string
	look    func(t *testing.T, d *door)
}

// refers is what a member with the right password meets where only a person can help.
func refers(username, why string) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		if got := d.known(username).is("refer").part(); got["why"] != why || got["reference"] == "" {
			t.Errorf("refers with %v, want %s", got, why)
		}
		if code := d.begin().name(username, "not the password").code(); code != string(problem.BadCredentials) {
			t.Errorf("without the password it told %q", code)
		}
	}
}

// refusesCode is what the right code meets, and that it counts.
func refusesCode(code problem.Code) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		s := d.known("anna").typed(d.sent("anna")).says(string(code)).is("code")
		if left := s.body["left"]; left != 2.0 || d.spent("anna").MFA != 1 {
			t.Errorf("%v left after one refusal, %+v counted", left, d.spent("anna"))
		}
	}
}

// cannotSend is what comes of a text that cannot be sent.
func cannotSend(username string, code problem.Code, delivery plan.Delivery) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		s := d.known(username).pick("sms").says(string(code)).is("code")
		if got := s.part()["delivery"]; got != string(delivery) {
			t.Errorf("the delivery is %v, want %s", got, delivery)
		}
		options := s.answer("code.another-way", nil).is("choose-authenticator").part()["options"].([]any)
		for _, o := range options {
			if o := o.(map[string]any); o["id"] == "sms" && o["unusable"] != string(code) {
				t.Errorf("the text message is %v", o)
			}
		}
		if d.spent(username).MFA != 0 {
			t.Errorf("a code that was not sent cost a try")
		}
	}
}

// answersRaw gives what the handler answers, bad as it may be; cut reports a lost connection.
func (d *door) answersRaw(method, path, body string) (w *httptest.ResponseRecorder, cut bool) {
	w = httptest.NewRecorder()
	defer func() {
		if v := recover(); v != nil {
			cut = v == http.ErrAbortHandler
		}
	}()
	d.plan.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w, false
}

func (d *door) document() map[string]any { return d.ask("GET", "/.well-known/member-client", "").body }

func sessionEnds(code problem.Code) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		r := d.ask("GET", "/v1/account", "", "Authorization", "Bearer "+d.signIn("anna").token())
		if r.status != http.StatusUnauthorized || r.body["code"] != string(code) {
			t.Errorf("the account answered %d %v, want %s", r.status, r.body["code"], code)
		}
	}
}

func trustIsAskedAgain(t *testing.T, d *door) {
	d.turn(`{}`)
	token := d.trustFor("anna")
	if kind := d.withTrust("anna", token).now()["kind"]; kind != "done" {
		t.Fatalf("a trusted device was asked for %v", kind)
	}
	for _, knob := range []string{"trust.expired", "trust.revoked"} {
		d.turn(fmt.Sprintf(`{%q:{"member":"anna"}}`, knob))
		d.withTrust("anna", token).is("code")
	}
}

var knobCases = []knobCase{
	{"acct.not_found", `{"member":"anna"}`, func(t *testing.T, d *door) {
		d.known("anna").says(string(problem.BadCredentials))
		if d.spent(unknownMember).Password != 1 || d.spent("anna").Password != 0 {
			t.Error("the miss was not counted as a stranger's")
		}
	}},
	{"acct.not_activated", `{"member":"anna"}`, refers("anna", "account.not-activated")},
	{"acct.inactive", `{"member":"anna","since":"200d"}`, refers("anna", "account.inactive")},
	{"acct.disabled", `{"member":"anna","reason":"Your coverage ended."}`, refers("anna", "account.disabled")},
	{"acct.locked", `{"member":"anna","kind":"mfa","until":"+15m"}`, func(t *testing.T, d *door) {
		if s := d.known("anna").says(string(problem.LockedMFA)).is("credentials"); s.body["until"] == nil || s.header.Get("Retry-After") != "900" {
			t.Errorf("no end was told: %v, Retry-After %q", s.body, s.header.Get("Retry-After"))
		}
		d.turn(`{"acct.locked":{"member":"anna","until":"+15m"}}`)
		d.known("anna").says(string(problem.AccountLocked))
		d.turn(`{"acct.locked":{"member":"anna","kind":"code_requests","until":"+15m"}}`)
		d.known("anna").says(string(problem.LockedRequests))
	}},
	{"acct.locked_manual", `{"member":"anna"}`, refers("anna", "locked.manual")},
	{"acct.hold_compromised", `{"member":"anna"}`, refers("anna", "account.held")},
	{"acct.pw_expired", `{"member":"anna"}`, func(t *testing.T, d *door) {
		s := d.known("anna").is("code").typed(d.sent("anna")).is("new-password")
		s.answer("new-password.submit", map[string]any{"password": "Brisk-walnut7"}).is("done")
		d.begin().name("anna", "Brisk-walnut7").typed(d.sent("anna")).is("done")
	}},
	{"contact.phone_stale", `{"member":"anna"}`, func(t *testing.T, d *door) {
		d.known("anna")
		if m := d.ask("GET", "/mock/outbox?to=anna", "").list("messages")[0]; m["state"] != stateStale {
			t.Errorf("the message is %v", m)
		}
	}},
	{"contact.email_stale", `{"member":"elena"}`, func(t *testing.T, d *door) {
		d.known("elena")
		d.known("anna")
		if elena, anna := d.newest("elena"), d.newest("anna"); elena["state"] != stateStale || anna["state"] != stateDelivered {
			t.Errorf("the messages are %v and %v", elena, anna)
		}
	}},
	{"contact.landline", `{"member":"grace"}`, cannotSend("grace", problem.CodeLandline, plan.Landline)},
	{"contact.opted_out", `{"member":"grace"}`, cannotSend("grace", problem.CodeOptedOut, plan.OptedOut)},
	{"contact.none_reachable", `{"member":"grace"}`, cannotSend("grace", problem.CodeNotSent, plan.NotSent)},
	{"code.wrong", `{"member":"anna"}`, refusesCode(problem.CodeWrong)},
	{"code.expired", `{"member":"anna"}`, refusesCode(problem.CodeExpired)},
	{"code.superseded", `{"member":"anna"}`, refusesCode(problem.CodeSuperseded)},
	{"code.replayed", `{"member":"anna"}`, refusesCode(problem.CodeReplayed)},
	{"code.too_many_requests", `{"member":"grace","times":1}`, func(t *testing.T, d *door) {
		s := d.known("grace").pick("sms").says(string(problem.CodeTooMany)).is("choose-authenticator")
		s.pick("voice").says(string(problem.AuthenticatorOff))
		s = d.known("grace").pick("totp").is("code")
		s.typed(d.totp("grace", 0)).is("done")
	}},
	{"outbox.delay", `{"member":"anna","seconds":180}`, func(t *testing.T, d *door) {
		s := d.known("anna")
		if d.newest("anna")["state"] != stateQueued || d.newest("anna")["code"] != nil || s.part()["delivery"] != "accepted" {
			t.Errorf("before: %v, %v", d.newest("anna"), s.part())
		}
		d.clock.Advance(180 * time.Second)
		if d.newest("anna")["state"] != stateDelivered || s.poll().part()["delivery"] != "sent" {
			t.Errorf("after: %v, %v", d.newest("anna"), s.poll().part())
		}
		s.typed(d.sent("anna")).is("done")
	}},
	{"outbox.drop", `{"member":"anna"}`, func(t *testing.T, d *door) {
		s := d.known("anna")
		if m := d.newest("anna"); m["state"] != stateDropped || m["code"] != nil || s.part()["delivery"] != "accepted" {
			t.Errorf("the message is %v, the step %v", m, s.part())
		}
	}},
	{"outbox.spam", `{"member":"elena"}`, func(t *testing.T, d *door) {
		s := d.known("elena")
		if m := d.newest("elena"); m["state"] != stateSpam || m["channel"] != "email" {
			t.Errorf("the message is %v", m)
		}
		s.typed(d.sent("elena")).is("done")
	}},
	{"outbox.reorder", `{"member":"anna"}`, func(t *testing.T, d *door) {
		s := d.known("anna")
		if m := d.newest("anna"); m["state"] != stateQueued {
			t.Errorf("the first message is %v", m)
		}
		d.clock.Advance(31 * time.Second)
		s = s.answer("code.resend", nil)
		fresh := d.sent("anna")
		d.clock.Advance(2 * time.Second)
		if late := d.sent("anna"); late == fresh {
			t.Error("the older message did not arrive after the newer one")
		} else {
			s = s.typed(late).says(string(problem.CodeSuperseded))
		}
		s.typed(fresh).is("done")
	}},
	{"factor.totp_missing", `{"member":"rosa"}`, func(t *testing.T, d *door) {
		if a := d.known("rosa").is("code").part()["authenticator"].(map[string]any); a["kind"] != "sms" {
			t.Errorf("asked for %v", a)
		}
	}},
	{"factor.push_unreachable", `{"member":"priya"}`, func(t *testing.T, d *door) {
		s := d.known("priya").pick("push").says(string(problem.PushUnreachable)).is("push")
		s.poll().says(string(problem.PushUnreachable)).answer("push.another-way", nil).is("choose-authenticator")
	}},
	{"factor.push_denied", `{"member":"priya"}`, func(t *testing.T, d *door) {
		s := d.known("priya").pick("push").is("push").poll().says(string(problem.PushDenied)).is("push")
		s.poll().says(string(problem.PushDenied))
		if d.spent("priya").MFA != 1 {
			t.Errorf("one denial counted as %+v", d.spent("priya"))
		}
	}},
	{"factor.device_gone", `{"member":"grace"}`, func(t *testing.T, d *door) {
		d.known("grace").pick("totp").says(string(problem.AuthenticatorOff)).pick("push").says(string(problem.AuthenticatorOff)).
			pick("recovery").is("recovery-code")
	}},
	{"factor.none_left", `{"member":"grace"}`, refers("grace", "authenticator.none")},
	{"clock.skew", `{"seconds":-190}`, func(t *testing.T, d *door) {
		if at := d.document()["server_time"]; at != opening.Add(-190*time.Second).Format(time.RFC3339) {
			t.Errorf("the plan's time is %v", at)
		}
		s := d.known("tomas").typed(totpCode(d.plan.names["tomas"].authenticators[0].secret, totpStep(opening, seedsPolicy().TOTP), seedsPolicy().TOTP))
		if s.says(string(problem.CodeClock)); s.body["skew_s"] != 180.0 && s.body["skew_s"] != 210.0 {
			t.Errorf("the clock is told to be %v ahead", s.body["skew_s"])
		}
	}},
	{"clock.no_date_header", `{}`, func(t *testing.T, d *door) {
		w, _ := d.answersRaw("GET", "/v1/status", "")
		if date, there := w.Header()["Date"]; !there || date != nil {
			t.Errorf("the Date header is %v", date)
		}
	}},
	{"net.captive", `{}`, func(t *testing.T, d *door) {
		if w, _ := d.answersRaw("GET", "/v1/status", ""); w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("answered %d %s", w.Code, w.Header().Get("Content-Type"))
		}
	}},
	{"net.blocked", `{"path":"/v1/flows"}`, func(t *testing.T, d *door) {
		if _, cut := d.answersRaw("POST", "/v1/flows", `{"purpose":"sign-in"}`); !cut {
			t.Error("the blocked path answered")
		}
		if _, cut := d.answersRaw("GET", "/v1/status", ""); cut {
			t.Error("another path was blocked too")
		}
	}},
	{"net.slow", `{"ms":1500}`, func(t *testing.T, d *door) {
		answered := make(chan int)
		go func() { w, _ := d.answersRaw("GET", "/v1/status", ""); answered <- w.Code }()
		for waiting := true; waiting; { // the clock moves until the answer is there
			select {
			case code := <-answered:
				waiting = false
				if code != 200 || d.clock.Now().Before(opening.Add(1500*time.Millisecond)) {
					t.Errorf("answered %d after %v", code, d.clock.Now().Sub(opening))
				}
			default:
				d.clock.Advance(100 * time.Millisecond)
			}
		}
	}},
	{"net.drop_mid", `{}`, func(t *testing.T, d *door) {
		if w, cut := d.answersRaw("GET", "/v1/status", ""); !cut || json.Valid(w.Body.Bytes()) || w.Body.Len() == 0 {
			t.Errorf("cut %v after %q", cut, w.Body)
		}
	}},
	{"net.redirect_loop", `{}`, func(t *testing.T, d *door) {
		if w, _ := d.answersRaw("GET", "/v1/status", ""); w.Code != 307 || w.Header().Get("Location") != "/v1/status" {
			t.Errorf("answered %d to %s", w.Code, w.Header().Get("Location"))
		}
	}},
	{"svc.outage", `{"feature":"sign-in","until":"+1h"}`, func(t *testing.T, d *door) {
		s := d.begin().says(string(problem.Outage))
		if s.status != 503 || s.header.Get("Retry-After") != "3600" || len(d.ask("GET", "/v1/status", "").list("outages")) != 1 {
			t.Errorf("answered %d, Retry-After %s", s.status, s.header.Get("Retry-After"))
		}
		d.turn(`{"svc.outage":{"feature":"messages"}}`)
		d.begin().is("credentials")
	}},
	{"svc.maintenance", `{"start":"+5m","end":"+45m","feature":"sign-in"}`, func(t *testing.T, d *door) {
		s := d.begin().is("credentials")
		d.clock.Advance(5 * time.Minute)
		s = s.name("anna", "not this").says(string(problem.Maintenance))
		if d.spent("anna").Password != 0 {
			t.Error("a try was counted during maintenance")
		}
		d.clock.Advance(40 * time.Minute)
		s.name("anna", d.password("anna")).is("code") // the conversation has outlasted it
	}},
	{"svc.5xx", `{"n":3}`, func(t *testing.T, d *door) {
		for range 3 {
			d.begin().says(string(problem.ServerError))
		}
		d.begin().is("credentials")
	}},
	{"svc.429", `{"retry_after":20}`, func(t *testing.T, d *door) {
		if s := d.begin().says(string(problem.TooBusy)); s.status != 429 || s.header.Get("Retry-After") != "20" {
			t.Errorf("answered %d, Retry-After %s", s.status, s.header.Get("Retry-After"))
		}
	}},
	{"svc.malformed", `{}`, func(t *testing.T, d *door) {
		if w, _ := d.answersRaw("GET", "/v1/status", ""); json.Valid(w.Body.Bytes()) {
			t.Errorf("answered good JSON: %s", w.Body)
		}
	}},
	{"svc.too_large", `{}`, func(t *testing.T, d *door) {
		if w, _ := d.answersRaw("GET", "/v1/status", ""); w.Body.Len() < 10<<20 || !json.Valid(w.Body.Bytes()) {
			t.Errorf("answered %d bytes", w.Body.Len())
		}
	}},
	{"svc.unknown_step", `{"times":1}`, func(t *testing.T, d *door) {
		if got := d.begin().now()["kind"]; got != "palm-reading" {
			t.Errorf("the step is %v", got)
		}
		d.begin().is("credentials")
	}},
	{"svc.unknown_problem", `{}`, func(t *testing.T, d *door) { d.begin().says("moon.phase") }},
	{"svc.bad_policy", `{}`, func(t *testing.T, d *door) {
		if max := d.document()["policy"].(map[string]any)["lockout"].(map[string]any)["max_failures"]; max != -3.0 {
			t.Errorf("locks after %v", max)
		}
	}},
	{"svc.status_unreachable", `{}`, func(t *testing.T, d *door) {
		if _, cut := d.answersRaw("GET", "/v1/status", ""); !cut {
			t.Error("the status answered")
		}
		d.begin().is("credentials")
	}},
	{"app.below_min", `{"kind":"hard"}`, func(t *testing.T, d *door) {
		app := d.document()["policy"].(map[string]any)["app"].(map[string]any)
		if s := d.begin().says(string(problem.AppTooOld)); app["min_supported"] != "99.0.0" || s.status != 426 || s.body["version"] != "99.0.0" {
			t.Errorf("needs %v: %d %v", app["min_supported"], s.status, s.body)
		}
		d.turn(`{"app.below_min":{"kind":"soft"}}`)
		app = d.document()["policy"].(map[string]any)["app"].(map[string]any)
		if d.begin().is("credentials"); app["min_supported"] != "0.1.0" || app["recommended"] != "99.0.0" {
			t.Errorf("soft: %v", app)
		}
	}},
	{"acct.activation_expired", `{"member":"amara"}`, activationSays(problem.ActivationExpired)},
	{"acct.activation_used", `{"member":"amara"}`, activationSays(problem.ActivationUsed)},
	{"acct.needs_new_activation", `{"member":"amara"}`, activationSays(problem.ActivationExpired)},
	{"acct.profile_mismatch", `{"member":"anna","field":"family-name"}`, func(t *testing.T, d *door) {
		s := d.recover("recover-password", "anna", "identity").cardOf("anna").says(string(problem.IdentityMismatch))
		if s.body["field"] != "family-name" {
			t.Errorf("the field is %v", s.body["field"])
		}
	}},
	{"acct.duplicate", `{}`, func(_ *testing.T, d *door) {
		d.beginFor("register").card(d.back("Oliver Quist")).is("told")
	}},
	{"contact.email_unverified", `{"member":"anna"}`, func(t *testing.T, d *door) {
		d.recover("recover-password", "anna", "email").is("code") // nothing is said of it
		if all := d.ask("GET", "/mock/outbox?to=anna", "").list("messages"); len(all) != 0 {
			t.Errorf("%v was sent", all)
		}
		s := d.recover("recover-password", "anna", "sms").typed(d.mailed("anna", "sms"))
		if got := s.offers(); got != "email identity letter" {
			t.Errorf("offers %s", got)
		}
		if first, _ := s.part()["options"].([]any)[0].(map[string]any); first["unusable"] != string(problem.ContactUnproven) {
			t.Errorf("e-mail is offered as %v", first)
		}
		s.pick("email").says(string(problem.AuthenticatorOff))
	}},
	{"link.expired", `{"member":"anna"}`, linkSays(problem.LinkExpired)},
	{"link.used", `{"member":"anna"}`, linkSays(problem.LinkUsed)},
	{"link.broken", `{"member":"anna"}`, linkSays(problem.LinkBroken)},
	{"link.other_portal", `{"member":"anna"}`, linkSays(problem.LinkOtherPortal)},
	{"portal.wrong_host", `{"member":"anna"}`, linkSays(problem.LinkOtherPortal)},
	{"portal.lookalike", `{"member":"anna"}`, linkSays(problem.LinkOtherPortal)},
	{"portal.stale_link", `{"member":"anna"}`, linkSays(problem.LinkOtherPortal)},
	{"portal.other_login", `{"member":"anna","kind":"medicare"}`, refers("anna", "portal.other-login")},
	{"idp.cancel", `{}`, byKnob(problem.ProviderCancelled)},
	{"idp.unlinked", `{}`, byKnob(problem.ProviderUnlinked)},
	{"idp.down", `{}`, byKnob(problem.ProviderUnavailable)},
	{"idp.state_mismatch", `{}`, keptAway(func(state, to, _ string) bool { return strings.Contains(to, "code=") && !strings.Contains(to, state) })},
	{"idp.return_lost", `{}`, keptAway(func(_, to, page string) bool { return to == "" && strings.Contains(page, "You can close this page") })},
	{"sess.idle", `{"member":"anna"}`, sessionEnds(problem.SessionIdle)},
	{"sess.absolute", `{"member":"anna"}`, sessionEnds(problem.SessionAbsolute)},
	{"sess.revoked", `{"member":"anna","reason":"password_changed"}`, sessionEnds(problem.SessionRevoked)},
	{"trust.expired", `{"member":"anna"}`, trustIsAskedAgain},
	{"trust.revoked", `{"member":"anna"}`, trustIsAskedAgain},
	{"device.new_alert", `{"member":"anna"}`, func(t *testing.T, d *door) {
		token := d.signIn("anna").token()
		if n := len(d.security(token).ids("sessions")); n != 2 || len(d.noticesTo("New sign-in")) != 2 {
			t.Errorf("%d sessions; told were %v", n, d.noticesTo("New sign-in"))
		}
	}},
	{"proxy.none", `{"member":"dolores"}`, closes(problem.GrantNone)},
	{"proxy.pending", `{"member":"dolores"}`, closes(problem.GrantPending)},
	{"proxy.expired", `{"member":"dolores"}`, closes(problem.GrantExpired)},
	{"proxy.revoked_mid_session", `{"member":"dolores"}`, closes(problem.GrantRevoked)},
	{"proxy.docs_missing", `{"member":"m79"}`, func(t *testing.T, d *door) {
		v := d.visits("carmen")
		g := v.grant("received", "Maria Ruiz", 1941)
		if g["state"] != "grant.papers-missing" || v.grant("received", "Maria Ruiz", 1968)["state"] != nil {
			t.Errorf("%v", g)
		}
		v.does("POST", "/v1/grants/"+idOf(g)+"/papers/"+idOf(g["papers"].([]any)[0].(map[string]any)), pieceOf(aPDF(40, 'x'), pdf, 0, piece)).taken()
	}},
	{"proxy.scope", `{"member":"m72"}`, func(_ *testing.T, d *door) {
		v := d.visits("carmen")
		v.does("GET", records("m72", "appointments"), "").taken()
		v.deed("m72", "appointments", "m72-appointments-1", `{"what":"cancel-visit","once":"a"}`).refused(problem.GrantReadOnly)
		d.turn(`{"proxy.scope":{"member":"m72","kind":"not-covered","feature":"results"}}`)
		v.does("GET", records("m72", "results"), "").refused(problem.GrantScope)
		v.deed("m72", "appointments", "m72-appointments-1", `{"what":"cancel-visit","once":"a"}`).taken()
	}},
	{"proxy.age_change", `{"member":"m72"}`, func(_ *testing.T, d *door) {
		v := d.visits("carmen")
		v.does("GET", records("m72", "appointments"), "").refused(problem.GrantAge)
		d.turn(`{"proxy.age_change":{"member":"m72","kind":"teen"}}`)
		v.does("GET", records("m72", "appointments"), "").taken()
		v.does("GET", records("m72", "results"), "").refused(problem.GrantAge)
	}},
	{"proxy.member_action_needed", `{"member":"m72"}`, func(_ *testing.T, d *door) {
		v := d.visits("carmen")
		v.deed("m72", "appointments", "m72-appointments-1", `{"what":"cancel-visit","once":"a"}`).refused(problem.GrantMemberActs)
		v.deed("m70", "appointments", visitOf70, `{"what":"cancel-visit","once":"a"}`).taken()
	}},
	{"support.closed", `{}`, func(t *testing.T, d *door) {
		if hours := d.document()["support"].(map[string]any)["lines"].([]any)[0].(map[string]any)["hours"]; hours != closedHours {
			t.Errorf("the hours are %v", hours)
		}
	}},
	{"support.upload_fails", `{"times":1}`, packetAnswers(http.StatusServiceUnavailable)},
	{"support.ticket_ok", `{}`, packetAnswers(http.StatusOK)},
}

// closes looks at a grant that does not count by a knob, and at others that do.
func closes(code problem.Code) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		v := d.visits("carmen")
		v.does("GET", records("m70", "results"), "").refused(code)
		v.does("GET", records("m72", "results"), "").taken()
		if g := v.grant("received", "Dolores Ruiz", 0); g["state"] != string(code) {
			t.Errorf("it stands at %v", g["state"])
		}
		d.turn(`{}`)
		v.does("GET", records("m70", "results"), "").taken()
	}
}

// packetAnswers sends a packet.
func packetAnswers(status int) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		if r := d.ask("POST", "/v1/support", `{"lines":[{"label":"a","text":"b"}]}`); r.status != status {
			t.Errorf("answered %d %v", r.status, r.body)
		}
	}
}

// linkSays pastes the link of a mail; the passcode beside it is good all the same.
func linkSays(code problem.Code) func(*testing.T, *door) {
	return func(_ *testing.T, d *door) {
		s := d.recover("recover-password", "anna", "email")
		s = s.typed(d.linked("anna")).says(string(code)).is("code")
		s.typed(d.mailed("anna", "email")).is("choose-authenticator")
	}
}

// activationSays types the code of amara's letter, and then a new one.
func activationSays(code problem.Code) func(*testing.T, *door) {
	return func(_ *testing.T, d *door) {
		letter := d.back("amara")["activation"].(map[string]any)["code"].(string)
		d.beginFor("activate").is("activation").activation(letter).says(string(code))
	}
}

// byKnob goes to the provider, and comes back as anna.
func byKnob(code problem.Code) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		s := d.atProvider().leaves()
		if code == problem.ProviderUnavailable {
			s.says(string(code)).is("credentials")
			return
		}
		to, _ := s.browses("anna")
		s.arrives(to).says(string(code)).is("credentials")
	}
}

// keptAway looks at what comes back, which is nothing of use.
func keptAway(comes func(state, to, page string) bool) func(*testing.T, *door) {
	return func(t *testing.T, d *door) {
		s := d.atProvider().leaves()
		if to, page := s.browses("anna"); !comes(s.part()["state"].(string), to, page) {
			t.Error(to, page)
		}
	}
}

func TestEveryKnobDoesWhatItSays(t *testing.T) {
	for _, c := range knobCases {
		t.Run(c.knob, func(t *testing.T) {
			d := open(t)
			d.turn(fmt.Sprintf(`{%q:%s}`, c.knob, c.setting))
			c.look(t, d)
		})
	}
	for _, name := range knobNames() {
		if !slices.ContainsFunc(knobCases, func(c knobCase) bool { return c.knob == name }) {
			t.Errorf("the knob %s has no case", name)
		}
	}
}

func TestKnobsAreRefusedThatAreNone(t *testing.T) {
	d := open(t)
	d.turn(`{"acct.disabled":{"member":"anna"}}`)
	for _, body := range []string{`{"acct.nonsense":{}}`, `{"code.wrong":{"seconds":3}}`, `{"code.wrong":{"member":"nobody"}}`, `[]`, `null`, ``,
		`{"acct.locked":{"until":"soon"}}`, `{"outbox.delay":{"seconds":"3"}}`, `{"code.wrong":true}`, `{"acct.inactive":{"since":"long"}}`} {
		if r := d.ask("PUT", "/mock/faults", body); r.status != 422 || r.body["error"] == "" {
			t.Errorf("%s answered %d %v", body, r.status, r.body)
		}
	}
	if r := d.ask("PUT", "/mock/faults", `{"acct.nonsense":{}}`); !strings.Contains(fmt.Sprint(r.body["error"]), "acct.disabled") {
		t.Errorf("the known knobs are not listed: %v", r.body)
	}
	d.known("anna").is("refer") // what was turned before stays
	d.turn(`{}`)
	d.known("anna").is("code")
}

func TestKnobActsSoOftenAndForWhomItSays(t *testing.T) {
	d := open(t)
	d.turn(`{"code.wrong":[{"member":"anna","times":1},{"member":"2025550113"}]}`)
	s := d.known("anna").typed(d.sent("anna")).says(string(problem.CodeWrong))
	s.typed(d.sent("anna")).is("done")
	d.known("sachiko").typed(d.sent("sachiko")).says(string(problem.CodeWrong))
	d.signIn("noah")
}
