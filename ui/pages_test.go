package ui_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"

	"vestibule/ui/uitest"
)

// tour is how to come to a page, and its name.
type tour struct {
	name string
	walk func(*rig)
}

func tours() []tour {
	grace := func(r *rig) {
		r.signIn("grace", "Many-Keys-2000")
		r.see(`heading 1 "How should we check it is you?"`)
	}
	way := func(label, title string) func(*rig) {
		return func(r *rig) {
			grace(r)
			r.must(r.Choose(label))
			r.must(r.Press("Continue"))
			r.see(`heading 1 "` + title)
		}
	}
	anna := func(r *rig) {
		r.signIn("anna", "Harbor-Light-7")
		r.see(`heading 1 "Enter the code we texted"`)
	}
	home := func(r *rig) {
		anna(r)
		r.must(r.Type("Code", r.code()))
		r.must(r.Press("Continue"))
		r.see(`heading 1 "Hello, Anna`)
	}
	list := func(label string) func(*rig) {
		return func(r *rig) {
			home(r)
			r.must(r.Press(label))
			r.see(`heading 1 "`+label, "listitem [1")
		}
	}
	fresh := func(name, password, title string) func(*rig) {
		return func(r *rig) {
			r.signIn(name, password)
			r.see("Enter the code we texted")
			r.must(r.Type("Code", r.code()))
			r.must(r.Press("Continue"))
			r.see(`heading 1 "` + title)
		}
	}
	return slices.Concat(bindTours(), joinTours(), recoveryTours(), peopleTours(), []tour{
		{"credentials", func(r *rig) { r.see(`button "Sign in"`) }},
		{"credentials-wrong", func(r *rig) { r.signIn("anna", "harbor-light-7"); r.see("do not match") }},
		{"credentials-last-try", func(r *rig) {
			for _, left := range []string{"2 tries left", "1 try left"} {
				r.signIn("anna", "harbor-light-7")
				r.see(left)
			}
			r.must(r.Press("Sign in"))
			r.see("last try")
		}},
		{"names", func(r *rig) {
			r.signIn("anna", "harbor-light-7")
			r.see("do not match", "More ways")
			r.must(r.Press("More ways"))
			r.must(r.Press("Use another e-mail or name"))
			r.see("Which name did you use?")
		}},
		{"members", func(r *rig) { r.see(`button "Sign in"`); r.must(r.Press("Names you can try")); r.see("Anna") }},
		{"forgot", func(r *rig) {
			r.unable("no", "")
			r.see("Forgot your username or password?")
			r.must(r.Press("Forgot your username or password?"))
			r.see("Get help")
		}},
		{"support", func(r *rig) { r.see(`button "Sign in"`); r.must(r.Press("Need a person?")); r.see("These people") }},
		{"display", func(r *rig) {
			r.see(`button "Sign in"`)
			r.must(r.Press("Text size and colors"))
			r.see("High contrast")
		}},
		{"display-dark-200", func(r *rig) {
			r.see(`button "Sign in"`)
			r.must(r.Press("Text size and colors"))
			r.must(r.Choose("200 percent"))
			r.must(r.Choose("Dark"))
			r.must(r.Press("Back"))
			r.see(`button "Sign in"`)
		}},
		{"choose", grace},
		{"code-sms", anna},
		{"code-voice", way("Call me with a code", "Enter the code from the call")},
		{"code-totp", way("Use my authenticator app", "Enter the code from your app")},
		{"code-email", func(r *rig) { r.signIn("elena", "Letter-Box-55"); r.see("Enter the code we e-mailed") }},
		{"wait", other(`"kind":"wait","wait":{"for":"review","until":"2026-03-02T12:20:00Z","poll_s":5}`, "Your plan is checking")},
		{"open-browser", other(`"kind":"open-browser","open_browser":{"url":"https://login.tallowmere.example.org/start","state":"s3","redirect":"http://127.0.0.1:7100/back"}`,
			"Go on in your browser")},
		{"show-secret", other(`"kind":"show-secret","show_secret":{"authenticator":"a","issuer":"Tallowmere","account":"anna","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",`+
			`"algorithm":"SHA1","digits":6,"period_s":30,"expires":"2026-03-02T12:10:00Z"}`, bindTitle)},
		{"refer", func(r *rig) { r.signIn("dmitri", "Closed-Door-77"); r.see("A person at your plan can fix this") }},
		{"push", way("Approve on my other device", "Approve it on")},
		{"recovery-code", way("Use a recovery code", "Enter a recovery code")},
		{"outbox", func(r *rig) { anna(r); r.must(r.Press("See sent codes")); r.see("Use code") }},
		{"new-password-expired", fresh("olga", "Last-Years-Word-1", "It is time for a new password")},
		{"new-password-temporary", fresh("tessa", "Temp-4471-Pass", "Make your own password")},
		{"home", home},
		{"results", list("Results")},
		{"appointments", list("Appointments")},
		{"messages", list("Messages")},
		{"prescriptions", list("Prescriptions")},
		{"card", func(r *rig) { home(r); r.must(r.Press("Membership card")); r.see("Member number") }},
		{"signed-out", func(r *rig) { home(r); r.must(r.Press("Sign out")); r.see("You are signed out") }},
		{"session-warning", func(r *rig) { home(r); r.clock.Advance(750 * second); r.see("Still there?") }},
		{"session-over", func(r *rig) { home(r); r.clock.Advance(901 * second); r.see("You were signed out") }},
	})
}

