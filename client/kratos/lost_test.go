package kratos_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/kratos/kratostest"
)

// What becomes of an answer that is lost on the way back: Kratos is asked, and nothing is made twice.

// loses has the answer to one exchange be lost, after Kratos took the request.
func (r *rig) loses(name string) {
	lost := false
	r.replay.Lose = func(e kratostest.Exchange) error {
		if e.Name == name && !lost {
			lost = true
			return errors.New("cut")
		}
		return nil
	}
}

// toSecond signs in as far as the code by mail, whose flow is 2be5….
func (r *rig) toSecond() plan.Code {
	r.Helper()
	for _, name := range []string{"login-password-right", "second-begun", "second-mail-sent"} {
		r.replay.Then(kratostest.Get(name))
	}
	choose := leads[plan.Choose](r, begins[plan.Credentials](r, plan.SignIn, nil), password())
	return leads[plan.Code](r, choose, way(r, choose, plan.EmailCode))
}

// TestASecondProofWhoseAnswerIsLostCounts: the session itself tells.
func TestASecondProofWhoseAnswerIsLostCounts(t *testing.T) {
	r := over(t)
	asked := r.toSecond()
	r.replay.Then(kratostest.Get("second-mail-right"), kratostest.Get("whoami"))
	r.loses("second-mail-right")
	done := leads[plan.Done](r, asked, code("938543"))
	if done.Session.AAL != plan.AAL2 {
		t.Errorf("%+v", done.Session)
	}
}

// TestAProofThatNeverCameIsTypedAgain: the step stands, and says why.
func TestAProofThatNeverCameIsTypedAgain(t *testing.T) {
	r := over(t)
	asked := r.toSecond()
	stands := kratostest.Get("second-mail-sent")
	stands.Request, stands.Status = kratostest.Get("second-begun").Request, http.StatusOK
	stands.Request.Path = "/self-service/login/flows?id=2be5948b-60c4-46d3-8473-fd022d6df1ff"
	r.replay.Then(kratostest.Get("second-mail-right"), kratostest.Get("whoami-second-wanted"), stands)
	r.loses("second-mail-right")
	again, _ := refused[plan.Code](r, asked, code("938543"), problem.NetDropped)
	if !plan.Same(asked, again) {
		t.Error("another question")
	}
	r.replay.Then(kratostest.Get("second-mail-right"))
	leads[plan.Done](r, again, code("938543"))
}

// TestWhatCouldNotBeAskedIsAskedBeforeTheNextTry: with the line down nothing is sent blindly when it is back.
func TestWhatCouldNotBeAskedIsAskedBeforeTheNextTry(t *testing.T) {
	r := over(t)
	asked := r.toSecond()
	down := true
	r.replay.Then(kratostest.Get("second-mail-right"), kratostest.Get("whoami"), kratostest.Get("whoami"))
	r.replay.Lose = func(kratostest.Exchange) error {
		if down {
			return errors.New("cut")
		}
		return nil
	}
	refused[plan.Code](r, asked, code("938543"), problem.NetDropped)
	down = false
	r.replay.Then(kratostest.Get("whoami"))
	before := len(r.replay.Made())
	leads[plan.Done](r, asked, code("938543"))
	if made := strings.Join(r.replay.Made()[before:], " "); strings.Contains(made, "POST") {
		t.Errorf("sent again: %s", made)
	}
}

// TestAPasswordWhoseAnswerIsLostIsTypedAgain: the token went with it.
func TestAPasswordWhoseAnswerIsLostIsTypedAgain(t *testing.T) {
	r := over(t)
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	stands := kratostest.Get("login-begun")
	stands.Request.Path = "/self-service/login/flows?id=ea5922c3-561b-4102-9cb8-5a69f9e4784f"
	r.replay.Then(kratostest.Get("login-password-right"), stands)
	r.loses("login-password-right")
	again, _ := refused[plan.Credentials](r, step, password(), problem.NetDropped)
	if !plan.Same(step, again) {
		t.Error("another question")
	}
}

// TestAPasswordThatCountedIsNotTypedAgain: only the code that is sent after it may not have been, and is asked for as another.
func TestAPasswordThatCountedIsNotTypedAgain(t *testing.T) {
	r := over(t, "login-password-right")
	step := begins[plan.Credentials](r, plan.SignIn, nil)
	r.replay.Then(kratostest.Get("texts-begun").WithoutNodes("ana.lee@"), kratostest.Get("texts-sent"))
	r.loses("texts-sent")
	choose, _ := refused[plan.Choose](r, step, password(), problem.NetDropped)
	r.replay.Then(kratostest.Get("texts-sent-again"))
	leads[plan.Code](r, choose, way(r, choose, plan.SMS))
}

