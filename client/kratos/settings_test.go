package kratos_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos/kratostest"
)

func TestAnAuthenticatorAppIsBound(t *testing.T) {
	r := over(t, "app-begun", "app-wrong", "app-bound", "whoami")
	in := r.session()
	step := begins[plan.ShowSecret](r, plan.Bind, in)
	key, err := otp.ParseSecret([]byte("OKHYLCHQTP2CV72FN4YJM7PXB3METN3D"))
	if err != nil || !step.Secret.Equal(key) || step.Algorithm != "SHA1" || step.Digits != 6 || step.Period != 30*time.Second ||
		step.Issuer == "" || step.Account != "ana.lee" || step.Expires.IsZero() {
		t.Errorf("%+v", step)
	}
	again, _ := refused[plan.ShowSecret](r, step, plan.ShowSecretConfirmed{Code: text("000000")}, problem.CodeWrong)
	if !again.Secret.Equal(step.Secret) {
		t.Error("a typing mistake wants another secret")
	}
	done := leads[plan.Done](r, again, plan.ShowSecretConfirmed{Code: text("560479")})
	if !done.Session.Same(*in) {
		t.Error("another session")
	}
}

func TestASecondAppIsSaidToBeOneTooMany(t *testing.T) {
	r := over(t, "codes-begun")
	if refer := begins[plan.Refer](r, plan.Bind, r.session()); refer.Why != problem.AuthenticatorBound {
		t.Errorf("%+v", refer)
	}
}

func TestWhatThePlanHasNotIsSaid(t *testing.T) {
	r := over(t)
	bare := kratostest.Get("app-begun").WithoutNodes(`"totp"`).WithoutNodes(`"lookup_secret"`).WithoutNodes(`"password"`).WithoutNodes(`"traits.`)
	for _, purpose := range []plan.Purpose{plan.Bind, plan.NewRecoveryCodes, plan.ChangePassword, plan.AddContact} {
		r.replay.Then(bare)
		if refer := begins[plan.Refer](r, purpose, r.session()); refer.Why != problem.NotForMember {
			t.Errorf("%s: %+v", purpose, refer)
		}
	}
}

func TestNewRecoveryCodes(t *testing.T) {
	r := over(t, "codes-begun", "codes-made", "codes-kept", "whoami")
	step := begins[plan.ShowRecoveryCodes](r, plan.NewRecoveryCodes, r.session())
	if len(step.Codes) != 12 || string(step.Codes[0].Reveal()) != "4sf9-jbce" {
		t.Errorf("%d codes, the first %s", len(step.Codes), step.Codes[0].Reveal())
	}
	leads[plan.Done](r, step, plan.RecoveryCodesKept{})
}

// TestANewPassword: what it must keep is learnt from the first that is refused.
func TestANewPassword(t *testing.T) {
	r := over(t, "password-begun")
	step := begins[plan.NewPassword](r, plan.ChangePassword, r.session())
	if step.Rules.MinLen != 0 || step.Reason != plan.PasswordIsChanged || step.Name != "ana.lee" {
		t.Errorf("%+v", step)
	}
	short := kratostest.Get("password-short")
	short.Request = kratostest.Get("password-changed").Asked("Another-Meadow-77", "short").Request
	r.replay.Then(short)
	again, p := refused[plan.NewPassword](r, step, plan.NewPasswordTyped{Password: text("short")}, problem.PasswordRefused)
	if again.Rules.MinLen != 10 || !slices.Equal(p.Facts.Rules, []string{"min_len"}) {
		t.Errorf("%+v, %+v", again.Rules, p.Facts)
	}
	r.replay.Then(kratostest.Get("password-changed"), kratostest.Get("whoami"))
	leads[plan.Done](r, again, plan.NewPasswordTyped{Password: text("Another-Meadow-77")})
}

