package kratos_test

import (
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos/kratostest"
)

// TestTheFlowFetchedAtTheDoorIsTheFirstOfTheSignIn: nobody waits for another.
func TestTheFlowFetchedAtTheDoorIsTheFirstOfTheSignIn(t *testing.T) {
	r := over(t)
	before := len(r.replay.Made())
	begins[plan.Credentials](r, plan.SignIn, nil)
	if made := r.replay.Made()[before:]; len(made) > 0 {
		t.Errorf("the first page waits for %q", made)
	}
	r.replay.Then(kratostest.Get("login-begun"))
	begins[plan.Credentials](r, plan.SignIn, nil) // a flow is used once
}

func TestAFlowThatIsHalfOverIsNotShown(t *testing.T) {
	r := over(t, "login-begun")
	r.device.Advance(6 * time.Minute)
	begins[plan.Credentials](r, plan.SignIn, nil)
}

// TestPasswordThenACodeByMail: four requests after the first page, and none to ask who it is.
func TestPasswordThenACodeByMail(t *testing.T) {
	r := over(t, "login-password-right", "second-begun", "second-mail-sent", "second-mail-right")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	r.hides(choose, "ana.lee@", "5550124", "12025550124")
	asked := leads[plan.Code](r, choose, way(r, choose, plan.EmailCode))
	if asked.Authenticator.Hint != "a•••@example.org" || asked.Digits != 6 || asked.Sent.IsZero() || !asked.Others || asked.Expires.IsZero() {
		t.Errorf("%+v", asked)
	}
	r.hides(asked, "ana.lee@")
	done := leads[plan.Done](r, asked, code("938543"))
	s, a := done.Session, done.Account
	if s.AAL != plan.AAL2 || !slices.Equal(s.Methods, []string{"password", "email"}) || string(s.Token.Reveal()) != kratostest.Token ||
		s.ID != "7a9c7fce-1dc7-42e4-875c-27640911d753" || s.Actor != a.Member || s.Proved.IsZero() || s.Ends.IsZero() || s.Idle != 0 {
		t.Errorf("%+v", s)
	}
	if a.Name != "Ana Lee" || a.Identifier != "ana.lee" || a.Card.MemberNumber != "123456789" || a.Card.Name != "Ana Lee" {
		t.Errorf("%+v", a)
	}
}

// TestANewCodeAndTheOldOneDies: quirk 1, a code that was sent comes with 400.
func TestANewCodeAndTheOldOneDies(t *testing.T) {
	r := over(t)
	signed := begins[plan.Credentials](r, plan.SignIn, nil)
	for _, name := range []string{"login-password-right", "texts-begun", "texts-sent", "texts-sent-again", "texts-old-code", "texts-right"} {
		r.replay.Then(kratostest.Get(name))
	}
	choose := leads[plan.Choose](r, signed, password())
	first := leads[plan.Code](r, choose, way(r, choose, plan.SMS))
	if first.Authenticator.Hint != "(•••) •••-0124" || first.Authenticator.Kind != plan.SMS {
		t.Errorf("%+v", first.Authenticator)
	}
	second := leads[plan.Code](r, first, plan.CodeResend{})
	if plan.Same(first, second) {
		t.Error("a new code is the same question")
	}
	refused[plan.Code](r, second, code("029487"), problem.CodeWrong)
	done := leads[plan.Done](r, second, code("337795"))
	if !slices.Equal(done.Session.Methods, []string{"password", "sms"}) {
		t.Errorf("proved by %q", done.Session.Methods)
	}
}

// TestAWrongPasswordAndAnUnknownNameAreToldTheSame.
func TestAWrongPasswordAndAnUnknownNameAreToldTheSame(t *testing.T) {
	r := over(t, "login-password-wrong", "login-name-unknown")
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	wrong, p := refused[plan.Credentials](r, step, plan.NameAndPassword{Name: "ana.lee", Password: text("nope")}, problem.BadCredentials)
	again, q := refused[plan.Credentials](r, wrong, plan.NameAndPassword{Name: "no-such-user", Password: text("nope")}, problem.BadCredentials)
	if !plan.Same(step, wrong) || !plan.Same(wrong, again) || p.Field != q.Field || p.Reference != q.Reference {
		t.Errorf("%+v and %+v", p, q)
	}
}

