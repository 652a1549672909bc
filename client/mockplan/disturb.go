package mockplan

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// largeAnswer is how long svc.too_large answers, in bytes.
const largeAnswer = 10 << 20

// disturbed does to a request what the network and service knobs say, and reports that no answer is needed any more.
// A cut connection is a panic with http.ErrAbortHandler, as net/http wants it; whoever calls the handler in process
// takes that as a lost connection.
func (p *Plan) disturbed(w http.ResponseWriter, r *http.Request) bool {
	if setting, on := p.touches("net.slow", r); on {
		p.wait(r, time.Duration(setting.MS)*time.Millisecond)
	}
	for _, d := range disturbances {
		if setting, on := p.touches(d.knob, r); on {
			d.do(p, w, r, setting)
			return true
		}
	}
	return false
}

// touches gives a knob that is meant for the request's address, and counts the use.
func (p *Plan) touches(knob string, r *http.Request) (Setting, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	setting, on := p.faults.on(knob, nil)
	path := setting.Path
	if path == "" && strings.HasPrefix(knob, "svc.") {
		path = "/v1/"
	}
	if !on || !strings.HasPrefix(r.URL.Path, path) || knob == "svc.unknown_step" && !stepPath(r) {
		return Setting{}, false
	}
	if knob == "svc.status_unreachable" && r.URL.Path != "/v1/status" {
		return Setting{}, false
	}
	return p.faults.use(knob, nil)
}

// stepPath reports whether a request is answered by a step.
func stepPath(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/v1/flows") && r.Method != http.MethodDelete
}

// wait passes time by the device's clock, which a test moves by hand.
func (p *Plan) wait(r *http.Request, d time.Duration) {
	done := make(chan struct{})
	stop := p.config.Clock.AfterFunc(d, func() { close(done) })
	defer stop()
	select {
	case <-done:
	case <-r.Context().Done():
	}
}

var disturbances = []struct {
	knob string
	do   func(*Plan, http.ResponseWriter, *http.Request, Setting)
}{
	{"net.blocked", cutOff}, {"svc.status_unreachable", cutOff}, {"net.captive", captive}, {"net.drop_mid", dropMid},
	{"net.redirect_loop", circle}, {"svc.5xx", faulty}, {"svc.429", busy}, {"svc.malformed", malformed},
	{"svc.too_large", tooLarge}, {"svc.unknown_step", unknownStep}, {"svc.unknown_problem", unknownProblem},
}

func cutOff(*Plan, http.ResponseWriter, *http.Request, Setting) { panic(http.ErrAbortHandler) }

func captive(_ *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte("<!doctype html><title>Wi-Fi</title><h1>Welcome to the café's Wi-Fi</h1><p>Please accept the rules."))
}

func dropMid(_ *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Content-Length", "4096")
	_, _ = w.Write([]byte(`{"server_time":"`))
	_ = http.NewResponseController(w).Flush() // in process there is nothing to flush
	panic(http.ErrAbortHandler)
}

func circle(_ *Plan, w http.ResponseWriter, r *http.Request, _ Setting) {
	http.Redirect(w, r, r.URL.RequestURI(), http.StatusTemporaryRedirect)
}

func faulty(p *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	writeProblem(w, problem.New(problem.ServerError), nil, p.locked(func() {}))
}

func busy(p *Plan, w http.ResponseWriter, _ *http.Request, s Setting) {
	now := p.locked(func() {})
	trouble := problem.New(problem.TooBusy)
	trouble.Until = now.Add(time.Duration(max(s.RetryAfter, 1)) * time.Second)
	writeProblem(w, trouble, nil, now)
}

func malformed(_ *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	w.Header().Set("Content-Type", jsonType)
	_, _ = w.Write([]byte(`{"flow":"abc","number":oops}`))
}

func tooLarge(_ *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	w.Header().Set("Content-Type", jsonType)
	_, _ = w.Write([]byte(`{"filler":"`))
	chunk := bytes.Repeat([]byte("x"), 64<<10)
	for written := 0; written < largeAnswer; written += len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
	_, _ = w.Write([]byte(`"}`))
}

func unknownStep(p *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	var step wire.Step
	p.locked(func() { step = wire.FromStep(p.begin(plan.SignIn, "", "").step, p.now()) })
	step.Kind, step.Credentials = "palm-reading", nil
	writeJSON(w, http.StatusOK, jsonType, step)
}

func unknownProblem(p *Plan, w http.ResponseWriter, _ *http.Request, _ Setting) {
	now := p.locked(func() {})
	trouble := &problem.Problem{Code: "moon.phase", Kind: problem.Input, Reference: w.Header().Get("Request-Id")}
	travels := wire.FromProblem(trouble, nil, now)
	travels.Title, travels.Detail = "The moon is not right", fmt.Sprintf("Sign-in waits for the full moon (%s).", planName)
	writeJSON(w, travels.Status, wire.ProblemType, travels)
}
