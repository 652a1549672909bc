//go:build !js

package client_test

import (
	"encoding/base32"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// codeOf is a code of the secret on a step, at the plan's time.
func codeOf(t *testing.T, p *plan.Plan, s plan.ShowSecret) secret.Bytes {
	t.Helper()
	code, err := totp.GenerateCode(base32.StdEncoding.EncodeToString(s.Secret.Reveal()), p.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return secret.Of([]byte(code))
}

func TestAnAppIsBoundAndSignsIn(t *testing.T) {
	for _, skew := range []string{"0", "190", "-86400"} {
		f, mock := bundled(t)
		set(t, mock, `{"clock.skew":{"seconds":`+skew+`}}`)
		p := find(t, f, "")
		if p.Document.Can(plan.CanBind).How != plan.InApp || p.Approvals == nil {
			t.Fatal("the bundled plan cannot bind or approve")
		}
		done := signIn(t, p, mock)
		if done.Session.Proved.IsZero() {
			t.Error("no time of proof")
		}
		step, err := p.Identity.Begin(t.Context(), plan.Bind, &done.Session)
		show, ok := step.(plan.ShowSecret)
		if err != nil || !ok || show.Purpose != plan.Bind || show.Secret.Len() != 20 || show.Period != 30*time.Second {
			t.Fatalf("%T %v", step, err)
		}
		refused, err := p.Identity.Submit(t.Context(), show, plan.ShowSecretConfirmed{Code: secret.Of([]byte("000000"))})
		again, ok := refused.(plan.ShowSecret)
		if !problem.Is(err, problem.CodeWrong) || !ok || !again.Secret.Equal(show.Secret) || !again.Tries.Known {
			t.Fatalf("%T %v", refused, err)
		}
		step, err = p.Identity.Submit(t.Context(), again, plan.ShowSecretConfirmed{Code: codeOf(t, p, again), Label: "This laptop"})
		bound, ok := step.(plan.Done)
		if err != nil || !ok || !bound.Session.Same(done.Session) {
			t.Fatalf("%T %v", step, err)
		}
		if err := p.Identity.Abandon(t.Context(), bound); err != nil {
			t.Error(err)
		}
		if _, err := p.Identity.Account(t.Context(), done.Session); err != nil {
			t.Errorf("the session has ended: %v", err)
		}
	}
}
