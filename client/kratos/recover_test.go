package kratos_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos/kratostest"
)

// asked goes as far as the code that a recovery sends.
func (r *rig) asked(address string) plan.Code {
	r.Helper()
	step := begins[plan.Identify](r, plan.RecoverPassword, nil)
	if !slices.Equal(step.Identifiers, []plan.Identifier{plan.Email}) || step.Most != 1 {
		r.Errorf("%+v", step)
	}
	return leads[plan.Code](r, step, plan.Identified{Names: []string{address}})
}

const newMail = "new.ana.lee@example.org"

// TestRecoveryByMailAndAnApp: the mailbox is no second proof, and is not offered as one.
func TestRecoveryByMailAndAnApp(t *testing.T) {
	r := over(t, "recovery-again-begun", "recovery-again-sent", "recovery-right", "recovery-second-begun")
	sent := r.asked(newMail)
	if !sent.Neutral || sent.Authenticator.Hint != newMail || sent.Authenticator.Kind != plan.EmailCode {
		t.Errorf("%+v", sent)
	}
	choose := leads[plan.Choose](r, sent, code("273425"))
	for _, o := range choose.Options {
		if o.Kind == plan.EmailCode {
			t.Error("the mailbox is offered for both proofs")
		}
	}
	app := leads[plan.Code](r, choose, way(r, choose, plan.TOTP))
	const settings = "dbf00ba5-ab6e-43ea-b620-867a56a6b167"
	form := kratostest.Get("app-begun")
	form.Request.Path = "/self-service/settings/flows?id=" + settings
	r.replay.Then(kratostest.Get("recovery-second-right"), form.With("c29928d6-6022-4c9f-8835-9fadcc5bd617", settings))
	asked := leads[plan.NewPassword](r, app, code("933454"))
	if asked.Reason != plan.PasswordIsForgotten || asked.Name != "ana.lee" {
		t.Errorf("%+v", asked)
	}
	r.replay.Then(kratostest.Get("recovery-password"), kratostest.Get("sessions-ended"), kratostest.Get("whoami"))
	done := leads[plan.Done](r, asked, plan.NewPasswordTyped{Password: text("Third-Meadow-99x"), EndOthers: true})
	if string(done.Session.Token.Reveal()) != kratostest.Token {
		t.Error("another session")
	}
}

// TestAMailboxAloneOpensNothing: where codes by e-mail are the only second proof, a recovery by e-mail ends at a person, and
// the session that it has opened is ended.
func TestAMailboxAloneOpensNothing(t *testing.T) {
	r := over(t, "mailbox-begun", "mailbox-sent", "mailbox-right")
	sent := r.asked("eve.lee@example.org")
	r.replay.Then(kratostest.Get("mailbox-second").WithoutNodes("+1202"), kratostest.Get("logout"))
	refer := leads[plan.Refer](r, sent, code("745473"))
	if refer.Why != problem.NoAuthenticator {
		t.Errorf("%+v", refer)
	}
}

// TestAMailboxAndAPhone: the phone is the one other way, so that a code is sent there at once.
func TestAMailboxAndAPhone(t *testing.T) {
	r := over(t, "mailbox-begun", "mailbox-sent", "mailbox-right", "mailbox-second")
	sent := r.asked("eve.lee@example.org")
	text := kratostest.Get("texts-sent").Asked("ea5738d5-78ec-45c9-a9d7-711990e43fe0", "343e49c3-44e3-41a1-94b9-33a93341cfdb").Asked("+12025550124", "+12025550136")
	r.replay.Then(text)
	phone := leads[plan.Code](r, sent, code("745473"))
	if phone.Authenticator.Kind != plan.SMS || phone.Others {
		t.Errorf("%+v", phone)
	}
}

func TestWhoHasNoSecondProofGoesStraightToThePassword(t *testing.T) {
	r := over(t, "mailbox-begun", "mailbox-sent", "mailbox-right")
	sent := r.asked("eve.lee@example.org")
	const settings = "ac65b2c0-09a2-42be-81c8-c4b25acde34f"
	form := kratostest.Get("app-begun")
	form.Request.Path = "/self-service/settings/flows?id=" + settings
	r.replay.Then(kratostest.Get("mailbox-second").WithoutNodes(`"code"`), form.With("c29928d6-6022-4c9f-8835-9fadcc5bd617", settings))
	leads[plan.NewPassword](r, sent, code("745473"))
}

// TestAnUnknownAddressIsLedTheSameWay.
func TestAnUnknownAddressIsLedTheSameWay(t *testing.T) {
	r := over(t, "recovery-again-begun", "recovery-again-sent")
	known := r.asked(newMail)
	begun := kratostest.Get("recovery-begun").With("06b1c13c-32d3-4501-9e57-23fd6652e072", "1bd4d3a2-0ed5-4da9-bd8f-784fee244323")
	r.replay.Then(begun, kratostest.Get("recovery-unknown"))
	unknown := r.asked("nobody@example.org")
	if known.Neutral != unknown.Neutral || known.Digits != unknown.Digits || known.Number != unknown.Number || known.Others != unknown.Others {
		t.Errorf("%+v and %+v", known, unknown)
	}
}

func TestWhatIsNoAddressIsSaidAtTheField(t *testing.T) {
	r := over(t)
	begun := kratostest.Get("recovery-begun").With("06b1c13c-32d3-4501-9e57-23fd6652e072", "f58b7858-9a0d-4d42-9937-b54c80cdab4d")
	r.replay.Then(begun, kratostest.Get("recovery-no-mail"))
	step := begins[plan.Identify](r, plan.RecoverPassword, nil)
	_, p := refused[plan.Identify](r, step, plan.Identified{Names: []string{"ana.lee"}}, problem.BadField)
	if p.Field != "email" {
		t.Errorf("%+v", p)
	}
}

