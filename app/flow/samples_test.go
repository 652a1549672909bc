package flow_test

import (
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// The steps of one conversation, as a plan might ask them.
var (
	credentials = plan.Credentials{Head: head(1)}
	choose      = plan.Choose{Head: head(2), Options: []plan.Authenticator{{ID: "phone", Kind: plan.SMS}}}
	code        = plan.Code{Head: head(3), Authenticator: plan.Authenticator{ID: "phone", Kind: plan.SMS}}
	push        = plan.Push{Head: head(4), PollEvery: 2 * time.Second}
	browser     = plan.OpenBrowser{Head: head(5), Redirect: "http://127.0.0.1:8000/back", State: secret.Of([]byte("s-1"))}
	refer       = plan.Refer{Head: head(6), Why: problem.AccountHeld}
	nothingLeft = plan.Refer{Head: head(6), Why: problem.NoAuthenticator, Lost: true}
	wait        = plan.Wait{Head: head(7), PollEvery: 3 * time.Second}
	newPassword = plan.NewPassword{Head: head(8)}
	showSecret  = plan.ShowSecret{Head: head(11), Authenticator: "app-1"}
	lastTry     = plan.Credentials{Head: head(9), Tries: plan.Tries{Known: true, Left: 1}}
	done        = plan.Done{Head: head(10), Session: plan.Session{Token: secret.Of([]byte("token-1")), Actor: "maria"}}
	otherDone   = plan.Done{Head: head(10), Session: plan.Session{Token: secret.Of([]byte("token-2")), Actor: "sam"}}
)

func head(number int) plan.Head {
	return plan.Head{Purpose: plan.SignIn, Number: number, Handle: plan.Handle{Bytes: secret.Of([]byte("handle-1"))}}
}

// The troubles of a conversation.
var (
	wrong     = problem.New(problem.BadCredentials)
	lock      = until(problem.New(problem.AccountLocked), 15*time.Minute)
	byHand    = problem.New(problem.LockedManually)
	lockMFA   = until(problem.New(problem.LockedMFA), 15*time.Minute)
	noCodes   = until(problem.New(problem.LockedRequests), 10*time.Minute)
	tooSoon   = until(problem.New(problem.CodeTooSoon), 30*time.Second)
	busy      = until(problem.New(problem.TooBusy), time.Minute)
	denied    = problem.New(problem.PushDenied)
	offline   = problem.New(problem.NetOffline)
	fault     = problem.New(problem.ServerError)
	expired   = problem.New(problem.FlowExpired)
	conflict  = problem.New(problem.FlowConflict)
	forbidden = problem.New(problem.AccountDisabled)
	outage    = until(problem.New(problem.Outage), time.Hour)
	tooOld    = problem.New(problem.AppTooOld)
)

func until(p *problem.Problem, d time.Duration) *problem.Problem {
	p.Until = noon.Add(d)
	return p
}

// typed is in every answer, so that a test can look for it.
const typed = "hunter2"

func password() secret.Bytes { return secret.Of([]byte(typed)) }

// shown is a step with the secret of a new authenticator app.
func shown() plan.ShowSecret {
	s := showSecret
	s.Secret = secret.Of([]byte("12345678901234567890"))
	return s
}

// shownCodes is a step with a new set of recovery codes.
func shownCodes() plan.ShowRecoveryCodes {
	return plan.ShowRecoveryCodes{Head: head(12), Codes: []secret.Bytes{secret.Of([]byte("VEST-1")), secret.Of([]byte("VEST-2"))}}
}

// fitting gives an answer that spends a try, or the step's only one; nil where nothing answers it.
func fitting(step plan.Step) plan.Answer {
	switch step.(type) {
	case plan.Credentials:
		return plan.NameAndPassword{Name: "maria", Password: password()}
	case plan.Choose:
		return plan.Chosen{Authenticator: "phone"}
	case plan.Code:
		return plan.CodeTyped{Code: password()}
	case plan.Push:
		return plan.PushResend{}
	case plan.OpenBrowser:
		return plan.Arrived{Address: secret.Of([]byte(browser.Redirect + "?state=s-1&code=" + typed))}
	case plan.ShowSecret:
		return plan.ShowSecretConfirmed{Code: password(), Label: "laptop"}
	case plan.Refer:
		return plan.LostIt{}
	case plan.NewPassword:
		return plan.NewPasswordTyped{Password: password()}
	}
	return nil
}

// awaited is the request that a state listens to; 0 for none.
func awaited(s flow.State) flow.RequestID {
	switch s := s.(type) {
	case flow.Asking:
		return s.Poll
	case flow.Waiting:
		return s.Request
	case flow.Paused:
		return s.Poll
	}
	return 0
}
