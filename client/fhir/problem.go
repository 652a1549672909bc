package fhir

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"vestibule/app/problem"
	"vestibule/client/reach"
)

// The causes of problems with a server's answers. None quotes an answer: it is about somebody's health.
var (
	errNotHere   = errors.New("fhir: the server does not have such records")
	errElsewhere = errors.New("fhir: an address that is not the server's")
	errBundle    = errors.New("fhir: not a bundle")
	errRefused   = errors.New("fhir: refused")
)

// send makes a request and gives a good answer.
func send(client *http.Client, q *http.Request) ([]byte, error) {
	res, err := client.Do(q)
	if err != nil {
		var p *problem.Problem
		if errors.As(err, &p) {
			return nil, p
		}
		return nil, reach.Lost(q.Context(), err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body) // is in memory, and bounded
	if err != nil {
		return nil, problem.New(problem.NetDropped).Because(err)
	}
	if res.StatusCode != http.StatusOK {
		return nil, refused(res.StatusCode, body)
	}
	return body, nil
}

// outcome is why a server refused (FHIR R4, OperationOutcome).
type outcome struct {
	Type  string `json:"resourceType"`
	Issue []struct {
		Code string `json:"code"`
	} `json:"issue"`
}

// refused says what a refusal means: by the codes of issue-type where the server gives some, else by its status.
func refused(status int, body []byte) *problem.Problem {
	code := problem.Malformed
	if status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusNotFound || status == http.StatusGone {
		code = problem.NotForMember
	}
	var o outcome
	if json.Unmarshal(body, &o) == nil && o.Type == "OperationOutcome" {
		for _, issue := range o.Issue {
			if c, known := issues()[issue.Code]; known {
				code = c
				break
			}
		}
	}
	p := problem.New(code).Because(errRefused)
	p.Status = status
	return p
}

// issues are the codes that say more than a status.
func issues() map[string]problem.Code {
	return map[string]problem.Code{
		"forbidden": problem.NotForMember, "suppressed": problem.NotForMember, "not-supported": problem.NotForMember,
		"throttled": problem.TooBusy, "too-costly": problem.TooBusy, "lock-error": problem.ServerError,
		"transient": problem.ServerError, "timeout": problem.ServerError, "exception": problem.ServerError, "no-store": problem.ServerError,
	}
}