// TestAProofThatIsTooOldIsAskedForFirst: nothing is typed in vain.
func TestAProofThatIsTooOldIsAskedForFirst(t *testing.T) {
	r := over(t, "refresh-begun")
	in := r.session()
	in.Proved = in.Proved.Add(-time.Hour)
	step := begins[plan.Credentials](r, plan.ChangePassword, in)
	if step.For != "a•••" || step.SharedDevice {
		t.Errorf("%+v", step)
	}
	right := kratostest.Get("refresh-right")
	r.replay.Then(right, kratostest.Get("password-begun"))
	leads[plan.NewPassword](r, step, plan.NameAndPassword{Password: text("Another-Meadow-77")})
}

// TestAProofThatKratosWantsIsAskedForInTheMiddle: quirk 8. The same flow is gone on with, and the next time the proof is asked
// for first.
func TestAProofThatKratosWantsIsAskedForInTheMiddle(t *testing.T) {
	r := over(t, "password-stale-begun")
	step := begins[plan.NewPassword](r, plan.ChangePassword, r.session())
	who := kratostest.Get("whoami")
	r.replay.Then(kratostest.Get("password-stale"), kratostest.Get("refresh-begun"), who)
	proof, _ := refused[plan.Credentials](r, step, plan.NewPasswordTyped{Password: text("Another-Meadow-78")}, problem.NeedsReauth)
	same := kratostest.Get("password-stale-begun")
	same.Request.Path = "/self-service/settings/flows?id=dbd447da-ba57-429c-a1fe-a89d916105cf"
	r.replay.Then(kratostest.Get("refresh-right"), same)
	again := leads[plan.NewPassword](r, proof, plan.NameAndPassword{Password: text("Another-Meadow-77")})
	right := kratostest.Get("password-changed").Asked("8e17108f-6a93-4ae1-ad1b-e99b7bacca54", "dbd447da-ba57-429c-a1fe-a89d916105cf")
	r.replay.Then(right, kratostest.Get("whoami"))
	leads[plan.Done](r, again, plan.NewPasswordTyped{Password: text("Another-Meadow-77")})
}

// TestANewPhone: all traits go back as they came, but for the one; the code goes to the flow that the answer names once.
func TestANewPhone(t *testing.T) {
	r := over(t, "contact-begun")
	step := begins[plan.Contact](r, plan.AddContact, r.session())
	if !slices.Equal(step.Kinds, []plan.ContactKind{plan.ContactEmail, plan.ContactPhone}) || step.Replaces != "a•••@example.org, (•••) •••-0124" {
		t.Errorf("%+v", step)
	}
	as := kratostest.Get("contact-begun")
	as.Request.Path = "/self-service/settings/flows?id=f21fd11a-bc16-427a-a135-a6fdc568192f"
	changed := kratostest.Get("contact-changed")
	r.replay.Then(as, changed)
	asked := leads[plan.Code](r, step, plan.ContactTyped{ContactKind: plan.ContactPhone, Value: "+1 (202) 555-0194"})
	if asked.Authenticator.Kind != plan.SMS || asked.Authenticator.Hint != "(•••) •••-0194" || !asked.Sends.Known || asked.Sends.Left != 0 {
		t.Errorf("%+v: to a phone a code goes once", asked)
	}
	r.hides(asked, "5550194")
	r.replay.Then(kratostest.Get("contact-confirmed"), kratostest.Get("whoami"))
	leads[plan.Done](r, asked, code("268035"))
}

// TestAHookThatRefusesIsShownWhole: an id that nobody here knows is never a success, and keeps its words.
func TestAHookThatRefusesIsShownWhole(t *testing.T) {
	r := over(t, "contact-begun")
	step := begins[plan.Contact](r, plan.AddContact, r.session())
	as := kratostest.Get("contact-begun")
	as.Request.Path = "/self-service/settings/flows?id=f21fd11a-bc16-427a-a135-a6fdc568192f"
	blocked := kratostest.Get("profile-blocked")
	blocked.Request = kratostest.Get("contact-changed").Request
	r.replay.Then(as, blocked)
	_, p := refused[plan.Contact](r, step, plan.ContactTyped{ContactKind: plan.ContactPhone, Value: "+12025550194"}, "kratos.9000002")
	if p.Reference != "9000002" || !strings.Contains(p.Facts.Reason, "Member ID") || p.Field != "member_id" || len(p.Remedies) == 0 {
		t.Errorf("%+v", p)
	}
}

