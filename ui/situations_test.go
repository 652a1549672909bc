package ui_test

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/pquerna/otp/totp"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/client"
)

// This file is what members get into by themselves, or by a second device: situations that no knob is needed for.

// seed is one of the mock plan's, with their secrets.
type seed struct {
	Username       string
	Password       string
	Authenticators []struct{ Kind, Secret string }
	RecoveryCodes  []string `json:"recovery_codes"`
	Tries          struct{ Password, MFA, Sends int }
}

// seed looks a member up behind the stage.
func (r *rig) seed(name string) seed {
	r.t.Helper()
	var all struct{ Members []seed }
	r.must(json.Unmarshal([]byte(r.backstage("GET", "/mock/members", "")), &all))
	for _, m := range all.Members {
		if m.Username == name {
			return m
		}
	}
	r.t.Fatalf("the mock plan has no %q", name)
	return seed{}
}

// totp is what a member's authenticator app shows where its clock is wrong by so much.
func (r *rig) totp(name string, wrong time.Duration) string {
	r.t.Helper()
	for _, a := range r.seed(name).Authenticators {
		if a.Kind == string(plan.TOTP) {
			code, err := totp.GenerateCode(a.Secret, r.clock.Now().Add(wrong))
			r.must(err)
			return code
		}
	}
	r.t.Fatalf("%s has no authenticator app", name)
	return ""
}

// elsewhere signs a member in on a second device, as far as these answers lead.
func (r *rig) elsewhere(name string, more ...plan.Answer) {
	r.t.Helper()
	other, err := client.Finder{Clock: r.clock, Transport: client.InProcess{Handler: r.mock}}.Find(r.t.Context(), r.address)
	r.must(err)
	step, err := other.Identity.Begin(r.t.Context(), plan.SignIn, nil)
	r.must(err)
	answers := append([]plan.Answer{plan.NameAndPassword{Name: name, Password: hush(r.seed(name).Password)}}, more...)
	for _, a := range answers {
		step, err = other.Identity.Submit(r.t.Context(), step, a)
		r.must(err)
	}
}

func hush(s string) secret.Bytes { return secret.Of([]byte(s)) }

// anotherWay signs a member in and picks another way than the first.
func (r *rig) anotherWay(name, way string) {
	r.t.Helper()
	r.signIn(name, r.seed(name).Password)
	r.see(`button "Use another way"`)
	r.must(r.Press("Use another way"))
	r.see(`radio "` + way)
	r.must(r.Choose(way))
	r.must(r.Press("Continue"))
}

// recovery types a recovery code of Samuel's.
func (r *rig) recovery(code string) {
	r.t.Helper()
	r.anotherWay("samuel", "Use a recovery code")
	r.see(`textbox "Recovery code"`)
	r.must(r.Type("Recovery code", code))
	r.must(r.Press("Continue"))
}

// usedCode types a recovery code that was used on another device.
func usedCode(r *rig) {
	r.see(`button "Sign in"`)
	code := r.seed("samuel").RecoveryCodes[0]
	r.elsewhere("samuel", plan.CodeAnotherWay{}, plan.Chosen{Authenticator: "recovery"}, plan.RecoveryCodeTyped{Code: hush(code)})
	r.recovery(code)
}

// otherDigits: the plan changes its rules while six digits are being typed.
func otherDigits(r *rig) {
	toCode(r)
	r.backstage("PUT", "/mock/policy", `{"otp":{"digits":8}}`)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
}

// clockOff types a code of an app whose clock is five minutes fast.
func clockOff(r *rig) {
	r.signIn("tomas", "Quiet-River-42")
	r.see(`textbox "Code"`)
	r.must(r.Type("Code", r.totp("tomas", 5*time.Minute)))
	r.must(r.Press("Continue"))
}

// oneTooMany asks for a code when that is one too many.
func oneTooMany(r *rig) {
	toCode(r)
	r.knob(`{"code.too_many_requests":{"member":"anna"}}`)
	r.clock.Advance(31 * second)
	r.must(r.Press("Send a new code"))
}

// sentElsewhere asks for a code right after a second device did.
func sentElsewhere(r *rig) {
	toCode(r)
	r.clock.Advance(31 * second)
	r.elsewhere("anna")
	r.must(r.Press("Send a new code"))
}

// appGone picks a way that is gone by the time it is picked.
func appGone(r *rig) {
	r.signIn("grace", "Many-Keys-2000")
	r.see(`radio "Use my authenticator app"`)
	r.must(r.Choose("Use my authenticator app"))
	r.knob(`{"factor.totp_missing":{"member":"grace"}}`)
	r.must(r.Press("Continue"))
}

// answeredElsewhere answers a step that a second window has answered already.
func answeredElsewhere(r *rig) {
	toCode(r)
	r.clock.Advance(31 * second)
	all := r.line.asked()
	conversation := all[len(all)-1].path
	r.backstage(http.MethodPost, conversation, `{"step":2,"type":"code.resend"}`)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
}
