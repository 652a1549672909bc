package mockplan

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// largestBody is the longest request that is read, in bytes.
const largestBody = 64 << 10

// writeJSON sends a value. A value of ours that cannot be encoded is a fault the server's log should show.
func writeJSON(w http.ResponseWriter, status int, kind string, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic("mockplan: an answer that is no JSON: " + err.Error())
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body) // the other side has gone: nobody is left to tell
}

const jsonType = "application/json"

// writeOutcome sends a step, or a problem with the step as it now stands.
func writeOutcome(w http.ResponseWriter, o outcome, now time.Time, status int) {
	if o.trouble == nil {
		writeJSON(w, status, jsonType, wire.FromStep(o.step, now))
		return
	}
	var step *wire.Step
	if o.step != nil {
		s := wire.FromStep(o.step, now)
		step = &s
	}
	writeProblem(w, o.trouble, step, now)
}

// writeProblem sends a problem, with Retry-After where it has an end (RFC 9110, section 10.2.3).
func writeProblem(w http.ResponseWriter, trouble *problem.Problem, step *wire.Step, now time.Time) {
	travels := wire.FromProblem(trouble, step, now)
	travels.Title = titles[trouble.Code]
	if travels.Title == "" {
		travels.Title = strings.ReplaceAll(string(trouble.Code), ".", ": ")
	}
	if travels.Reference == "" {
		travels.Reference = w.Header().Get("Request-Id")
	}
	if trouble.Status != 0 {
		travels.Status = trouble.Status
	}
	if trouble.Until.After(now) {
		w.Header().Set("Retry-After", strconv.FormatInt(int64(trouble.Until.Sub(now)/time.Second), 10))
	}
	writeJSON(w, travels.Status, wire.ProblemType, travels)
}

// titles are for whoever reads the wire; the app has words of its own.
var titles = map[problem.Code]string{
	problem.BadCredentials: "The name or the password is not right",
	problem.FlowExpired:    "This conversation is over",
	problem.FlowConflict:   "The conversation stands elsewhere",
}

// readBody reads a request up to the bound.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, *problem.Problem) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if err != nil {
		trouble := problem.New(problem.BadField)
		trouble.Status = http.StatusRequestEntityTooLarge
		return nil, trouble
	}
	return body, nil
}

// answerFields are the members an answer may have besides step and type.
var answerFields = map[string][]string{
	"credentials.submit": {"name", "password", "shared", "trust"}, "credentials.provider": {"provider", "redirect", "shared"}, "choose.pick": {"authenticator"},
	"code.submit": {"code", "trust"}, "code.resend": {}, "code.another-way": {}, "push.resend": {}, "push.another-way": {},
	"recovery-code.submit": {"code"}, "recovery-code.another-way": {}, "new-password.submit": {"password", "end_others"},
	"show-secret.confirm":  {"code", "label"},
	"open-browser.arrived": {"address"}, "open-browser.another-device": {},
	"identify.submit": {"names"}, "prove-identity.submit": {"values"}, "prove-identity.another-way": {},
	"register.submit": {"username", "email", "phone"}, "activation.submit": {"code"}, "activation.fresh": {},
	"contact.submit": {"kind", "value"}, "contact.skip": {}, "show-recovery-codes.kept": {}, "lost-it": {},
}

// readAnswer reads an answer strictly: what the plan does not know is refused, not overlooked.
func readAnswer(body []byte) (number int, answer plan.Answer, trouble *problem.Problem) {
	var fields map[string]json.RawMessage
	var kind string
	if json.Unmarshal(body, &fields) != nil || json.Unmarshal(fields["type"], &kind) != nil {
		return 0, nil, refusedField("type")
	}
	allowed, known := answerFields[kind]
	if !known {
		return 0, nil, refusedField("type")
	}
	for name := range fields {
		if name != "step" && name != "type" && !slices.Contains(allowed, name) {
			return 0, nil, refusedField(name)
		}
	}
	number, answer, err := wire.ReadAnswer(body)
	return number, answer, problem.Of(err)
}

func refusedField(name string) *problem.Problem {
	trouble := problem.New(problem.BadField)
	trouble.Field = name
	return trouble
}