// TestOnlyAKindThatIsMissingIsAskedFor: nothing is replaced then.
func TestOnlyAKindThatIsMissingIsAskedFor(t *testing.T) {
	r := over(t)
	r.replay.Then(kratostest.Get("contact-begun").With(`"value": "+12025550124"`, `"value": ""`))
	step := begins[plan.Contact](r, plan.AddContact, r.session())
	if !slices.Equal(step.Kinds, []plan.ContactKind{plan.ContactPhone}) || step.Replaces != "" {
		t.Errorf("%+v", step)
	}
}

// confirming goes as far as the code for an e-mail address.
func confirming(r *rig) plan.Code {
	r.Helper()
	unconfirmed := kratostest.Get("whoami").With(`"verified": true`, `"verified": false`).With("ana.lee@example.org", "new.ana.lee@example.org")
	r.replay.Then(unconfirmed, kratostest.Get("verification-begun"), kratostest.Get("verification-sent"))
	return begins[plan.Code](r, plan.ConfirmContact, r.session())
}

func TestAnAddressIsConfirmed(t *testing.T) {
	r := over(t)
	asked := confirming(r)
	if asked.Authenticator.Hint != "n•••@example.org" || asked.Sends.Known {
		t.Errorf("%+v", asked)
	}
	const old, anew = "8c4c044e-0d6f-4d52-b979-6c23e32b941b", "a119d785-bb64-436f-8bc0-95e087ba887a"
	r.replay.Then(kratostest.Get("verification-wrong").Asked(old, anew))
	refused[plan.Code](r, asked, code("000000"), problem.CodeWrong)
	r.replay.Then(kratostest.Get("verification-sent"))
	again := leads[plan.Code](r, asked, plan.CodeResend{})
	r.replay.Then(kratostest.Get("verification-right"), kratostest.Get("whoami"))
	leads[plan.Done](r, again, code("666196"))
}

// TestAConfirmationTriedTooOften: quirk 2, the third face.
func TestAConfirmationTriedTooOften(t *testing.T) {
	r := over(t)
	asked := confirming(r)
	r.replay.Then(kratostest.Get("verification-spent").Asked("ba57c2a9-96b6-4bd2-aa8e-c179ff8a5f03", "a119d785-bb64-436f-8bc0-95e087ba887a"))
	spent, _ := refused[plan.Code](r, asked, code("000005"), problem.CodeSpent)
	r.replay.Then(kratostest.Get("verification-sent").Asked("a119d785-bb64-436f-8bc0-95e087ba887a", "144a3fdc-7293-4540-9944-b9b1f558f38d"))
	leads[plan.Code](r, spent, plan.CodeResend{})
}

// TestAConfirmationThatRanOut: quirk 3, a redirect that is not followed.
func TestAConfirmationThatRanOut(t *testing.T) {
	r := over(t)
	asked := confirming(r)
	over := kratostest.Get("verification-expired")
	over.Request = kratostest.Get("verification-right").Request
	begun := kratostest.Get("verification-begun").With("a119d785-bb64-436f-8bc0-95e087ba887a", "n1")
	r.replay.Then(over, begun)
	anew, _ := refused[plan.Code](r, asked, code("666196"), problem.CodeExpired)
	r.replay.Then(kratostest.Get("verification-sent").Asked("a119d785-bb64-436f-8bc0-95e087ba887a", "n1"))
	leads[plan.Code](r, anew, plan.CodeResend{})
}

func TestWhoHasConfirmedEverythingIsDone(t *testing.T) {
	r := over(t)
	r.replay.Then(kratostest.Get("whoami").With(`"verified": false`, `"verified": true`))
	begins[plan.Done](r, plan.ConfirmContact, r.session())
}