func TestAnAuthenticatorApp(t *testing.T) {
	r := over(t, "login-password-right", "all-begun", "all-app-wrong", "all-app-right")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	if len(choose.Options) != 4 {
		t.Errorf("%+v", choose.Options)
	}
	asked := leads[plan.Code](r, choose, way(r, choose, plan.TOTP))
	if asked.Period != 30*time.Second || asked.Digits != 6 || !asked.Sent.IsZero() || !asked.Expires.IsZero() {
		t.Errorf("%+v", asked)
	}
	refused[plan.Code](r, asked, code("123456"), problem.CodeWrong)
	done := leads[plan.Done](r, asked, code("560479"))
	if !slices.Contains(done.Session.Methods, string(plan.TOTP)) {
		t.Errorf("proved by %q", done.Session.Methods)
	}
}

// TestRecoveryCodesAreTypedAsTheyArePrinted: their letters are letters, whatever they look like.
func TestRecoveryCodesAreTypedAsTheyArePrinted(t *testing.T) {
	r := over(t, "login-password-right", "lookup-begun", "lookup-wrong", "lookup-right")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	asked := leads[plan.RecoveryCode](r, choose, way(r, choose, plan.RecoveryCodes))
	refused[plan.RecoveryCode](r, asked, plan.RecoveryCodeTyped{Code: asked.Clean(text("ZZZZ-zzzz"))}, problem.RecoveryWrong)
	done := leads[plan.Done](r, asked, plan.RecoveryCodeTyped{Code: asked.Clean(text(" 4Sf9-jbce "))})
	if !slices.Contains(done.Session.Methods, string(plan.RecoveryCodes)) {
		t.Errorf("proved by %q", done.Session.Methods)
	}
	if got := string(asked.Clean(text("2ull-k0pw")).Reveal()); got != "2ullk0pw" {
		t.Errorf("typed 2ull-k0pw, sent %s", got)
	}
}

func TestAUsedRecoveryCode(t *testing.T) {
	r := over(t, "login-password-right", "lookup-used-begun", "lookup-used")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	asked := leads[plan.RecoveryCode](r, choose, way(r, choose, plan.RecoveryCodes))
	refused[plan.RecoveryCode](r, asked, plan.RecoveryCodeTyped{Code: text("4sf9jbce")}, problem.RecoveryUsed)
}