// TestANewPasswordWhoseAnswerIsLostIsSetOnce: its flow tells.
func TestANewPasswordWhoseAnswerIsLostIsSetOnce(t *testing.T) {
	r := over(t, "password-begun")
	step := begins[plan.NewPassword](r, plan.ChangePassword, r.session())
	stands := kratostest.Get("password-changed")
	stands.Request = kratostest.Get("password-begun").Request
	stands.Request.Path = "/self-service/settings/flows?id=8e17108f-6a93-4ae1-ad1b-e99b7bacca54"
	r.replay.Then(kratostest.Get("password-changed"), stands, kratostest.Get("whoami"))
	r.loses("password-changed")
	leads[plan.Done](r, step, plan.NewPasswordTyped{Password: text("Another-Meadow-77")})
}

// TestAnAppWhoseAnswerIsLostIsBoundOnce: the form has no secret any more.
func TestAnAppWhoseAnswerIsLostIsBoundOnce(t *testing.T) {
	r := over(t, "app-begun")
	step := begins[plan.ShowSecret](r, plan.Bind, r.session())
	stands := kratostest.Get("codes-begun").With("a78db9dc-b8c3-495d-bf76-80f69efce4c0", "c29928d6-6022-4c9f-8835-9fadcc5bd617")
	stands.Request.Path = "/self-service/settings/flows?id=c29928d6-6022-4c9f-8835-9fadcc5bd617"
	r.replay.Then(kratostest.Get("app-bound"), stands, kratostest.Get("whoami"))
	r.loses("app-bound")
	leads[plan.Done](r, step, plan.ShowSecretConfirmed{Code: text("560479")})
}

// TestARecoveryCodeWhoseAnswerIsLostBeginsAnew: the token went with it, and the code is used.
func TestARecoveryCodeWhoseAnswerIsLostBeginsAnew(t *testing.T) {
	r := over(t, "mailbox-begun", "mailbox-sent")
	sent := r.asked("eve.lee@example.org")
	stands := kratostest.Get("mailbox-right").With("set_ory_session_token", "nothing")
	stands.Request = kratostest.Get("mailbox-begun").Request
	stands.Request.Path = "/self-service/recovery/flows?id=e883e109-3304-4feb-b822-707a0e1e4bd3"
	r.replay.Then(kratostest.Get("mailbox-right"), stands)
	r.loses("mailbox-right")
	if _, err := r.plan.Identity.Submit(t.Context(), sent, code("745473")); !problem.Is(err, problem.FlowExpired) {
		t.Error(err)
	}
}

// TestAnAnswerFromSomewhereElse is no answer of Kratos': it is asked how things stand.
func TestAnAnswerFromSomewhereElse(t *testing.T) {
	for kind, body := range map[string]string{"text/html": "<html>Welcome to our wi-fi", "application/json": `{"half":`, "text/plain": "x"} {
		r := over(t)
		asked := r.toSecond()
		elsewhere := kratostest.Get("second-mail-right")
		elsewhere.Header, elsewhere.Answer = map[string]string{"Content-Type": kind}, []byte(body)
		r.replay.Then(elsewhere, kratostest.Get("whoami"))
		leads[plan.Done](r, asked, code("938543"))
	}
}

// TestTakenUpAfterARestart: from the handle alone, by another copy of the app.
func TestTakenUpAfterARestart(t *testing.T) {
	r := over(t)
	asked := r.toSecond()
	handle := plan.Handle{Bytes: asked.Handle.Clone()}
	again := over(t)
	stands := kratostest.Get("second-mail-sent")
	stands.Request, stands.Status = kratostest.Get("second-begun").Request, http.StatusOK
	stands.Request.Path = "/self-service/login/flows?id=2be5948b-60c4-46d3-8473-fd022d6df1ff"
	again.replay.Then(kratostest.Get("whoami-second-wanted"), stands)
	step, err := again.plan.Identity.Resume(t.Context(), handle)
	resumed := is[plan.Code](again, step, err)
	if !plan.Same(asked, resumed) || resumed.Authenticator != asked.Authenticator || !resumed.Sent.Equal(asked.Sent) {
		t.Errorf("%+v, %+v", asked, resumed)
	}
	again.replay.Then(kratostest.Get("second-mail-right"))
	leads[plan.Done](again, resumed, code("938543"))
}