// TestSixWrongCodesWantANewOne: quirk 2, the first face. The conversation goes on in the flow that took the old one's place.
func TestSixWrongCodesWantANewOne(t *testing.T) {
	r := over(t, "recovery-begun", "recovery-sent", "recovery-wrong", "recovery-spent")
	sent := r.asked(newMail)
	sent, _ = refused[plan.Code](r, sent, code("000000"), problem.CodeWrong)
	spent, p := refused[plan.Code](r, sent, code("000005"), problem.CodeSpent)
	if !p.Offers(problem.Resend) {
		t.Errorf("%+v", p)
	}
	r.replay.Then(kratostest.Get("recovery-sent").Asked("06b1c13c-32d3-4501-9e57-23fd6652e072", "544ed8be-944f-43f8-84d7-cb20894005a4"))
	leads[plan.Code](r, spent, plan.CodeResend{})
}

// TestARecoveryThatRanOutGoesOn: quirk 3, with the flow that the answer names.
func TestARecoveryThatRanOutGoesOn(t *testing.T) {
	r := over(t)
	begun := kratostest.Get("recovery-begun").With("06b1c13c-32d3-4501-9e57-23fd6652e072", "aea55512-2141-4c14-9d00-d982bc214238")
	again := kratostest.Get("recovery-sent").Asked("06b1c13c-32d3-4501-9e57-23fd6652e072", "cce6b3ee-abab-4f61-a539-6ae02ba49472").Asked(newMail, "cyd.lee@example.org")
	r.replay.Then(begun, kratostest.Get("recovery-expired"), again)
	r.asked("cyd.lee@example.org")
}

// TestADisabledAccount has no id: its words decide.
func TestADisabledAccount(t *testing.T) {
	r := over(t)
	const old, anew = "d0602ca7-cc0a-4b56-8c92-4491813c2763", "ea5922c3-561b-4102-9cb8-5a69f9e4784f"
	r.replay.Then(kratostest.Get("login-inactive").Asked(old, anew).Asked("Third-Meadow-99x", "Winter-Meadow-4411"))
	refused[plan.Credentials](r, begins[plan.Credentials](r, plan.SignIn, nil), password(), problem.AccountDisabled)
	begun := kratostest.Get("recovery-begun").With("06b1c13c-32d3-4501-9e57-23fd6652e072", "9c4e021d-8196-4e53-a372-806b0968c79b")
	sent := kratostest.Get("recovery-sent").Asked("06b1c13c-32d3-4501-9e57-23fd6652e072", "9c4e021d-8196-4e53-a372-806b0968c79b")
	r.replay.Then(begun, sent, kratostest.Get("recovery-inactive"))
	refused[plan.Code](r, r.asked(newMail), code("451378"), problem.AccountDisabled)
}

// TestARecoveryForBrowsersOnly: without use_continue_with_transitions only a browser gets further.
func TestARecoveryForBrowsersOnly(t *testing.T) {
	r := over(t, "mailbox-begun", "mailbox-sent")
	elsewhere := kratostest.Get("social-page")
	elsewhere.Request = kratostest.Get("mailbox-right").Request
	r.replay.Then(elsewhere)
	leads[plan.Refer](r, r.asked("eve.lee@example.org"), code("745473"))
}

// TestARecoveryOfNewerVersions: it asks which of the account's addresses is meant, which was typed already, and knows phones. A
// phone is no second proof then.
func TestARecoveryOfNewerVersions(t *testing.T) {
	const phone = "+12025550136"
	begun := kratostest.Get("mailbox-begun").With(`"name": "email"`, `"name": "recovery_address"`).With("choose_method", "recovery_awaiting_address")
	asked := kratostest.Get("mailbox-sent").Asked(`"email"`, `"recovery_address"`).Asked("eve.lee@example.org", phone)
	asks := asked.With("sent_email", "recovery_awaiting_address_choice")
	asks.Answer = bytes.Replace(asks.Answer, []byte(`"nodes": [`), []byte(`"nodes": [{"type":"input","group":"code","attributes":{"name":"recovery_select_address",`+
		`"type":"submit","value":"`+sum(phone)+`"}},`), 1)
	picked := asked.With("sent_email", "recovery_awaiting_code")
	picked.Request.Body = []byte(`{"method":"code","recovery_address":"` + phone + `","recovery_select_address":"` + sum(phone) + `"}`)
	r := over(t)
	r.replay.Then(begun, asks, picked, kratostest.Get("mailbox-right"), kratostest.Get("mailbox-second"))
	step := begins[plan.Identify](r, plan.RecoverPassword, nil)
	if !slices.Equal(step.Identifiers, []plan.Identifier{plan.Email, plan.Phone}) {
		t.Errorf("%+v", step)
	}
	sent := leads[plan.Code](r, step, plan.Identified{Names: []string{phone}})
	if sent.Authenticator.Kind != plan.SMS {
		t.Errorf("%+v", sent)
	}
	mailed := kratostest.Get("second-mail-sent").Asked("2be5948b-60c4-46d3-8473-fd022d6df1ff", "343e49c3-44e3-41a1-94b9-33a93341cfdb").Asked("ana.lee", "eve.lee")
	r.replay.Then(mailed)
	if second := leads[plan.Code](r, sent, code("745473")); second.Authenticator.Kind != plan.EmailCode || second.Others {
		t.Errorf("%+v", second)
	}
}

func sum(address string) string {
	s := sha256.Sum256([]byte(address))
	return base64.StdEncoding.EncodeToString(s[:])
}