// TestPages looks at every page a sign-in can come to, as a phone and as a desktop draw it.
func TestPages(t *testing.T) {
	for _, tr := range tours() {
		for _, form := range uitest.FormFactors() {
			t.Run(tr.name+"/"+string(form), func(t *testing.T) {
				r := newRig(t, form)
				tr.walk(r)
				r.page(tr.name, form)
				r.picture(tr.name + "-" + string(form))
			})
		}
	}
}

// other has the plan go on with a step that the bundled one never asks.
func other(step, title string) func(*rig) {
	return func(r *rig) {
		r.see(`button "Sign in"`)
		r.line.fake = func(q *http.Request) *http.Response {
			if !strings.HasPrefix(q.URL.Path, "/v1/flows/") {
				return nil
			}
			return answering(http.StatusOK, "application/json", `{"flow":"AAAAAAAAAAAAAAAAAAAAAA","number":2,"purpose":"sign-in","position":2,"length":3,"back":true,`+
				`"server_time":"2026-03-02T12:00:00Z",`+step+`}`)
		}
		r.signIn("anna", annaPassword)
		r.see(`heading 1 "` + title)
	}
}

// TestEveryStepKindHasItsPage: a kind without a page would leave a member before nothing.
func TestEveryStepKindHasItsPage(t *testing.T) {
	toured := map[string]bool{"done": true} // the home
	for _, tr := range tours() {
		toured[tr.name] = true
	}
	pages := map[plan.Kind]string{plan.KindChoose: "choose", plan.KindCode: "code-sms", plan.KindNewPassword: "new-password-expired"}
	for _, kind := range plan.Kinds() {
		name := string(kind)
		if page, ok := pages[kind]; ok {
			name = page
		}
		if !toured[name] {
			t.Errorf("no tour comes to the page of %s", kind)
		}
	}
}

// TestTheBrowserIsOpenedAndWaitedFor: the page sends the member out, says what it waits for, and offers it again.
func TestTheBrowserIsOpenedAndWaitedFor(t *testing.T) {
	r := newRig(t, uitest.Phone)
	for _, tr := range tours() {
		if tr.name == "open-browser" {
			tr.walk(r)
		}
	}
	r.must(r.Press("Open login.tallowmere.example.org"))
	r.see("Waiting for you to come back", `button "Open it again"`)
	if len(r.opened) != 1 || r.opened[0] != "https://login.tallowmere.example.org/start" {
		t.Errorf("opened %v", r.opened)
	}
}