// TestTheOnlyWayIsTaken: nobody is asked to choose among one.
func TestTheOnlyWayIsTaken(t *testing.T) {
	r := over(t, "login-password-right")
	r.replay.Then(kratostest.Get("all-begun").WithoutNodes(`"code"`).WithoutNodes("lookup_secret"))
	asked := leads[plan.Code](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	if asked.Authenticator.Kind != plan.TOTP || asked.Others {
		t.Errorf("%+v", asked)
	}
}

// TestAPasswordAloneIsEnoughWhereThePlanSaysSo: Kratos tells the member's name then, and is asked for nothing more.
func TestAPasswordAloneIsEnoughWhereThePlanSaysSo(t *testing.T) {
	r := over(t)
	r.replay.Then(kratostest.Get("login-password-right").With(`"identity": null`, `"identity": {"id": "i1", "traits": {"email": "ana.lee@example.org"}}`))
	done := leads[plan.Done](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	if done.Session.AAL != plan.AAL1 || done.Account.Identifier != "ana.lee@example.org" || done.Account.Name != "ana.lee@example.org" {
		t.Errorf("%+v", done)
	}
}

// TestNoWayIsLeft: what only a browser can prove is not asked for here, and the session that nobody holds is ended.
func TestNoWayIsLeft(t *testing.T) {
	r := over(t, "login-password-right")
	r.replay.Then(kratostest.Get("second-begun").WithoutNodes(`"code"`), kratostest.Get("whoami-second-wanted"), kratostest.Get("logout"))
	refer := leads[plan.Refer](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	if refer.Why != problem.NoAuthenticator {
		t.Errorf("%+v", refer)
	}
}

func TestWhatIsLostLeadsToWhatIsLeft(t *testing.T) {
	r := over(t, "login-password-right", "all-begun")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	asked := leads[plan.Code](r, choose, way(r, choose, plan.TOTP))
	left := leads[plan.Choose](r, asked, plan.LostIt{})
	for _, o := range left.Options {
		if o.Kind == plan.TOTP {
			t.Error("the app is gone, and offered")
		}
	}
	if len(left.Options) != 3 {
		t.Errorf("%+v", left.Options)
	}
	r.replay.Then(kratostest.Get("logout"))
	if refer := leads[plan.Refer](r, left, plan.LostIt{}); refer.Why != problem.NoAuthenticator {
		t.Errorf("%+v", refer)
	}
}

// TestAFlowThatRanOutIsRenewedWithoutAWord: a password that was typed slowly is still right.
func TestAFlowThatRanOutIsRenewedWithoutAWord(t *testing.T) {
	r := over(t)
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	const old, anew = "16d86116-b233-4576-b72b-7b25b72d1984", "ea5922c3-561b-4102-9cb8-5a69f9e4784f"
	expired := kratostest.Get("login-expired").Asked(old, anew)
	expired.Request.Body = kratostest.Get("login-password-right").Request.Body
	r.replay.Then(expired, kratostest.Get("login-begun"), kratostest.Get("login-password-right"), kratostest.Get("second-begun"))
	leads[plan.Choose](r, step, password())
}

func TestTheSameAnswerWithinAMinuteGetsTheSameResult(t *testing.T) {
	r := over(t, "login-password-right", "second-begun")
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	first := leads[plan.Choose](r, step, password())
	if again := leads[plan.Choose](r, step, password()); !plan.Same(first, again) {
		t.Error("another result")
	}
	r.device.Advance(2 * time.Minute)
	r.replay.Then(kratostest.Get("login-password-right"), kratostest.Get("second-begun"))
	leads[plan.Choose](r, step, password())
}

// TestWhoGoesBackAndSignsInAnewLeavesNoSession: the one before, for another name perhaps, is ended.
func TestWhoGoesBackAndSignsInAnewLeavesNoSession(t *testing.T) {
	r := over(t, "login-password-right", "second-begun")
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	leads[plan.Choose](r, step, password())
	other := kratostest.Get("login-password-right").Asked("ana.lee", "bob.lee").With(kratostest.Token, "ory_st_Another")
	r.replay.Then(other, kratostest.Get("logout"), kratostest.Get("second-begun"))
	leads[plan.Choose](r, step, plan.NameAndPassword{Name: "bob.lee", Password: text("Winter-Meadow-4411")})
}

func TestASessionThatIsLeftIsEnded(t *testing.T) {
	r := over(t, "login-password-right", "second-begun", "second-mail-sent", "second-mail-right")
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	choose := leads[plan.Choose](r, step, password())
	asked := leads[plan.Code](r, choose, way(r, choose, plan.EmailCode))
	done := leads[plan.Done](r, asked, code("938543"))
	r.replay.Then(kratostest.Get("logout"))
	r.abandoned(done)
	if _, err := r.plan.Identity.Submit(t.Context(), asked, code("938543")); !problem.Is(err, problem.FlowExpired) {
		t.Errorf("given up, and: %v", err)
	}
}

func TestAHalfSessionThatIsLeftIsEnded(t *testing.T) {
	r := over(t, "login-password-right", "second-begun")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	r.replay.Then(kratostest.Get("logout"))
	r.abandoned(choose)
}

// TestALeftFirstPageEndsTheSessionBehindIt: the member went back to it, and left there.
func TestALeftFirstPageEndsTheSessionBehindIt(t *testing.T) {
	r := over(t, "login-password-right", "second-begun")
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	leads[plan.Choose](r, step, password())
	r.replay.Then(kratostest.Get("logout"))
	r.abandoned(step)
}

func TestASharedDeviceIsRemembered(t *testing.T) {
	r := over(t, "login-password-right", "second-begun", "second-mail-sent", "second-mail-right")
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil),
		plan.NameAndPassword{Name: "ana.lee", Password: text("Winter-Meadow-4411"), Shared: true})
	asked := leads[plan.Code](r, choose, way(r, choose, plan.EmailCode))
	if done := leads[plan.Done](r, asked, code("938543")); !done.Session.Shared {
		t.Error("the device is shared, and the session does not say so")
	}
}
